import type { Access, Needs } from "../model/security.ts";
import type { Reason, Statement } from "./explanation.ts";
import { type Scene, say } from "./scene.ts";
import { counted, duration, field, listed } from "./words.ts";

/** Where the contract says what an endpoint asks of its caller. */
export interface NeedsPlaces {
  readonly scopes: Reason | undefined;
  readonly access: Reason;
}

/** What a caller shows to be let in, in a few words. */
export function keyWords({ contract: { keyed, security } }: Scene): string {
  const key = keyed ? ["a function key in the header `x-functions-key`"] : [];
  const token = security.tokens === undefined ? [] : ["an access token"];
  const shown = [...key, ...token];
  return shown.length === 0 ? "open to everybody, no key is asked for" : `with ${listed(shown)}`;
}

/** What a token must say, whose business it is, and how often a caller may come. Nothing where nobody is asked. */
export function callerStatements(
  scene: Scene,
  needs: Needs,
  { scopes, access }: NeedsPlaces,
  /** The key of ownership when the contract names none: a field of the payload or a parameter. */
  usualKey: string,
): readonly Statement[] {
  const { contract, words } = scene;
  const { tokens, rateLimit } = contract.security;
  const said = [words.tokens, scopes].filter((reason) => reason?.isSaid);
  return [
    ...(tokens === undefined ? [] : [say(scopeSentence(needs.scopes), ...said)]),
    ...(tokens === undefined || needs.access === undefined ? [] : [say(ownerSentence(needs.access, usualKey), access)]),
    ...(rateLimit === undefined
      ? []
      : [
          say(
            `A caller may send ${counted(rateLimit.requests, "request")} in ${duration(rateLimit.per)} to each instance; one more is answered 429 (\`rate-limited\`) with \`Retry-After\`.`,
            words.ofDocument("x-eventwright", "rateLimit"),
          ),
        ]),
  ];
}

function scopeSentence(ways: readonly (readonly string[])[]): string {
  if (ways.length === 0) {
    return "Any token of the issuer is enough; without one it is answered 401 (`token-missing`).";
  }
  const lists = ways.map((scopes) => listed(scopes.map(code)));
  const what = ways.length === 1 && ways[0]?.length === 1 ? "the scope" : "the scopes";
  return `The token must have ${what} ${listed(lists, "or")}. Without a token it is answered 401 (\`token-missing\`), without ${what} 403 (\`scope-missing\`).`;
}

function ownerSentence({ readModel, key, owner, unlessScope }: Access, usualKey: string): string {
  const place = field(key ?? usualKey);
  const who =
    readModel === undefined
      ? `\`${place}\``
      : `the field \`${(owner ?? "").replace(/^\//, "")}\` of the document \`${place}\` of \`${readModel}\``;
  const unless = unlessScope === undefined ? "" : ` Whoever has the scope ${code(unlessScope)} is not asked.`;
  return `The caller must be whom ${who} names; everybody else is answered 403 (\`not-yours\`).${unless}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

import assert from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import { explain } from "../../../codegen/explain/explain.ts";
import type { Subject } from "../../../codegen/explain/explanation.ts";
import { sceneOf } from "../explain/support.ts";
import { inMemory } from "../support/contracts.ts";
import { keyedContract, openToAll, scheme, securedContract } from "./secured-contract.ts";

const add: Subject = { kind: "command", name: "Add" };
const told: Subject = { kind: "notification", name: "Told" };
const totals: Subject = { kind: "read model", name: "totals" };

/** The statements of a subject that speak of callers, each with the lines that it follows from. */
function saidOf(contract: unknown, subject: Subject): readonly { readonly text: string; readonly lines: string }[] {
  const yaml = stringify(contract, { aliasDuplicateObjects: false });
  const scene = sceneOf(inMemory({ "asyncapi.yaml": yaml }));
  const lines = yaml.split("\n");
  return explain(scene, subject, 0)
    .flatMap(({ steps }) => steps.flatMap(({ says }) => says))
    .filter(({ text }) => /token|caller|key is asked|function key/i.test(text))
    .map(({ text, why }) => ({
      text: text.trim(),
      lines: why.map(({ at }) => lines[scene.words.positionOf(at).line - 1]?.trim()).join(" "),
    }));
}

test("a command says the token, the scope, the owner and the rate that it asks for, each with its line", () => {
  assert.deepEqual(saidOf(securedContract(), add), [
    {
      text: "A client sends it: `POST /api/commands/add`, with a function key in the header `x-functions-key` and an access token.",
      lines: "method: POST security:",
    },
    {
      text: "The token must have the scope `counter.write`. Without a token it is answered 401 (`token-missing`), without the scope 403 (`scope-missing`).",
      lines: "security:",
    },
    {
      text: "The caller must be whom the field `owner` of the document `<id>` of `totals` names; everybody else is answered 403 (`not-yours`). Whoever has the scope `counter.operate` is not asked.",
      lines: "access:",
    },
    {
      text: "A caller may send 100 requests in 10 s to each instance; one more is answered 429 (`rate-limited`) with `Retry-After`.",
      lines: "rateLimit:",
    },
    {
      text: "Who called, as the token says it, stands in its envelope as `caller`, and in those of its events; neither is published or told.",
      lines: "",
    },
    {
      text: "The id of a client's is a hash of the whole payload, or of the header `Idempotency-Key` where the client gives one, and of its caller: what another one sends is another command.",
      lines: "x-eventwright:",
    },
  ]);
});

test("queries and notifications say it too", () => {
  const texts = (subject: Subject) => saidOf(securedContract(), subject).map(({ text, lines }) => `${text} ${lines}`);
  const query = texts(totals).join("\n");
  assert.match(query, /`GET \/api\/totals\/\{id\}`, with a function key .* and an access token: .* path: \/totals/);
  assert.match(query, /the scope `counter\.read`\..* scopes:$/m);
  assert.match(query, /whom the field `owner` of the document `<id>` of `totals` names.* access:$/m);
  assert.match(query, /whom `<owner>` names; everybody else is answered 403 \(`not-yours`\)\. access:$/m);
  const notification = texts(told).join("\n");
  assert.match(notification, /`GET \/api\/notifications\?recipient=<id>`, with .* and an access token/);
  assert.match(notification, /the scope `counter\.read`\..* security:$/m);
  assert.match(notification, /whom `<recipient>` names.*`counter\.operate` is not asked\. access:$/m);
});

test("of several ways each is named, and a server's token stands with its line", () => {
  const contract = securedContract();
  delete contract.components.securitySchemes.functionKey;
  contract.servers.api.security = [scheme("reader")];
  contract.operations.add.security = [scheme("writer"), scheme("operator")];
  const [request, token] = saidOf(contract, add);
  assert.match(request?.text ?? "", /, with an access token\.$/);
  assert.match(
    token?.text ?? "",
    /the scopes `counter\.operate` and `counter\.read` or `counter\.read` and `counter\.write`\./,
  );
  assert.equal(token?.lines, "security: security:");
});

test("a token without scopes, keys alone and nothing at all are told as such", () => {
  const contract = securedContract();
  contract.operations.add.security = [{ type: "http", scheme: "bearer" }];
  assert.match(
    saidOf(contract, add)[1]?.text ?? "",
    /^Any token of the issuer is enough; .* 401 \(`token-missing`\)\.$/,
  );
  const keyed = saidOf(keyedContract(), add).map(({ text }) => text);
  assert.match(keyed[0] ?? "", /, with a function key in the header `x-functions-key`\.$/);
  assert.match(keyed[1] ?? "", /^A caller may send 100 requests/);
  assert.equal(keyed.length, 2);
  const open = saidOf(openToAll(), add);
  assert.deepEqual([open.length, /open to everybody/.test(open[0]?.text ?? "")], [1, true]);
});

test("a command that no client sends says nothing of callers", () => {
  assert.deepEqual(saidOf(securedContract(), { kind: "command", name: "Double" }), []);
});

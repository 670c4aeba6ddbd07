import type { Location } from "../../diagnostics/diagnostic.ts";
import { listAt, objectAt, stringAt, stringsAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { type Contract, commandsOf } from "../../model/contract.ts";
import { type Door, doorsOf, scopesOfDoor } from "../../plan/doors.ts";
import type { LintReport } from "../findings.ts";
import { nodesOf, placeKey, type Subject } from "../read/subject.ts";

const loopback = new Set(["localhost", "127.0.0.1", "[::1]"]);
const flowUrls = ["authorizationUrl", "tokenUrl", "refreshUrl"] as const;

/** Doors that were left open, and what is promised of callers in vain. */
export function checkCallers(subject: Subject, report: LintReport): void {
  checkAddresses(subject, report);
  const { model } = subject;
  if (model === undefined || !model.isApp) return;
  const doors = doorsOf(model);
  checkDoors(subject, doors, report);
  checkScopes(subject, doors, report);
  checkIssuers(subject, model, report);
  for (const { name, endpoint, needs } of commandsOf(model)) {
    if (endpoint === undefined && needs.access !== undefined)
      report("access-unasked", needs.access.at, `No client sends ${name}.`);
  }
}

function below({ file, pointer: path }: Location, ...segments: readonly (string | number)[]): Location {
  return { file, pointer: pointer(path, ...segments) };
}

function checkAddresses(subject: Subject, report: LintReport): void {
  for (const { at, value } of nodesOf(subject, "securityScheme")) {
    const flows = Object.entries(objectAt(value, "flows"));
    const urls = [
      [["openIdConnectUrl"], stringAt(value, "openIdConnectUrl")] as const,
      ...flows.flatMap(([name, flow]) =>
        flowUrls.map((word) => [["flows", name, word], stringAt(flow, word)] as const),
      ),
    ];
    for (const [path, url] of urls) {
      if (url !== undefined && isOpen(url)) report("issuer-insecure", below(at, ...path), `\`${url}\` is plain http.`);
    }
  }
}

function isOpen(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  return parsed?.protocol === "http:" && !loopback.has(parsed.hostname);
}

/** A door where nothing is said, among others where something is. */
function checkDoors(subject: Subject, doors: readonly Door[], report: LintReport): void {
  const asks = ({ needs: { scopes, access } }: Door) => scopes.length > 0 || access !== undefined;
  if (!doors.some(asks)) return;
  for (const door of doors) {
    if (asks(door) || listAt(subject.resolve(door.at)?.value, "security").length > 0) continue;
    report("caller-unasked", door.at, `${nameOf(door)} with any token.`);
  }
}

function nameOf(door: Door): string {
  switch (door.kind) {
    case "command":
      return `${door.command.name} can be sent`;
    case "query":
      return `\`${door.query.name}\` answers whoever comes`;
    case "notifications":
      return "Notifications of everybody can be read";
  }
}

function checkScopes(subject: Subject, doors: readonly Door[], report: LintReport): void {
  const schemes = nodesOf(subject, "securityScheme");
  const referred = new Set(
    subject.references.flatMap(({ kind, target }) =>
      kind === "securityScheme" && target !== undefined ? [placeKey(target)] : [],
    ),
  );
  const isUsed = ({ at }: { readonly at: Location }) =>
    referred.has(placeKey(at)) || !at.pointer.startsWith("/components/");
  const used = new Set([
    ...doors.flatMap(scopesOfDoor),
    ...schemes.filter(isUsed).flatMap(({ value }) => stringsAt(value, "scopes")),
  ]);
  for (const scheme of schemes) {
    const { at, value } = scheme;
    const offered = [
      ...stringsAt(value, "scopes").map((scope, index) => [scope, below(at, "scopes", index)] as const),
      ...Object.entries(objectAt(value, "flows")).flatMap(([flow, words]) =>
        Object.keys(objectAt(words, "availableScopes")).map(
          (scope) => [scope, below(at, "flows", flow, "availableScopes", scope)] as const,
        ),
      ),
    ];
    // Of a scheme that is of no use at all another rule speaks.
    if (!isUsed(scheme) && !offered.some(([scope]) => used.has(scope))) continue;
    for (const [scope, place] of offered) {
      if (!used.has(scope)) report("scope-unused", place, `Nothing asks for \`${scope}\`.`);
    }
  }
}

function checkIssuers(subject: Subject, { security }: Contract, report: LintReport): void {
  if (security.tokens === undefined) return;
  const known = nodesOf(subject, "securityScheme").flatMap(({ at, value }) => {
    const url = stringAt(value, "openIdConnectUrl");
    return url === undefined ? [] : [{ at, url }];
  });
  const [first] = known;
  for (const { at, url } of known) {
    if (url !== first?.url)
      report("issuers-differ", below(at, "openIdConnectUrl"), `Another scheme names \`${first?.url}\`.`);
  }
}

import type { Contract } from "../../model/contract.ts";
import type { TokenScheme } from "../../model/security.ts";
import type { ContractRuleName } from "./catalogue.ts";
import { compareDoors } from "./compare-doors.ts";
import type { Findings, Subject } from "./finding.ts";

const subject: Subject = { group: "contract", name: "contract" };

/** Who may call: tokens, scopes, ownership and how often. */
export function compareSecurity(findings: Findings): void {
  const old = findings.old.contract;
  const now = findings.now.contract;
  const here = (name: ContractRuleName, pointer: string, what: string) =>
    findings.here(name, { file: now.file, pointer }, { subject, what });
  const before = old.security.tokens;
  const after = now.security.tokens;
  if (before === undefined && after !== undefined) {
    here("token-required", "/components/securitySchemes", "The API asks for access tokens now.");
  } else if (before !== undefined && after === undefined) {
    here("token-dropped", "/components", "The API asks for no access token any more.");
  } else if (before !== undefined && after !== undefined) {
    const [was, is] = [wordsOfScheme(before), wordsOfScheme(after)];
    if (was !== is) here("issuer-changed", "/components/securitySchemes", `Tokens came by ${was}, and come by ${is}.`);
    compareDoors(findings);
  }
  compareLimits(old, now, here);
}

function compareLimits(
  { security: { rateLimit: before } }: Contract,
  { security: { rateLimit: after } }: Contract,
  here: (name: ContractRuleName, pointer: string, what: string) => void,
): void {
  const [was, is] = [wordsOfLimit(before), wordsOfLimit(after)];
  if (was === is) return;
  // Whoever sends everything at once is met by fewer requests in longer windows, too, though the rate is the same.
  const isRaised =
    after === undefined ||
    (before !== undefined && after.requests >= before.requests && rateOf(after) >= rateOf(before));
  const what = `A caller could send ${was}, and can send ${is}.`;
  here(isRaised ? "rate-limit-raised" : "rate-limit-lowered", "/x-eventwright/rateLimit", what);
}

/** `openIdConnect` from an address, or the addresses of OAuth 2's flows. */
function wordsOfScheme({ type, openIdConnectUrl, flows }: TokenScheme): string {
  const urls = [...flows].sort().flatMap(([name, { urls: each }]) =>
    Object.entries(each)
      .sort()
      .map(([word, url]) => `${name} ${word} \`${url}\``),
  );
  const from = openIdConnectUrl === undefined ? urls : [`\`${openIdConnectUrl}\``, ...urls];
  return from.length === 0 ? `\`${type}\`` : `\`${type}\` from ${from.join(", ")}`;
}

type Limit = Contract["security"]["rateLimit"];

/** Requests a second. */
function rateOf({ requests, per }: NonNullable<Limit>): number {
  return (requests / per) * 1000;
}

function wordsOfLimit(limit: Limit): string {
  return limit === undefined ? "as much as it likes" : `${limit.requests} requests in ${limit.per / 1000} s`;
}

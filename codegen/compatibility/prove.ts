import type { Prove } from "./contracts/compare-schemas.ts";
import { schemaRules } from "./schemas/catalogue.ts";
import { proveSubset } from "./schemas/prove-subset.ts";

/** Differences that hurt only whoever used a field that nobody had described: they are told and stop nothing. */
const mild: readonly string[] = ["property-declared"];

/** The comparison of two schemas as the gate uses it. */
export const prove: Prove = (from, to, role) =>
  proveSubset(from, to, { roles: { from: role } }).map((finding) => ({
    ...finding,
    id: schemaRules[finding.rule].id,
    verdict: finding.verdict === "breaking" && mild.includes(finding.rule) ? "warning" : finding.verdict,
  }));

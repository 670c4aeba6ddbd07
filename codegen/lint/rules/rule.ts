import type { Rule, Severity } from "../../diagnostics/rules/rule.ts";

/** One rule of lint. Errors fail the run, warnings do with `--strict`, information never does. */
export interface LintRule extends Omit<Rule, "id" | "plain"> {
  /** Stable id: never reused for another rule. The hundreds say which area: 10 files, 11 document, 12 schema words … */
  readonly id: `EL${number}`;
  /** In documents without `x-eventwright`, which were not written for Eventwright. Default: `severity`. */
  readonly plain?: Severity;
  /** Rules that say less about the same place: their finding is dropped where this one has one. */
  readonly supersedes?: readonly string[];
}

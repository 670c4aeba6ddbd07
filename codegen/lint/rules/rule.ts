/** How bad a finding of lint is. Errors fail the run, warnings do with `--strict`, information never does. */
export type LintSeverity = "error" | "warning" | "info";

/** One rule of lint. */
export interface LintRule {
  /** Stable id: never reused for another rule. The hundreds say which area: 10 files, 11 document, 12 schema words … */
  readonly id: `EL${number}`;
  readonly severity: LintSeverity;
  /** In documents without `x-eventwright`, which were not written for Eventwright. Default: `severity`. */
  readonly plain?: LintSeverity;
  /** Why the rule exists. */
  readonly why: string;
  /** What to do about it. A finding may say something more exact. */
  readonly fix: string;
  /** Rules that say less about the same place: their finding is dropped where this one has one. */
  readonly supersedes?: readonly string[];
}

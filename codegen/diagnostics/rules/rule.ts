/** How bad a finding is: an error stops the generator, a warning does not, and an info only says what is left out. */
export type Severity = "error" | "warning" | "info";

/** One rule of the generator. */
export interface Rule {
  /** Stable id: never reused for another rule. The hundreds say which area: 10 files, 11 document, 12 references … */
  readonly id: `EW${number}`;
  readonly severity: Severity;
  /** How bad it is where it only concerns messages without a kind: nothing that runs depends on them. As `severity` when absent. */
  readonly plain?: Severity;
  /** Why the rule exists. */
  readonly why: string;
  /** What to do about it. A finding may say something more exact. */
  readonly fix: string;
}

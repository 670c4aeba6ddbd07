import type { Verdict } from "../check/verdict.ts";
import type { Summary } from "./summary.ts";

/** All that is told of a run at its end. */
export interface Report {
  /** No invariant is broken. */
  readonly ok: boolean;
  readonly url: string;
  readonly seed: number;
  readonly run: string;
  readonly summary: Summary;
  readonly invariants: readonly Verdict[];
  /** The command line that plays the same run again. */
  readonly repeat: string;
}

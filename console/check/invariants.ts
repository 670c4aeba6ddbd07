import type { Observations } from "../run/observations.ts";
import { invalidRefused, oneOutcomeEach, refusedAsExpected, takenOnce } from "./commands.ts";
import { notified, playedToTheEnd, verified } from "./messages.ts";
import { accountsAsPredicted, conservation, merchantsAsPredicted, noNegativeBalance, statementsSum } from "./money.ts";
import { decidedOnce, processesEnded, transfersEnd, undecidedExpire } from "./transfers.ts";
import type { Verdict } from "./verdict.ts";

/** All that must be true of what a run has seen. */
const invariants: readonly ((seen: Observations) => Verdict)[] = [
  playedToTheEnd,
  conservation,
  noNegativeBalance,
  oneOutcomeEach,
  accountsAsPredicted,
  statementsSum,
  merchantsAsPredicted,
  transfersEnd,
  decidedOnce,
  undecidedExpire,
  refusedAsExpected,
  takenOnce,
  invalidRefused,
  notified,
  processesEnded,
  verified,
];

/** Judges a run. A run is good when no verdict is `broken`. */
export function judge(seen: Observations): Verdict[] {
  return invariants.map((invariant) => invariant(seen));
}

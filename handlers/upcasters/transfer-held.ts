import type { Downcasters, Upcasters } from "../../generated/upcasters.ts";

/** Before version 2, the amount was the one reason to hold a transfer. */
export const transferHeldUpcasters: Upcasters["TransferHeld"] = {
  from1: ({ until, ...transfer }) => ({ ...transfer, reason: "large-amount", decideBy: until }),
};

/** Whoever knows version 1 only learns that a transfer is held, and until when. */
export const transferHeldDowncasters: Downcasters["TransferHeld"] = {
  to1: ({ reason: _reason, decideBy, ...transfer }) => ({ ...transfer, until: decideBy }),
};

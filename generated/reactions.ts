// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Draft, React } from "eventwright/codegen/v1";
import type { CreditsReceived } from "./messages/credits-received.ts";
import type { CreditsRefused } from "./messages/credits-refused.ts";
import type { CreditsReserved } from "./messages/credits-reserved.ts";
import type { CreditTransferData, ReleaseTransferData, SettleTransferData } from "./types.ts";

/**
 * What you write for the reaction creditReceiver. Once the sender's credits are on hold, asks the receiver to take
 * them.
 */
export interface CreditReceiverReaction {
  readonly CreditsReserved: React<CreditsReserved, Draft<"CreditTransfer", CreditTransferData>>;
}

/**
 * What you write for the reaction settleSender. Once the receiver has answered, ends the sender's hold or gives the
 * credits back.
 */
export interface SettleSenderReaction {
  readonly CreditsReceived: React<
    CreditsReceived,
    | Draft<"ReleaseTransfer", ReleaseTransferData>
    | Draft<"SettleTransfer", SettleTransferData>
  >;
  readonly CreditsRefused: React<
    CreditsRefused,
    | Draft<"ReleaseTransfer", ReleaseTransferData>
    | Draft<"SettleTransfer", SettleTransferData>
  >;
}

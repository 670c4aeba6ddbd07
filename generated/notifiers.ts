// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { Notify } from "eventwright/codegen/v1";
import type { CreditsLoaded } from "./messages/credits-loaded.ts";
import type { CreditsReceived } from "./messages/credits-received.ts";
import type { CreditsReserved } from "./messages/credits-reserved.ts";
import type { TransferReleased } from "./messages/transfer-released.ts";
import type { TransferSettled } from "./messages/transfer-settled.ts";
import type { Account, BalanceChangedData, TransferReceivedData } from "./types.ts";

/**
 * What you write for the notification BalanceChanged. Sent to the account's owner after the read model shows the new
 * balance.
 */
export interface BalanceChangedNotifier {
  readonly CreditsLoaded: Notify<CreditsLoaded, Account, BalanceChangedData>;
  readonly CreditsReceived: Notify<CreditsReceived, Account, BalanceChangedData>;
  readonly CreditsReserved: Notify<CreditsReserved, Account, BalanceChangedData>;
  readonly TransferReleased: Notify<TransferReleased, Account, BalanceChangedData>;
  readonly TransferSettled: Notify<TransferSettled, Account, BalanceChangedData>;
}

/** What you write for the notification TransferReceived. Sent to the receiving account's owner. */
export interface TransferReceivedNotifier {
  readonly CreditsReceived: Notify<CreditsReceived, Account, TransferReceivedData>;
}

// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { CommandCheck } from "eventwright/codegen/v1";
import type {
  BalanceChangedNotifier,
  GuardianApprovalRequestedNotifier,
  PaymentReceivedNotifier,
  TransferProgressedNotifier,
  TransferReceivedNotifier,
  TransferStuckNotifier,
} from "./notifiers.ts";
import type { TransferProcess } from "./processes/transfer.ts";
import type { CreditMerchantReaction, SettlePaymentReaction } from "./reactions.ts";
import type { AccountsProjection } from "./read-models/accounts.ts";
import type { StatementsProjection } from "./read-models/statements.ts";
import type { TakingsProjection } from "./read-models/takings.ts";
import type { TransfersProjection } from "./read-models/transfers.ts";
import type { AccountStream } from "./streams/account.ts";
import type { MerchantStream } from "./streams/merchant.ts";
import type {
  AllowTransferData,
  ApproveTransferData,
  CloseAccountData,
  DenyTransferData,
  LoadCreditsData,
  OpenAccountData,
  PayMerchantData,
  RegisterMerchantData,
  RejectTransferData,
  TransferCreditsData,
} from "./types.ts";
import type { Downcasters, Upcasters } from "./upcasters.ts";

/** Everything that people write for this contract. Leaving one out is a compile error that names it. */
export interface Handlers {
  readonly streams: {
    // biome-ignore lint/suspicious/noExplicitAny: each stream has a state type of its own.
    readonly account: AccountStream<any>;
    // biome-ignore lint/suspicious/noExplicitAny: each stream has a state type of its own.
    readonly merchant: MerchantStream<any>;
  };
  readonly readModels: {
    readonly accounts: AccountsProjection;
    readonly statements: StatementsProjection;
    readonly takings: TakingsProjection;
    readonly transfers: TransfersProjection;
  };
  readonly notifiers: {
    readonly BalanceChanged: BalanceChangedNotifier;
    readonly GuardianApprovalRequested: GuardianApprovalRequestedNotifier;
    readonly PaymentReceived: PaymentReceivedNotifier;
    readonly TransferProgressed: TransferProgressedNotifier;
    readonly TransferReceived: TransferReceivedNotifier;
    readonly TransferStuck: TransferStuckNotifier;
  };
  readonly reactions: {
    readonly creditMerchant: CreditMerchantReaction;
    readonly settlePayment: SettlePaymentReaction;
  };
  readonly processes: {
    readonly transfer: TransferProcess;
  };
  readonly upcasters: Upcasters;
  readonly downcasters: Downcasters;
  /** Optional checks at the door, against read models. */
  readonly checks?: {
    readonly AllowTransfer?: CommandCheck<AllowTransferData>;
    readonly ApproveTransfer?: CommandCheck<ApproveTransferData>;
    readonly CloseAccount?: CommandCheck<CloseAccountData>;
    readonly DenyTransfer?: CommandCheck<DenyTransferData>;
    readonly LoadCredits?: CommandCheck<LoadCreditsData>;
    readonly OpenAccount?: CommandCheck<OpenAccountData>;
    readonly PayMerchant?: CommandCheck<PayMerchantData>;
    readonly RegisterMerchant?: CommandCheck<RegisterMerchantData>;
    readonly RejectTransfer?: CommandCheck<RejectTransferData>;
    readonly TransferCredits?: CommandCheck<TransferCreditsData>;
  };
}

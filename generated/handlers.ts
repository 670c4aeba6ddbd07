// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import type { CommandCheck } from "eventwright/codegen/v1";
import type { BalanceChangedNotifier, TransferReceivedNotifier } from "./notifiers.ts";
import type { CreditReceiverReaction, SettleSenderReaction } from "./reactions.ts";
import type { AccountsProjection } from "./read-models/accounts.ts";
import type { StatementsProjection } from "./read-models/statements.ts";
import type { AccountStream } from "./streams/account.ts";
import type { CloseAccountData, LoadCreditsData, OpenAccountData, TransferCreditsData } from "./types.ts";

/** Everything that people write for this contract. Leaving one out is a compile error that names it. */
export interface Handlers {
  readonly streams: {
    // biome-ignore lint/suspicious/noExplicitAny: each stream has a state type of its own.
    readonly account: AccountStream<any>;
  };
  readonly readModels: {
    readonly accounts: AccountsProjection;
    readonly statements: StatementsProjection;
  };
  readonly notifiers: {
    readonly BalanceChanged: BalanceChangedNotifier;
    readonly TransferReceived: TransferReceivedNotifier;
  };
  readonly reactions: {
    readonly creditReceiver: CreditReceiverReaction;
    readonly settleSender: SettleSenderReaction;
  };
  /** Optional checks at the door, against read models. */
  readonly checks?: {
    readonly CloseAccount?: CommandCheck<CloseAccountData>;
    readonly LoadCredits?: CommandCheck<LoadCreditsData>;
    readonly OpenAccount?: CommandCheck<OpenAccountData>;
    readonly TransferCredits?: CommandCheck<TransferCreditsData>;
  };
}

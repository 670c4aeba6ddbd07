// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
/** An account as it stands. */
export interface Account {
  readonly accountId: AccountId;
  readonly owner: Person;
  readonly guardian?: Person;
  readonly currency: Currency;
  readonly balance: Balance;
  readonly held: Balance;
  /** Whether the account takes commands. */
  readonly status: "open" | "closed";
  /** Version of the account's stream that this document shows. */
  readonly version: number;
}

/** The account is closed and takes no more commands. */
export interface AccountClosedData {
  readonly accountId: AccountId;
}

/** Identifies one account. Chosen by the client, so that opening an account can be retried safely. */
export type AccountId = string;

/** An account exists and may be used. */
export interface AccountOpenedData {
  readonly accountId: AccountId;
  readonly owner: Person;
  readonly currency: Currency;
  readonly guardian?: Person;
}

/** A positive amount of money in the currency's minor unit (cents for EUR), never a fraction. */
export type Amount = number;

/** An amount of money in the currency's minor unit that may be zero. */
export type Balance = number;

/** What an account of yours holds has changed. */
export interface BalanceChangedData {
  readonly recipient: Person;
  readonly accountId: AccountId;
  readonly currency: Currency;
  readonly balance: Balance;
  readonly held: Balance;
  /** Version of the account after the change. */
  readonly version: number;
  /** What changed it. */
  readonly cause: "load" | "transfer-sent" | "transfer-received" | "transfer-settled" | "transfer-returned";
}

/** Closes an account that holds nothing. */
export interface CloseAccountData {
  readonly accountId: AccountId;
}

/** CloudEvents attributes of a command. */
export interface CommandEnvelope {
  /** CloudEvents version. */
  readonly specversion: "1.0";
  /** Id of this message, stable over redeliveries. */
  readonly id: string;
  /** The context that produced the message. */
  readonly source: string;
  /** Namespace, message name and version, such as credits.AccountOpened.v1. */
  readonly type: string;
  /** When the message was made (UTC). */
  readonly time: string;
  /** Always JSON. */
  readonly datacontenttype: "application/json";
  /** Address of the payload's schema. */
  readonly dataschema: string;
  /** Stream name and stream id, such as account/6f1d…. */
  readonly subject: string;
  /** The same for everything that one client request set off. */
  readonly correlationid: string;
  /** Id of the message that caused this one, or its own id. */
  readonly causationid: string;
  /** W3C trace context. */
  readonly traceparent?: string;
  /** W3C trace context, vendor part. */
  readonly tracestate?: string;
  /** Name of the stream. */
  readonly stream: string;
  /** Id within the stream's name. */
  readonly streamid: string;
}

/** A command of yours could not be processed and waits for an operator. */
export interface CommandFailedData {
  readonly recipient: Person;
  /** Id under which the command was accepted. */
  readonly commandId: string;
  /** Name of the command, such as LoadCredits. */
  readonly command: string;
  /** Id of the dead letter that an operator works on. */
  readonly deadLetter: string;
}

/** A command of yours was refused by a business rule. */
export interface CommandRejectedData {
  readonly recipient: Person;
  /** Id under which the command was accepted. */
  readonly commandId: string;
  /** Name of the command, such as LoadCredits. */
  readonly command: string;
  /** Stable code of the rule, such as insufficient-credits. */
  readonly code: string;
  /** The rule in words. */
  readonly message: string;
}

/** Asks the receiving account to take a transfer's credits. */
export interface CreditTransferData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly note?: Note;
}

/** Credits were bought: the amount paid, the fee kept and what was credited (amount less fee). */
export interface CreditsLoadedData {
  readonly accountId: AccountId;
  readonly loadId: LoadId;
  readonly amount: Amount;
  readonly fee: Balance;
  readonly credited: Balance;
  readonly currency: Currency;
}

/** The receiving account took a transfer's credits. */
export interface CreditsReceivedData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly note?: Note;
}

/** The receiving account could not take a transfer's credits. */
export interface CreditsRefusedData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly reason: Refusal;
}

/** The sender's credits are on hold for a transfer until the receiver has answered. */
export interface CreditsReservedData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly note?: Note;
}

/** ISO 4217 currency code. */
export type Currency = string;

/** CloudEvents attributes of an event, with its place in its stream. */
export interface EventEnvelope {
  /** CloudEvents version. */
  readonly specversion: "1.0";
  /** Id of this message, stable over redeliveries. */
  readonly id: string;
  /** The context that produced the message. */
  readonly source: string;
  /** Namespace, message name and version, such as credits.AccountOpened.v1. */
  readonly type: string;
  /** When the message was made (UTC). */
  readonly time: string;
  /** Always JSON. */
  readonly datacontenttype: "application/json";
  /** Address of the payload's schema. */
  readonly dataschema: string;
  /** Stream name and stream id, such as account/6f1d…. */
  readonly subject: string;
  /** The same for everything that one client request set off. */
  readonly correlationid: string;
  /** Id of the message that caused this one, or its own id. */
  readonly causationid: string;
  /** W3C trace context. */
  readonly traceparent?: string;
  /** W3C trace context, vendor part. */
  readonly tracestate?: string;
  /** Name of the stream. */
  readonly stream: string;
  /** Id within the stream's name. */
  readonly streamid: string;
  /** Version of the stream after this event; the first event has 1. */
  readonly streamversion: number;
}

/** Buys credits with money. The fee is 0.02 % of the amount, and nothing when one load is above 500.00. */
export interface LoadCreditsData {
  readonly accountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly loadId: LoadId;
}

/** Identifies one payment that bought credits. Chosen by the client. */
export type LoadId = string;

/** One line of an account's statement. */
export interface Movement {
  readonly accountId: AccountId;
  /** Version of the account after this movement; sorts the statement. */
  readonly version: number;
  /** When it happened (UTC). */
  readonly at: string;
  /** What moved the credits. */
  readonly kind: "load" | "transfer-sent" | "transfer-received" | "transfer-returned";
  /** Signed change of the balance in minor units. */
  readonly amount: number;
  readonly currency: Currency;
  readonly fee?: Balance;
  readonly transferId?: TransferId;
  readonly loadId?: LoadId;
  readonly counterparty?: AccountId;
  readonly note?: Note;
}

/** Free text from the sender to the receiver. */
export type Note = string;

/** CloudEvents attributes of a notification. */
export interface NotificationEnvelope {
  /** CloudEvents version. */
  readonly specversion: "1.0";
  /** Id of this message, stable over redeliveries. */
  readonly id: string;
  /** The context that produced the message. */
  readonly source: string;
  /** Namespace, message name and version, such as credits.AccountOpened.v1. */
  readonly type: string;
  /** When the message was made (UTC). */
  readonly time: string;
  /** Always JSON. */
  readonly datacontenttype: "application/json";
  /** Address of the payload's schema. */
  readonly dataschema: string;
  /** Stream name and stream id, such as account/6f1d…. */
  readonly subject?: string;
  /** The same for everything that one client request set off. */
  readonly correlationid: string;
  /** Id of the message that caused this one, or its own id. */
  readonly causationid: string;
  /** W3C trace context. */
  readonly traceparent?: string;
  /** W3C trace context, vendor part. */
  readonly tracestate?: string;
  /** Whom it is for. */
  readonly recipient: string;
}

/** Opens an account for a person, optionally under a guardian. */
export interface OpenAccountData {
  readonly accountId: AccountId;
  readonly owner: Person;
  readonly currency: Currency;
  readonly guardian?: Person;
}

/**
 * Who owns or guards accounts: an opaque reference of the client's own, such as a user id. Also the recipient of
 * notifications.
 */
export type Person = string;

/** Why the receiving account refused a transfer. */
export type Refusal = "account-not-found" | "account-closed" | "currency-mismatch" | "balance-limit";

/** Tells the sending account that the receiver refused, so the held credits come back. */
export interface ReleaseTransferData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly reason: Refusal;
}

/** Tells the sending account that the receiver has the credits, so the hold can go. */
export interface SettleTransferData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
}

/** Sends credits from one account to another, free of charge. */
export interface TransferCreditsData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly note?: Note;
}

/** Identifies one transfer of credits. Chosen by the client. */
export type TransferId = string;

/** Credits have arrived on an account of yours. */
export interface TransferReceivedData {
  readonly recipient: Person;
  readonly accountId: AccountId;
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly note?: Note;
}

/** The held credits are back on the sender's balance because the receiver refused. */
export interface TransferReleasedData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly reason: Refusal;
}

/** The hold at the sender is gone because the receiver has the credits. */
export interface TransferSettledData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
}

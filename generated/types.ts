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

/** The guardian lets a transfer go on. */
export interface AllowTransferData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly guardian: Person;
  readonly reason?: Reason;
}

/** A positive amount of money in the currency's minor unit (cents for EUR), never a fraction. */
export type Amount = number;

/** A reviewer lets a held transfer go on. */
export interface ApproveTransferData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly reviewer: Person;
  readonly reason?: Reason;
}

/** Tells the sending account that its guardian must allow a transfer. */
export interface AskGuardianData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly until: Until;
}

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
  readonly cause:
    | "load"
    | "transfer-sent"
    | "transfer-received"
    | "transfer-settled"
    | "transfer-returned"
    | "payment-sent"
    | "payment-settled"
    | "payment-returned";
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
  /** Who sent the command, as the access token says; absent without one. */
  readonly caller?: string;
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
  readonly owner?: Person;
  readonly guardian?: Person;
}

/** ISO 4217 currency code. */
export type Currency = string;

/** Whose decision a transfer waits for: the guardian's of the sender's account, or a reviewer's. */
export type DecisionStage = "guardian" | "review";

/** The guardian stops a transfer; the credits go back. */
export interface DenyTransferData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly guardian: Person;
  readonly reason?: Reason;
}

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

/** Tells the sending account that the time for a decision is over. */
export interface ExpireTransferData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
}

/** The guardian of the sender's account lets a transfer go on. */
export interface GuardianAllowedData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly guardian: Person;
  readonly reason?: Reason;
}

/** A transfer waits for you to allow or deny it. */
export interface GuardianApprovalRequestedData {
  readonly recipient: Person;
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly owner?: Person;
  readonly until: Until;
}

/** A transfer waits for the guardian of the sender's account. */
export interface GuardianAskedData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly guardian: Person;
  readonly until: Until;
}

/** The guardian of the sender's account has stopped a transfer. */
export interface GuardianDeniedData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly guardian: Person;
  readonly reason?: Reason;
}

/** Tells the sending account that a reviewer must approve a transfer. */
export interface HoldTransferData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly until: Until;
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

/** Identifies one merchant. Chosen by the client, so that registering can be retried safely. */
export type MerchantId = string;

/** What a merchant is called; shown to whoever pays. */
export type MerchantName = string;

/** A merchant exists and can be paid. */
export interface MerchantRegisteredData {
  readonly merchantId: MerchantId;
  readonly name: MerchantName;
  readonly owner: Person;
  readonly currency: Currency;
}

/** One line of an account's statement. */
export interface Movement {
  readonly accountId: AccountId;
  /** Version of the account after this movement; sorts the statement. */
  readonly version: number;
  /** When it happened (UTC). */
  readonly at: string;
  /** What moved the credits. */
  readonly kind:
    | "load"
    | "transfer-sent"
    | "transfer-received"
    | "transfer-returned"
    | "payment-sent"
    | "payment-returned";
  /** Signed change of the balance in minor units. */
  readonly amount: number;
  readonly currency: Currency;
  readonly fee?: Balance;
  readonly transferId?: TransferId;
  readonly loadId?: LoadId;
  readonly counterparty?: AccountId;
  readonly paymentId?: PaymentId;
  readonly merchantId?: MerchantId;
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

/** Pays a merchant from an account. The payer pays no fee. */
export interface PayMerchantData {
  readonly paymentId: PaymentId;
  readonly fromAccountId: AccountId;
  readonly merchantId: MerchantId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly note?: Note;
}

/** Identifies one payment to a merchant. Chosen by the client. */
export type PaymentId = string;

/** A merchant of yours was paid. */
export interface PaymentReceivedData {
  readonly recipient: Person;
  readonly merchantId: MerchantId;
  readonly paymentId: PaymentId;
  readonly fromAccountId: AccountId;
  readonly amount: Amount;
  readonly fee: Balance;
  readonly credited: Balance;
  readonly currency: Currency;
  readonly note?: Note;
}

/** Why a merchant could not take a payment. */
export type PaymentRefusal = "merchant-not-found" | "currency-mismatch" | "balance-limit";

/** A merchant could not take a payment. */
export interface PaymentRefusedData {
  readonly paymentId: PaymentId;
  readonly fromAccountId: AccountId;
  readonly merchantId: MerchantId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly reason: PaymentRefusal;
}

/** The held credits are back on the payer's balance because the merchant could not take them. */
export interface PaymentReleasedData {
  readonly paymentId: PaymentId;
  readonly fromAccountId: AccountId;
  readonly merchantId: MerchantId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly reason: PaymentRefusal;
}

/** The payer's credits are on hold until the merchant has answered. */
export interface PaymentReservedData {
  readonly paymentId: PaymentId;
  readonly fromAccountId: AccountId;
  readonly merchantId: MerchantId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly note?: Note;
}

/** The hold at the payer is gone because the merchant has the credits. */
export interface PaymentSettledData {
  readonly paymentId: PaymentId;
  readonly fromAccountId: AccountId;
  readonly merchantId: MerchantId;
  readonly amount: Amount;
  readonly currency: Currency;
}

/** A merchant took a payment: the amount paid, the fee kept and what was credited (amount less fee). */
export interface PaymentTakenData {
  readonly paymentId: PaymentId;
  readonly fromAccountId: AccountId;
  readonly merchantId: MerchantId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly fee: Balance;
  readonly credited: Balance;
  readonly note?: Note;
}

/**
 * Who owns or guards accounts: an opaque reference of the client's own, such as a user id. Also the recipient of
 * notifications.
 */
export type Person = string;

/** Why somebody decided so, in their own words. */
export type Reason = string;

/** Why the receiving account refused a transfer. */
export type Refusal = "account-not-found" | "account-closed" | "currency-mismatch" | "balance-limit";

/** Registers a merchant, who can be paid from then on. */
export interface RegisterMerchantData {
  readonly merchantId: MerchantId;
  readonly name: MerchantName;
  readonly owner: Person;
  readonly currency: Currency;
}

/** A reviewer stops a held transfer; the credits go back. */
export interface RejectTransferData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly reviewer: Person;
  readonly reason: Reason;
}

/** Tells the paying account that the merchant could not take the payment, so the held credits come back. */
export interface ReleasePaymentData {
  readonly paymentId: PaymentId;
  readonly fromAccountId: AccountId;
  readonly reason: PaymentRefusal;
}

/**
 * Why a transfer's credits went back to the sender: the receiver refused them, a reviewer or a guardian did, or nobody
 * decided in time.
 */
export type ReleaseReason =
  | "account-not-found"
  | "account-closed"
  | "currency-mismatch"
  | "balance-limit"
  | "review-rejected"
  | "review-expired"
  | "guardian-denied"
  | "guardian-expired";

/** Tells the sending account that a transfer will not be, so the held credits come back. */
export interface ReleaseTransferData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly reason: ReleaseReason;
}

/** Tells the paying account that the merchant has the credits, so the hold can go. */
export interface SettlePaymentData {
  readonly paymentId: PaymentId;
  readonly fromAccountId: AccountId;
}

/** Tells the sending account that the receiver has the credits, so the hold can go. */
export interface SettleTransferData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
}

/** Asks a merchant to take the credits of a payment. */
export interface TakePaymentData {
  readonly paymentId: PaymentId;
  readonly fromAccountId: AccountId;
  readonly merchantId: MerchantId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly note?: Note;
}

/** What a merchant was paid so far. */
export interface Takings {
  readonly merchantId: MerchantId;
  readonly name: MerchantName;
  readonly owner: Person;
  readonly currency: Currency;
  /** How many payments were taken. */
  readonly payments: number;
  readonly gross: Balance;
  readonly fees: Balance;
  readonly net: Balance;
  /** Version of the merchant's stream that this document shows. */
  readonly version: number;
}

/** A transfer as it stands, from its sender's side. */
export interface Transfer {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly note?: Note;
  readonly status: TransferStatus;
  readonly guardian?: Person;
  readonly guardianReason?: Reason;
  readonly reviewer?: Person;
  readonly reviewReason?: Reason;
  readonly until?: Until;
  readonly reason?: ReleaseReason;
  /** When the sender asked for it (UTC). */
  readonly requestedAt: string;
  /** When it came to its status (UTC). */
  readonly updatedAt: string;
  /** Version of the sender's account that this document shows. */
  readonly version: number;
}

/** A reviewer lets a held transfer go on. */
export interface TransferApprovedData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly reviewer: Person;
  readonly reason?: Reason;
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

/** Nobody decided about a transfer in time. */
export interface TransferExpiredData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly stage: DecisionStage;
}

/** A transfer waits for a reviewer, for the reason given. */
export interface TransferHeldData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  /** Why somebody has to look at it. `large-amount`: it reaches the review threshold. */
  readonly reason: "large-amount";
  readonly decideBy: Until;
}

/** A transfer waits for a reviewer. */
export interface TransferHeldV1Data {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly until: Until;
}

/** Identifies one transfer of credits. Chosen by the client. */
export type TransferId = string;

/** A transfer of yours has come a step further. */
export interface TransferProgressedData {
  readonly recipient: Person;
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly status: TransferStatus;
  /** Why: in the words of whoever decided, or the code of what stopped it. */
  readonly reason?: string;
  readonly until?: Until;
}

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

/** A reviewer has stopped a held transfer. */
export interface TransferRejectedData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly reviewer: Person;
  readonly reason: Reason;
}

/** The held credits are back on the sender's balance because the transfer could not be. */
export interface TransferReleasedData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  readonly reason: ReleaseReason;
}

/** The hold at the sender is gone because the receiver has the credits. */
export interface TransferSettledData {
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
}

/** How far a transfer has come: `settled` and `returned` are its two ends. */
export type TransferStatus =
  | "pending"
  | "awaiting-guardian"
  | "guardian-allowed"
  | "guardian-denied"
  | "held"
  | "approved"
  | "rejected"
  | "expired"
  | "settled"
  | "returned";

/** A transfer of yours cannot go on and waits for an operator. */
export interface TransferStuckData {
  readonly recipient: Person;
  readonly transferId: TransferId;
  readonly fromAccountId: AccountId;
  readonly toAccountId: AccountId;
  readonly amount: Amount;
  readonly currency: Currency;
  /** Id of the dead letter that an operator works on. */
  readonly deadLetter: string;
}

/** When the time for a decision is over (UTC). */
export type Until = string;

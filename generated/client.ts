// Generated from asyncapi.yaml by `npm run generate`. Do not edit.
import {
  type ClientOptions,
  type CommandStatus,
  type Listing,
  type Posted,
  type ReadOptions,
  type SendOptions,
  Transport,
  pathOf,
} from "./client-runtime.ts";
import type {
  Account,
  AllowTransferData,
  ApproveTransferData,
  BalanceChangedData,
  CloseAccountData,
  CommandFailedData,
  CommandRejectedData,
  DenyTransferData,
  GuardianApprovalRequestedData,
  LoadCreditsData,
  Movement,
  OpenAccountData,
  PayMerchantData,
  PaymentReceivedData,
  RegisterMerchantData,
  RejectTransferData,
  Takings,
  Transfer,
  TransferCreditsData,
  TransferProgressedData,
  TransferReceivedData,
  TransferStuckData,
} from "./types.ts";

export type { ClientOptions, CommandStatus, Listing, Page, PayloadFault, Posted, Problem, ReadOptions, SendOptions } from "./client-runtime.ts";
export { ProblemError } from "./client-runtime.ts";
export type * from "./types.ts";

/** Codes that a command may be rejected with. */
export type RejectionCode =
  | "account-closed"
  | "account-exists"
  | "account-not-found"
  | "balance-limit"
  | "balance-not-zero"
  | "currency-mismatch"
  | "insufficient-credits"
  | "merchant-exists"
  | "not-awaiting-guardian"
  | "not-awaiting-review"
  | "not-guardian"
  | "payment-exists"
  | "same-account"
  | "transfer-exists"
  | "transfer-not-found";

/** A notification with its CloudEvents attributes. */
export interface NotificationOf<Type extends string, Data> {
  readonly specversion: "1.0";
  /** Stable over redeliveries. */
  readonly id: string;
  readonly source: string;
  readonly type: Type;
  readonly subject: string;
  /** RFC 3339 instant in UTC. */
  readonly time: string;
  readonly recipient: string;
  readonly correlationid: string;
  readonly causationid: string;
  /** Where it stands in its trace (W3C). */
  readonly traceparent?: string;
  readonly tracestate?: string;
  readonly data: Data;
}

/** Any notification; its `type` tells which. */
export type AnyNotification =
  | NotificationOf<"credits.BalanceChanged.v1", BalanceChangedData>
  | NotificationOf<"credits.CommandFailed.v1", CommandFailedData>
  | NotificationOf<"credits.CommandRejected.v1", CommandRejectedData>
  | NotificationOf<"credits.GuardianApprovalRequested.v1", GuardianApprovalRequestedData>
  | NotificationOf<"credits.PaymentReceived.v1", PaymentReceivedData>
  | NotificationOf<"credits.TransferProgressed.v1", TransferProgressedData>
  | NotificationOf<"credits.TransferReceived.v1", TransferReceivedData>
  | NotificationOf<"credits.TransferStuck.v1", TransferStuckData>;

/** Client of Prepaid credits 2.0.0. */
export class Client {
  readonly #transport: Transport;

  constructor(options: ClientOptions) {
    this.#transport = new Transport(options);
  }

  /** A guardian's yes to a transfer. */
  allowTransfer(data: AllowTransferData, options?: SendOptions): Promise<Posted> {
    return this.#transport.send("/api/commands/allow-transfer", data, options);
  }

  /** Lets a held transfer go on. */
  approveTransfer(data: ApproveTransferData, options?: SendOptions): Promise<Posted> {
    return this.#transport.send("/api/commands/approve-transfer", data, options);
  }

  /** Closes an empty account. */
  closeAccount(data: CloseAccountData, options?: SendOptions): Promise<Posted> {
    return this.#transport.send("/api/commands/close-account", data, options);
  }

  /** A guardian's no to a transfer. */
  denyTransfer(data: DenyTransferData, options?: SendOptions): Promise<Posted> {
    return this.#transport.send("/api/commands/deny-transfer", data, options);
  }

  /** Buys credits with money. */
  loadCredits(data: LoadCreditsData, options?: SendOptions): Promise<Posted> {
    return this.#transport.send("/api/commands/load-credits", data, options);
  }

  /** Opens an account for a person. */
  openAccount(data: OpenAccountData, options?: SendOptions): Promise<Posted> {
    return this.#transport.send("/api/commands/open-account", data, options);
  }

  /** Pays a merchant from an account. */
  payMerchant(data: PayMerchantData, options?: SendOptions): Promise<Posted> {
    return this.#transport.send("/api/commands/pay-merchant", data, options);
  }

  /** Registers a merchant. */
  registerMerchant(data: RegisterMerchantData, options?: SendOptions): Promise<Posted> {
    return this.#transport.send("/api/commands/register-merchant", data, options);
  }

  /** Stops a held transfer. */
  rejectTransfer(data: RejectTransferData, options?: SendOptions): Promise<Posted> {
    return this.#transport.send("/api/commands/reject-transfer", data, options);
  }

  /** Sends credits to another account. */
  transferCredits(data: TransferCreditsData, options?: SendOptions): Promise<Posted> {
    return this.#transport.send("/api/commands/transfer-credits", data, options);
  }

  /** One account. */
  getAccount(accountId: string, options: ReadOptions = {}): Promise<Account | undefined> {
    return this.#transport.find({ path: pathOf("/api/accounts/{accountId}", { accountId }), signal: options.signal });
  }

  /** An account's movements, newest first. */
  getStatement(accountId: string, query: { readonly after?: string; readonly limit?: number } & ReadOptions = {}): Listing<Movement> {
    const { signal, ...rest } = query;
    return this.#transport.list({ path: pathOf("/api/accounts/{accountId}/statement", { accountId }), query: rest, signal });
  }

  /** One merchant's takings. */
  getTakings(merchantId: string, options: ReadOptions = {}): Promise<Takings | undefined> {
    return this.#transport.find({ path: pathOf("/api/merchants/{merchantId}/takings", { merchantId }), signal: options.signal });
  }

  /** One transfer. */
  getTransfer(transferId: string, options: ReadOptions = {}): Promise<Transfer | undefined> {
    return this.#transport.find({ path: pathOf("/api/transfers/{transferId}", { transferId }), signal: options.signal });
  }

  /** Accounts, by id; all of them, or those of one owner. */
  listAccounts(query: { readonly owner?: Account["owner"]; readonly after?: string; readonly limit?: number } & ReadOptions = {}): Listing<Account> {
    const { signal, ...rest } = query;
    return this.#transport.list({ path: "/api/accounts", query: rest, signal });
  }

  /** Merchants with their takings, by id; all of them, or those of one owner. */
  listTakings(query: { readonly owner?: Takings["owner"]; readonly after?: string; readonly limit?: number } & ReadOptions = {}): Listing<Takings> {
    const { signal, ...rest } = query;
    return this.#transport.list({ path: "/api/merchants", query: rest, signal });
  }

  /** Transfers, by id; all of them, or those of an account or in a status. `held` are those that await review. */
  listTransfers(query: { readonly account?: Transfer["fromAccountId"] | Transfer["toAccountId"]; readonly fromAccountId?: Transfer["fromAccountId"]; readonly status?: Transfer["status"]; readonly toAccountId?: Transfer["toAccountId"]; readonly after?: string; readonly limit?: number } & ReadOptions = {}): Listing<Transfer> {
    const { signal, ...rest } = query;
    return this.#transport.list({ path: "/api/transfers", query: rest, signal });
  }

  /** What became of a command so far. `wait` (ms, at most 30000) lets the server answer later, when there is an outcome. */
  command(commandId: string, options: ReadOptions & { readonly wait?: number } = {}): Promise<CommandStatus> {
    return this.#transport.command(commandId, (options.wait ?? 0) / 1000, options.signal);
  }

  /** Waits until a command has an outcome. After `timeout` (ms, default 30000) answers what is known, maybe `accepted`. */
  outcome(commandId: string, options: ReadOptions & { readonly timeout?: number } = {}): Promise<CommandStatus> {
    return this.#transport.outcome(commandId, options.timeout ?? 30_000, options.signal);
  }

  /**
   * Follows a recipient's notifications as they come. A broken connection is taken up again where it broke, so that none is
   * missed. Ends when `signal` is aborted. `id` is what `after` takes to go on from there later.
   */
  notifications(
    recipient: string,
    options: ReadOptions & { readonly after?: string } = {},
  ): AsyncGenerator<{ id: string; data: AnyNotification }> {
    const { after, signal } = options;
    return this.#transport.follow({ path: "/api/notifications", query: { recipient }, signal }, after);
  }

  /** A recipient's notifications so far. */
  listNotifications(
    recipient: string,
    query: { readonly after?: string; readonly limit?: number } & ReadOptions = {},
  ): Listing<AnyNotification> {
    const { signal, ...rest } = query;
    return this.#transport.list({ path: "/api/notifications", query: { recipient, ...rest }, signal });
  }

  /** Whether the server and what it needs are ready; throws a ProblemError when they are not. */
  health(options: ReadOptions = {}): Promise<{ readonly status: string }> {
    return this.#transport.get({ path: "/api/health", signal: options.signal });
  }
}

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
import type { BorrowCopyData, Loan, LoanDueData, ReturnCopyData } from "./types.ts";

export type { ClientOptions, CommandStatus, Listing, Page, PayloadFault, Posted, Problem, ReadOptions, SendOptions } from "./client-runtime.ts";
export { ProblemError } from "./client-runtime.ts";
export type * from "./types.ts";

/** Codes that a command may be rejected with. */
export type RejectionCode = "copy-back" | "copy-lent";

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
  | NotificationOf<"library.LoanDue.v1", LoanDueData>;

/** Client of Library <script>alert("title")</script> 2.1.0. */
export class Client {
  readonly #transport: Transport;

  constructor(options: ClientOptions) {
    this.#transport = new Transport(options);
  }

  borrowCopy(data: BorrowCopyData, options?: SendOptions): Promise<Posted> {
    return this.#transport.send("/api/commands/borrow-copy", data, options);
  }

  returnCopy(data: ReturnCopyData, options?: SendOptions): Promise<Posted> {
    return this.#transport.send("/api/commands/return-copy", data, options);
  }

  /** getLoan */
  getLoan(reader: string, options: ReadOptions = {}): Promise<Loan | undefined> {
    return this.#transport.find({ path: pathOf("/api/loans/{reader}", { reader }), signal: options.signal });
  }

  /** listLoans */
  listLoans(query: { readonly overdue?: Loan["overdue"]; readonly whatever?: Loan["overdue"] | Loan["reader"]; readonly after?: string; readonly limit?: number } & ReadOptions = {}): Listing<Loan> {
    const { signal, ...rest } = query;
    return this.#transport.list({ path: "/api/loans", query: rest, signal });
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

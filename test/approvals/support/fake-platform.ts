import { randomUUID } from "node:crypto";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Account, Transfer } from "../../../generated/client.ts";

/** A CloudEvent about a transfer. */
export interface TransferEvent {
  readonly specversion: "1.0";
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly time: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** As much of the platform's API as the application uses, in memory, with faults on demand. */
export interface FakePlatform {
  readonly url: string;
  readonly accounts: Map<string, Account>;
  readonly transfers: Map<string, Transfer>;
  /** Bodies and idempotency keys of the decisions that were posted. */
  readonly posts: {
    readonly name: string;
    readonly body: Record<string, unknown>;
    readonly key: string;
    readonly headers: IncomingHttpHeaders;
  }[];
  /** Events so far, in order. Nothing is delivered by itself. */
  readonly events: TransferEvent[];
  /** Answers every request with this status while it is set. */
  status: number | undefined;
  /** Called before a command is answered. */
  onPost: () => Promise<void>;
  /** Outcomes of commands stay unknown while this is set. */
  silent: boolean;
  openAccount(owner: string, more?: Partial<Account>): Account;
  /** A transfer that is held, with the event that says so. */
  hold(
    from: Account,
    to: Account,
    amount: number,
    more?: Partial<Transfer>,
  ): { transfer: Transfer; event: TransferEvent };
  /** Decides as somebody else, with the event that says so. */
  decide(transfer: Transfer, verdict: "approved" | "rejected" | "expired", by?: object): TransferEvent;
  close(): Promise<void>;
}

const hour = 3_600_000;

/** Starts a platform without anything on it. */
export async function startFakePlatform(now: () => number = Date.now): Promise<FakePlatform> {
  const accounts = new Map<string, Account>();
  const transfers = new Map<string, Transfer>();
  const commands = new Map<string, object>();
  const events: TransferEvent[] = [];
  const instant = (shift = 0) => new Date(now() + shift).toISOString();

  const event = (
    name: string,
    { transferId, fromAccountId, toAccountId, amount, currency }: Transfer,
    more: object,
  ) => {
    const data = { transferId, fromAccountId, toAccountId, amount, currency, ...more };
    const made = { specversion: "1.0", id: randomUUID(), source: "/credits", time: instant(), data } as const;
    const result: TransferEvent = { ...made, type: `credits.${name}.v1` };
    events.push(result);
    return result;
  };
  const names = { approved: "TransferApproved", rejected: "TransferRejected", expired: "TransferExpired" } as const;

  const platform: FakePlatform = {
    url: "",
    accounts,
    transfers,
    posts: [],
    events,
    status: undefined,
    onPost: async () => {},
    silent: false,
    openAccount(owner, more = {}) {
      const account: Account = {
        accountId: randomUUID(),
        owner,
        currency: "EUR",
        balance: 500_000,
        held: 0,
        status: "open",
        version: 1,
        ...more,
      };
      accounts.set(account.accountId, account);
      return account;
    },
    hold(from, to, amount, more = {}) {
      const transfer: Transfer = {
        transferId: randomUUID(),
        fromAccountId: from.accountId,
        toAccountId: to.accountId,
        amount,
        currency: from.currency,
        status: "held",
        until: instant(72 * hour),
        requestedAt: instant(),
        updatedAt: instant(),
        version: 2,
        ...more,
      };
      transfers.set(transfer.transferId, transfer);
      accounts.set(from.accountId, { ...from, held: from.held + amount });
      return { transfer, event: event("TransferHeld", transfer, { until: transfer.until }) };
    },
    decide(transfer, verdict, by = {}) {
      const { reason, ...who } = by as { reason?: string };
      const changed = {
        ...transfer,
        ...who,
        ...(reason && { reviewReason: reason }),
        status: verdict,
        updatedAt: instant(),
      };
      transfers.set(transfer.transferId, changed);
      return event(names[verdict], transfer, verdict === "expired" ? { stage: "review" } : by);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://fake");
    const send = (status: number, body: object) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(JSON.stringify(body));
    };
    const found = (value: object | undefined) =>
      value ? send(200, value) : send(404, { status: 404, code: "not-found", title: "Not found" });
    if (platform.status !== undefined)
      return send(platform.status, { status: platform.status, code: "unavailable", title: "The store is away" });
    const [, kind = "", id = ""] = /^\/api\/([a-z]+)\/?(.*)$/.exec(pathname) ?? [];
    if (request.method === "GET") {
      if (kind === "commands") {
        const command = commands.get(id);
        return found(platform.silent ? { ...command, status: "accepted" } : command);
      }
      if (kind === "accounts") return found(accounts.get(id));
      if (id !== "") return found(transfers.get(id));
      const matches = [...transfers.values()].filter((transfer) =>
        (["status", "fromAccountId"] as const).every(
          (name) => !searchParams.has(name) || transfer[name] === searchParams.get(name),
        ),
      );
      return send(200, { items: matches });
    }
    let text = "";
    for await (const chunk of request) text += chunk;
    const body = JSON.parse(text) as Record<string, string>;
    const key = String(request.headers["idempotency-key"]);
    platform.posts.push({ name: id, body, key, headers: request.headers });
    await platform.onPost();
    const commandId = `${id} ${key}`.replaceAll(/[^\w-]/g, "_");
    const replayed = commands.has(commandId);
    if (!replayed) commands.set(commandId, { commandId, type: id, correlationId: "c", ...handle(id, body) });
    response.setHeader("idempotency-replayed", String(replayed));
    send(202, { commandId, correlationId: "c" });
  };

  const handle = (name: string, { transferId = "", reviewer, reason }: Record<string, string>): object => {
    const transfer = transfers.get(transferId);
    const reject = (code: string) => ({ status: "rejected", rejection: { code, message: `Refused: ${code}.` } });
    if (transfer === undefined || transfer.status === "settled") return reject("transfer-not-found");
    if (transfer.status !== "held") return reject("not-awaiting-review");
    const verdict = name === "approve-transfer" ? "approved" : "rejected";
    platform.decide(transfer, verdict, { reviewer, ...(reason && { reason }) });
    return { status: "succeeded", events: [] };
  };

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return Object.assign(platform, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

import { type Account, Client, type CommandStatus, type Posted, type Transfer } from "../../generated/client.ts";
import { type ClientCredentials, tokenSource } from "../../webapp/access-token.ts";
import type { Thread } from "../events/facts.ts";
import type { Verdict } from "../views.ts";

export type { Account, Transfer } from "../../generated/client.ts";

/** What this application asks of the platform. Everything here may throw a ProblemError but `decide`. */
export interface Platform {
  /** What waits for a reviewer. */
  held(): AsyncIterable<Transfer>;
  transfer(transferId: string): Promise<Transfer | undefined>;
  account(accountId: string): Promise<Account | undefined>;
  /** Transfers out of an account; a busy account's are not all read. */
  sentBy(accountId: string): Promise<readonly Transfer[]>;
  decide(verdict: Verdict, data: DecisionData, options: DecisionOptions): Promise<Posted>;
  /** Waits for what became of a command; `accepted` when that takes too long. */
  outcome(commandId: string): Promise<CommandStatus>;
}

/** A reviewer's decision, as the platform takes it. */
export interface DecisionData {
  readonly transferId: string;
  readonly fromAccountId: string;
  readonly reviewer: string;
  readonly reason?: string;
}

/** What makes a decision sent twice count once, and what it belongs to. */
export interface DecisionOptions extends Thread {
  readonly idempotencyKey: string;
}

/** How many transfers of a sender are read at most. */
const mostRead = 400;
const pageSize = 100;

/** How long an outcome is waited for, in ms. Reviewers look at a spinner meanwhile. */
const outcomePatience = 10_000;

/** A request that takes longer has lost its server, in ms. Longer than any wait that is asked for. */
const longestRequest = 20_000;

/** Where the platform's API is, and what it asks for. */
export interface ApiAccess {
  /** Without `/api`. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly tokens?: ClientCredentials | undefined;
}

/** What this application does there: it reads, decides, and reads whose accounts a transfer is between, which are others'. */
const scope = "credits.read credits.review credits.operate";

/**
 * The platform behind its HTTP API.
 * @param stopping ends every request that is under way
 */
export function platformAt({ url, headers, tokens }: ApiAccess, stopping: AbortSignal): Platform {
  const token = tokens && tokenSource({ scope, ...tokens });
  const client = new Client({
    url,
    ...(headers && { headers }),
    ...(token && { token: () => token() }),
    // A reviewer waits: what does not work after a moment is better said than tried on.
    attempts: 2,
    fetch: (input, init) => fetch(input, { ...init, signal: limited([stopping, init?.signal]) }),
  });
  return {
    held: () => client.listTransfers({ status: "held", limit: pageSize }),
    transfer: (transferId) => client.getTransfer(transferId),
    account: (accountId) => client.getAccount(accountId),
    async sentBy(fromAccountId) {
      const found: Transfer[] = [];
      for await (const { items } of client.listTransfers({ fromAccountId, limit: pageSize }).pages()) {
        found.push(...items);
        if (found.length >= mostRead) break;
      }
      return found;
    },
    decide(verdict, { reason, ...data }, options) {
      if (verdict === "reject") return client.rejectTransfer({ ...data, reason: reason ?? "" }, options);
      return client.approveTransfer({ ...data, ...(reason !== undefined && { reason }) }, options);
    },
    outcome: (commandId) => client.outcome(commandId, { timeout: outcomePatience }),
  };
}

function limited(signals: readonly (AbortSignal | null | undefined)[]): AbortSignal {
  return AbortSignal.any([...signals.filter((signal) => !!signal), AbortSignal.timeout(longestRequest)]);
}

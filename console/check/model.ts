import type { Account, Movement } from "../../generated/client.ts";
import { creditedOf } from "../plan/fees.ts";
import type { Content } from "../plan/step.ts";
import type { CommandSeen } from "../run/observations.ts";

/** How an account must look once everything that the commands set off has ended. */
export interface PredictedAccount {
  readonly accountId: string;
  readonly owner: string;
  readonly guardian: string | undefined;
  readonly currency: string;
  readonly status: Account["status"];
  readonly balance: number;
  /** Events of the account that its read model folds. */
  readonly events: number;
  /** Transfers that the account could not take: events too, but not of its read model. */
  readonly refusals: number;
  /** The lines of its statement, in no order. */
  readonly movements: readonly PredictedMovement[];
}

/** What a line of a statement must say. */
export type PredictedMovement = Pick<Movement, "kind" | "amount"> & {
  /** Of the transfer or the load. */
  readonly id: string;
};

type Draft = { -readonly [Key in keyof PredictedAccount]: PredictedAccount[Key] } & { movements: PredictedMovement[] };

/**
 * What the rules make of the commands that succeeded: the accounts by id. The order within a wave does not matter, because
 * accounts are closed in waves where nothing is sent to them.
 */
export function predict(commands: readonly CommandSeen[]): Map<string, PredictedAccount> {
  const accounts = new Map<string, Draft>();
  const succeeded = commands.filter(({ outcome }) => outcome?.status === "succeeded");
  const waves = new Set(succeeded.map(({ wave }) => wave).sort((a, b) => a - b));
  for (const wave of waves) {
    const contents = succeeded.filter((command) => command.wave === wave).map(({ step }) => step.content);
    for (const content of contents) if (content.type === "OpenAccount") open(accounts, content.data);
    for (const content of contents) apply(accounts, content);
    for (const content of contents) if (content.type === "CloseAccount") close(accounts, content.data.accountId);
  }
  return accounts;
}

function apply(accounts: Map<string, Draft>, content: Content): void {
  if (content.type === "LoadCredits") {
    const { accountId, amount, loadId } = content.data;
    move(accounts.get(accountId), { kind: "load", amount: creditedOf(amount), id: loadId });
  }
  if (content.type === "TransferCredits") {
    const { fromAccountId, toAccountId, amount, currency, transferId: id } = content.data;
    const sender = accounts.get(fromAccountId);
    const receiver = accounts.get(toAccountId);
    move(sender, { kind: "transfer-sent", amount: -amount, id });
    if (receiver !== undefined && receiver.status === "open" && receiver.currency === currency) {
      move(receiver, { kind: "transfer-received", amount, id });
      // The end of the hold: an event, but no movement.
      if (sender) sender.events++;
    } else {
      move(sender, { kind: "transfer-returned", amount, id });
      if (receiver) receiver.refusals++;
    }
  }
}

function open(
  accounts: Map<string, Draft>,
  data: { readonly accountId: string; readonly owner: string; readonly currency: string; readonly guardian?: string },
): void {
  const { accountId, owner, currency, guardian } = data;
  const blank = { status: "open", balance: 0, events: 1, refusals: 0 } as const;
  accounts.set(accountId, { accountId, owner, currency, guardian, ...blank, movements: [] });
}

function close(accounts: Map<string, Draft>, accountId: string): void {
  const account = accounts.get(accountId);
  if (account === undefined) return;
  account.status = "closed";
  account.events++;
}

function move(account: Draft | undefined, movement: PredictedMovement): void {
  if (account === undefined) return;
  account.balance += movement.amount;
  account.events++;
  account.movements.push(movement);
}

/** How a read model differs from what it must be, in words; empty when it does not. */
export function differences(predicted: PredictedAccount, account: Account | undefined): string[] {
  if (account === undefined) return ["is missing"];
  const found: string[] = [];
  const compare = (name: string, actual: unknown, expected: unknown) => {
    if (actual !== expected) found.push(`${name} is ${actual}, expected ${expected}`);
  };
  compare("owner", account.owner, predicted.owner);
  compare("guardian", account.guardian, predicted.guardian);
  compare("currency", account.currency, predicted.currency);
  compare("status", account.status, predicted.status);
  compare("balance", account.balance, predicted.balance);
  compare("held", account.held, 0);
  // Refused transfers stand in the same stream; only some of them come before the last event that the read model shows.
  const { events, refusals } = predicted;
  if (account.version < events || account.version > events + refusals) {
    found.push(`version is ${account.version}, expected ${events}${refusals === 0 ? "" : ` to ${events + refusals}`}`);
  }
  return found;
}

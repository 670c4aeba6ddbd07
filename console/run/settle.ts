import type { Account, Transfer } from "../../generated/client.ts";
import { sleep } from "../../platform/clock/clock.ts";
import { type Happened, stageOf } from "../check/course.ts";
import { accountDifferences } from "../check/differences.ts";
import { type PredictedAccount, predict } from "../check/model.ts";
import { operator } from "../plan/people.ts";
import { accountShowing, type Stage } from "../plan/step.ts";
import type { Context } from "./context.ts";
import type { CommandSeen } from "./observations.ts";
import { persist } from "./patience.ts";
import { forEachPooled } from "./pool.ts";

/** Pause between two looks, milliseconds. */
const pause = 100;

/** What an account that is shown must fulfil. */
type Condition = (predicted: PredictedAccount, shown: Account | undefined) => boolean;

/** Shows exactly what the commands made of it. */
const isExact: Condition = (predicted, shown) => accountDifferences(predicted, shown).length === 0;

/** Statuses in which a transfer has not come to a question yet. */
const before: Readonly<Record<Stage, readonly Transfer["status"][]>> = {
  guardian: ["pending"],
  review: ["pending", "awaiting-guardian", "guardian-allowed"],
};

/**
 * Waits until no transfer is under way but those that wait for a decision, and until these do. What is shown may go further
 * than the commands so far: an earlier part of the same run may have gone on. Gives up when nothing changes for too long.
 * @throws Unreachable
 */
export async function awaitQuiet(context: Context, happened: Happened): Promise<void> {
  // A sender's hold ends last of all, and the sender's own version tells whether the hold is shown yet.
  const versions = lastVersions(happened.commands);
  await awaitAccounts(context, happened, ({ accountId, events, held }, shown) => {
    const least = Math.max(events, versions.get(accountId) ?? 0);
    return shown !== undefined && shown.held <= held && shown.version >= least;
  });
  await awaitTransfers(context, happened, (stage, { status }) => !before[stage].includes(status));
}

/** Waits until every account shows just what the commands made of it. Gives up as `awaitQuiet` does. @throws Unreachable */
export async function awaitExact(context: Context, happened: Happened): Promise<void> {
  await awaitAccounts(context, happened, isExact);
}

/** Waits until no transfer that waits for a decision is without an end. False when it gave up. @throws Unreachable */
export function awaitExpired(context: Context, happened: Happened): Promise<boolean> {
  return awaitTransfers(context, happened, (_stage, { status }) => status === "settled" || status === "returned");
}

async function awaitTransfers(
  context: Context,
  happened: Happened,
  fulfils: (stage: Stage, shown: Transfer) => boolean,
): Promise<boolean> {
  let open = [...predict(happened).transfers.values()].flatMap((one) => {
    const stage = stageOf(one);
    return stage === undefined ? [] : [{ transferId: one.transfer.transferId, stage }];
  });
  const shown = new Map<string, Transfer | undefined>();
  const client = context.as(operator);
  return untilNothingChanges(context, async () => {
    await forEachPooled(open, context.concurrency, async ({ transferId }) => {
      shown.set(transferId, (await persist(context, () => client.getTransfer(transferId))).value);
    });
    open = open.filter(({ transferId, stage }) => {
      const transfer = shown.get(transferId);
      return transfer === undefined || !fulfils(stage, transfer);
    });
    return open.length === 0 ? undefined : JSON.stringify(open.map(({ transferId }) => shown.get(transferId) ?? null));
  });
}

async function awaitAccounts(context: Context, happened: Happened, fulfils: Condition): Promise<void> {
  let open = [...predict(happened).accounts.values()];
  const shown = new Map<string, Account | undefined>();
  const client = context.as(operator);
  await untilNothingChanges(context, async () => {
    await forEachPooled(open, context.concurrency, async ({ accountId }) => {
      shown.set(accountId, (await persist(context, () => client.getAccount(accountId))).value);
    });
    open = open.filter((account) => !fulfils(account, shown.get(account.accountId)));
    return open.length === 0 ? undefined : JSON.stringify(open.map(({ accountId }) => shown.get(accountId) ?? null));
  });
}

/** The last version that a command has brought each account to. */
function lastVersions(commands: readonly CommandSeen[]): Map<string, number> {
  const versions = new Map<string, number>();
  for (const { step, outcome } of commands) {
    const accountId = accountShowing(step.content);
    if (accountId === undefined) continue;
    for (const { version } of outcome?.events ?? []) {
      versions.set(accountId, Math.max(version, versions.get(accountId) ?? 0));
    }
  }
  return versions;
}

/**
 * Looks again and again until there is nothing left to wait for (undefined), or until nothing has changed for too long.
 * @returns whether there is nothing left
 */
export async function untilNothingChanges(context: Context, look: () => Promise<string | undefined>): Promise<boolean> {
  let last: string | undefined;
  let changed = context.clock.now();
  for (;;) {
    const seen = await look();
    if (seen === undefined) return true;
    if (seen !== last) {
      last = seen;
      changed = context.clock.now();
    }
    if (context.clock.now() - changed >= context.stall) return false;
    await sleep(context.clock, pause);
  }
}

import type { Account } from "../../generated/client.ts";
import { sleep } from "../../platform/clock/clock.ts";
import { differences, type PredictedAccount, predict } from "../check/model.ts";
import { streamOf } from "../plan/step.ts";
import type { Context } from "./context.ts";
import type { CommandSeen } from "./observations.ts";
import { persist } from "./patience.ts";
import { forEachPooled } from "./pool.ts";

/** Pause between two looks, milliseconds. */
const pause = 100;

/** What an account that is shown must fulfil. */
type Condition = (predicted: PredictedAccount, shown: Account | undefined) => boolean;

/** Shows exactly what the commands made of it. */
const isExact: Condition = (predicted, shown) => differences(predicted, shown).length === 0;

/**
 * Waits until no transfer is under way. What is shown may go further than the commands so far: an earlier part of the same
 * run may have gone on. Gives up when nothing changes for too long. @throws Unreachable
 */
export async function awaitQuiet(context: Context, commands: readonly CommandSeen[]): Promise<void> {
  // A sender's hold ends last of all, and the sender's own version tells whether the hold is shown yet.
  const versions = lastVersions(commands);
  await awaitAccounts(context, commands, ({ accountId, events }, shown) => {
    const least = Math.max(events, versions.get(accountId) ?? 0);
    return shown !== undefined && shown.held === 0 && shown.version >= least;
  });
}

/** Waits until every account shows just what the commands made of it. Gives up as `awaitQuiet` does. @throws Unreachable */
export function awaitExact(context: Context, commands: readonly CommandSeen[]): Promise<void> {
  return awaitAccounts(context, commands, isExact);
}

async function awaitAccounts(context: Context, commands: readonly CommandSeen[], fulfils: Condition): Promise<void> {
  let open = [...predict(commands).values()];
  const shown = new Map<string, Account | undefined>();
  await untilNothingChanges(context, async () => {
    await forEachPooled(open, context.concurrency, async ({ accountId }) => {
      shown.set(accountId, (await persist(context, () => context.client.getAccount(accountId))).value);
    });
    open = open.filter((account) => !fulfils(account, shown.get(account.accountId)));
    return open.length === 0 ? undefined : JSON.stringify(open.map(({ accountId }) => shown.get(accountId) ?? null));
  });
}

/** The last version that a command has brought each account to. */
function lastVersions(commands: readonly CommandSeen[]): Map<string, number> {
  const versions = new Map<string, number>();
  for (const { step, outcome } of commands) {
    const accountId = streamOf(step.content);
    for (const { version } of outcome?.events ?? []) {
      versions.set(accountId, Math.max(version, versions.get(accountId) ?? 0));
    }
  }
  return versions;
}

/** Looks again and again until there is nothing left to wait for (undefined), or until nothing has changed for too long. */
export async function untilNothingChanges(context: Context, look: () => Promise<string | undefined>): Promise<void> {
  let last: string | undefined;
  let changed = context.clock.now();
  for (;;) {
    const seen = await look();
    if (seen === undefined) return;
    if (seen !== last) {
      last = seen;
      changed = context.clock.now();
    }
    if (context.clock.now() - changed >= context.stall) return;
    await sleep(context.clock, pause);
  }
}

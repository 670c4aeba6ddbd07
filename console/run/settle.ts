import type { Account } from "../../generated/client.ts";
import { sleep } from "../../platform/clock/clock.ts";
import { differences, predict } from "../check/model.ts";
import type { Context } from "./context.ts";
import type { CommandSeen } from "./observations.ts";
import { persist } from "./patience.ts";
import { forEachPooled } from "./pool.ts";

/** Pause between two looks, milliseconds. */
const pause = 100;

/**
 * Waits until every account shows what the commands so far must have made of it, no transfer on hold. Gives up, with what
 * is shown, when nothing changes for too long. @throws Unreachable
 */
export async function settle(
  context: Context,
  commands: readonly CommandSeen[],
): Promise<ReadonlyMap<string, Account | undefined>> {
  const predicted = predict(commands);
  const shown = new Map<string, Account | undefined>();
  let open = [...predicted.values()];
  await untilNothingChanges(context, async () => {
    await forEachPooled(open, context.concurrency, async ({ accountId }) => {
      shown.set(accountId, (await persist(context, () => context.client.getAccount(accountId))).value);
    });
    open = open.filter((account) => differences(account, shown.get(account.accountId)).length > 0);
    return open.length === 0 ? undefined : JSON.stringify(open.map(({ accountId }) => shown.get(accountId)));
  });
  return shown;
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

import type { Movement, Takings, Transfer } from "../../generated/client.ts";
import type { Happened } from "../check/course.ts";
import { takingsDifferences, transferDifferences } from "../check/differences.ts";
import { predict } from "../check/model.ts";
import { collect } from "./collect.ts";
import type { Context } from "./context.ts";
import type { AccountSeen } from "./observations.ts";
import { persist } from "./patience.ts";
import { forEachPooled } from "./pool.ts";
import { awaitExact, untilNothingChanges } from "./settle.ts";

/** Reads every account with its statement, once both show all that they must, or nothing changes any more. @throws Unreachable */
export async function readAccounts(context: Context, happened: Happened): Promise<Map<string, AccountSeen>> {
  await awaitExact(context, happened);
  const result = new Map<string, AccountSeen>();
  let open = [...predict(happened).accounts.values()];
  context.progress.begin("accounts", open.length);
  await untilNothingChanges(context, async () => {
    await forEachPooled(open, context.concurrency, async ({ accountId }) => {
      const list = () => collect<Movement>(context.client.getStatement(accountId, { limit: 200 }));
      const { value: statement } = await persist(context, list);
      const { value: account } = await persist(context, () => context.client.getAccount(accountId));
      result.set(accountId, { account, statement });
      context.progress.advance();
    });
    const lengthOf = (accountId: string) => result.get(accountId)?.statement.length;
    open = open.filter(({ accountId, movements }) => lengthOf(accountId) !== movements.length);
    return open.length === 0 ? undefined : JSON.stringify(open.map(({ accountId }) => lengthOf(accountId)));
  });
  return result;
}

/** Reads every transfer, once it shows all that it must, or nothing changes any more. @throws Unreachable */
export function readTransfers(context: Context, happened: Happened): Promise<Map<string, Transfer | undefined>> {
  const read = (transferId: string) => context.client.getTransfer(transferId);
  return readEach(context, "transfers", predict(happened).transfers, read, transferDifferences);
}

/** Reads every merchant's takings, likewise. @throws Unreachable */
export function readTakings(context: Context, happened: Happened): Promise<Map<string, Takings | undefined>> {
  const read = (merchantId: string) => context.client.getTakings(merchantId);
  return readEach(context, "takings", predict(happened).merchants, read, takingsDifferences);
}

async function readEach<Predicted, Shown>(
  context: Context,
  part: string,
  predicted: ReadonlyMap<string, Predicted>,
  read: (id: string) => Promise<Shown | undefined>,
  differences: (predicted: Predicted, shown: Shown | undefined) => readonly string[],
): Promise<Map<string, Shown | undefined>> {
  const result = new Map<string, Shown | undefined>();
  let open = [...predicted];
  context.progress.begin(part, open.length);
  await untilNothingChanges(context, async () => {
    await forEachPooled(open, context.concurrency, async ([id]) => {
      result.set(id, (await persist(context, () => read(id))).value);
      context.progress.advance();
    });
    open = open.filter(([id, one]) => differences(one, result.get(id)).length > 0);
    return open.length === 0 ? undefined : JSON.stringify(open.map(([id]) => result.get(id) ?? null));
  });
  return result;
}

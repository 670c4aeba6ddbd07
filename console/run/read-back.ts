import { type Movement, ProblemError, type Takings, type Transfer } from "../../generated/client.ts";
import type { Happened, PredictedTransfer } from "../check/course.ts";
import { takingsDifferences, transferDifferences } from "../check/differences.ts";
import { type PredictedMerchant, predict } from "../check/model.ts";
import { holder, operator } from "../plan/people.ts";
import { collect } from "./collect.ts";
import type { Context } from "./context.ts";
import type { AccountSeen } from "./observations.ts";
import { persist } from "./patience.ts";
import { forEachPooled } from "./pool.ts";
import { awaitExact, untilNothingChanges } from "./settle.ts";

/** Reads every account with its statement as its owner, once both show all that they must, or nothing changes any more. @throws Unreachable */
export async function readAccounts(context: Context, happened: Happened): Promise<Map<string, AccountSeen>> {
  await awaitExact(context, happened);
  const result = new Map<string, AccountSeen>();
  let open = [...predict(happened).accounts.values()];
  context.progress.begin("accounts", open.length);
  await untilNothingChanges(context, async () => {
    await forEachPooled(open, context.concurrency, async ({ accountId, owner }) => {
      const client = context.as(holder(owner));
      const list = () => collect<Movement>(client.getStatement(accountId, { limit: 200 }));
      const statement = (await ifShown(context, list)) ?? [];
      const account = await ifShown(context, () => client.getAccount(accountId));
      result.set(accountId, { account, statement });
      context.progress.advance();
    });
    const lengthOf = (accountId: string) => result.get(accountId)?.statement.length;
    open = open.filter(({ accountId, movements }) => lengthOf(accountId) !== movements.length);
    return open.length === 0 ? undefined : JSON.stringify(open.map(({ accountId }) => lengthOf(accountId)));
  });
  return result;
}

/** Reads every transfer as its sender, once it shows all that it must, or nothing changes any more. @throws Unreachable */
export function readTransfers(context: Context, happened: Happened): Promise<Map<string, Transfer | undefined>> {
  const { accounts, transfers } = predict(happened);
  const read = (transferId: string, { transfer }: PredictedTransfer) => {
    const owner = accounts.get(transfer.fromAccountId)?.owner;
    return context.as(owner === undefined ? operator : holder(owner)).getTransfer(transferId);
  };
  return readEach(context, "transfers", transfers, read, transferDifferences);
}

/** Reads every merchant's takings as their owner, likewise. @throws Unreachable */
export function readTakings(context: Context, happened: Happened): Promise<Map<string, Takings | undefined>> {
  const read = (id: string, { owner }: PredictedMerchant) => context.as(holder(owner)).getTakings(id);
  return readEach(context, "takings", predict(happened).merchants, read, takingsDifferences);
}

async function readEach<Predicted, Shown>(
  context: Context,
  part: string,
  predicted: ReadonlyMap<string, Predicted>,
  read: (id: string, predicted: Predicted) => Promise<Shown | undefined>,
  differences: (predicted: Predicted, shown: Shown | undefined) => readonly string[],
): Promise<Map<string, Shown | undefined>> {
  const result = new Map<string, Shown | undefined>();
  let open = [...predicted];
  context.progress.begin(part, open.length);
  await untilNothingChanges(context, async () => {
    await forEachPooled(open, context.concurrency, async ([id, one]) => {
      result.set(id, await ifShown(context, () => read(id, one)));
      context.progress.advance();
    });
    open = open.filter(([id, one]) => differences(one, result.get(id)).length > 0);
    return open.length === 0 ? undefined : JSON.stringify(open.map(([id]) => result.get(id) ?? null));
  });
  return result;
}

/** Where tokens are asked for, what is not shown is nobody's, and so not theirs who would have it. @throws Unreachable */
async function ifShown<T>(context: Context, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return (await persist(context, read)).value;
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === "not-yours") return undefined;
    throw error;
  }
}

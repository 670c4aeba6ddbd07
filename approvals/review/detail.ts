import { keyOf } from "../events/facts.ts";
import type { DetailView, EarlierTransfer, TransferView } from "../views.ts";
import { conclude } from "./conclude.ts";
import type { Desk } from "./desk.ts";
import type { Transfer } from "./platform.ts";
import { wordsOf } from "./words.ts";

/** How many of the sender's other transfers are shown. */
const shownTransfers = 10;

/** Reads what a reviewer needs to decide. What the platform does not answer is missing; the rest is shown all the same. */
export async function detailOf(desk: Desk, transfer: TransferView): Promise<DetailView> {
  const { platform } = desk;
  const [known, sender, receiver, sent] = await Promise.allSettled([
    platform.transfer(transfer.transferId),
    platform.account(transfer.from.accountId),
    platform.account(transfer.to.accountId),
    platform.sentBy(transfer.from.accountId),
  ]);
  // The read model may know more than the events that came: it is asked anyway.
  const fact = answerOf(known) && conclude(answerOf(known) as Transfer);
  if (fact && keyOf(fact.transfer) === transfer.key) desk.add(fact);
  const failed = [known, sender, receiver, sent].find((result) => result.status === "rejected");
  const note = answerOf(known)?.note;
  const account = { sender: answerOf(sender), receiver: answerOf(receiver) };
  const list = answerOf(sent);
  return {
    transfer: desk.find(transfer.key)?.view ?? transfer,
    ...(note !== undefined && { note }),
    ...(account.sender && { sender: account.sender }),
    ...(account.receiver && { receiver: account.receiver }),
    ...(list && { earlier: earlier(desk, transfer, list) }),
    ...(failed && { problem: wordsOf(failed.reason) }),
  };
}

function earlier(desk: Desk, { transferId }: TransferView, sent: readonly Transfer[]): readonly EarlierTransfer[] {
  return sent
    .filter((other) => other.transferId !== transferId)
    .sort((one, other) => other.requestedAt.localeCompare(one.requestedAt))
    .slice(0, shownTransfers)
    .map(({ transferId, requestedAt, toAccountId, amount, currency, status }) => {
      const to = desk.store.owner(toAccountId)?.owner;
      return { transferId, at: requestedAt, toAccountId, amount, currency, status, ...(to !== undefined && { to }) };
    });
}

const answerOf = <T>(result: PromiseSettledResult<T>): T | undefined =>
  result.status === "fulfilled" ? result.value : undefined;

import type { TransferCreditsData } from "../../generated/client.ts";
import type { PlannedAccount } from "./accounts.ts";
import { creditedOf } from "./fees.ts";
import type { MakeId } from "./ids.ts";
import type { Random } from "./random.ts";
import { type Step, step } from "./step.ts";

const notes = ["Pocket money", "Thanks!", "Mittagessen am Dienstag", "Für die Bücher 📚", "rent, part 2"];

/** Transfers between regular accounts. Some ask for more than there is, and some go where they must come back from. */
export function planTransfers(accounts: readonly PlannedAccount[], count: number, random: Random, id: MakeId): Step[] {
  const senders = accounts.filter(
    (account) => account.role === "regular" && ableReceivers(account, accounts).length > 0,
  );
  return Array.from({ length: count }, (_, index) => {
    const sender = random.pick(senders);
    const toAccountId = random.chance(0.05)
      ? refusingReceiver(sender, accounts, index, random, id)
      : random.pick(ableReceivers(sender, accounts)).open.accountId;
    const data: TransferCreditsData = {
      transferId: id("transfer", index + 1),
      fromAccountId: sender.open.accountId,
      toAccountId,
      // One in ten is greedy: often more than the sender has.
      amount: random.chance(0.1) ? random.integer(50_000, 300_000) : random.logarithmic(1, 20_000),
      currency: sender.open.currency,
    };
    const noted = random.chance(0.3) ? { ...data, note: random.pick(notes) } : data;
    const expect = { is: "either", codes: ["insufficient-credits"] } as const;
    return step(`transfer ${index + 1}`, { type: "TransferCredits", data: noted }, expect);
  });
}

/** Leavers send all that they have to the saver. `loads` tells how much that is. */
export function planDrains(accounts: readonly PlannedAccount[], loads: readonly Step[], id: MakeId): Step[] {
  const saver = accounts.find(({ role }) => role === "saver");
  if (saver === undefined) return [];
  return accounts
    .filter(({ role }) => role === "leaver")
    .map(({ open }, index) => {
      const data: TransferCreditsData = {
        transferId: id("drain", index + 1),
        fromAccountId: open.accountId,
        toAccountId: saver.open.accountId,
        amount: creditedTo(open.accountId, loads),
        currency: open.currency,
      };
      return step(`drain ${index + 1}`, { type: "TransferCredits", data });
    });
}

function creditedTo(accountId: string, loads: readonly Step[]): number {
  return loads.reduce((sum, { content }) => {
    const isOurs = content.type === "LoadCredits" && content.data.accountId === accountId;
    return isOurs ? sum + creditedOf(content.data.amount) : sum;
  }, 0);
}

/** Accounts that can take credits from `sender` at any time while transfers are under way. */
function ableReceivers(sender: PlannedAccount, accounts: readonly PlannedAccount[]): PlannedAccount[] {
  return accounts.filter(
    ({ role, open }) =>
      (role === "regular" || role === "saver") &&
      open.currency === sender.open.currency &&
      open.accountId !== sender.open.accountId,
  );
}

/** An account that cannot take the sender's credits: unknown, closed or in another currency. */
export function refusingReceiver(
  sender: PlannedAccount,
  accounts: readonly PlannedAccount[],
  name: string | number,
  random: Random,
  id: MakeId,
): string {
  const refusing = accounts.filter(
    ({ role, open }) => role === "closed" || (role === "regular" && open.currency !== sender.open.currency),
  );
  return random.chance(1 / 3) ? id("unknown", name) : random.pick(refusing).open.accountId;
}

import type { TransferCreditsData } from "../../generated/client.ts";
import { type PlannedAccount, playing } from "./accounts.ts";
import type { MakeId } from "./ids.ts";
import type { Random } from "./random.ts";
import { leastAsked, leastHeld, type Rules } from "./rules.ts";
import { type Step, step } from "./step.ts";
import { refusingReceiver } from "./transfers.ts";

/** Fewest of each kind, so that every way a decision may go is gone. */
export const fewestLarge = 6;

/** Transfers that parents send, large enough to be held for review; and one just below, that is not. */
export function planLarge(
  accounts: readonly PlannedAccount[],
  count: number,
  rules: Rules,
  random: Random,
  id: MakeId,
): Step[] {
  if (count === 0) return [];
  const least = leastHeld(rules);
  const parents = playing(accounts, "parent");
  const amounts = [least - 1, least, ...Array.from({ length: count - 1 }, () => random.integer(least, 3 * least))];
  return amounts
    .filter((amount) => amount > 0)
    .map((amount, index) => transferOf(`large ${index}`, accounts, random.pick(parents), amount, random, id));
}

/** Transfers that children must ask for, some of them large enough for a review too; and one at the limit, that is free. */
export function planAsked(
  accounts: readonly PlannedAccount[],
  count: number,
  rules: Rules,
  random: Random,
  id: MakeId,
): Step[] {
  if (count === 0) return [];
  const least = leastAsked(rules);
  const large = Math.max(least, leastHeld(rules));
  const children = playing(accounts, "child");
  const usual = Array.from({ length: count - 1 }, (_, index) =>
    index === 0 || random.chance(0.2) ? random.integer(large, 2 * large) : random.integer(least, 5 * least),
  );
  return [least - 1, least, ...usual]
    .filter((amount) => amount > 0)
    .map((amount, index) => transferOf(`asked ${index}`, accounts, random.pick(children), amount, random, id));
}

/** What gives every sender of these steps the credits for them beforehand. */
export function planFunds(steps: readonly Step[], id: MakeId): Step[] {
  return steps.flatMap(({ name, content }) => {
    if (content.type !== "TransferCredits" && content.type !== "PayMerchant") return [];
    const { fromAccountId: accountId, amount, currency } = content.data;
    // A little more, for the fee.
    const funds = amount + Math.ceil(amount / 1000) + 1;
    const data = { accountId, amount: funds, currency, loadId: id("funds", name) };
    return [step(`funds for ${name}`, { type: "LoadCredits", data })];
  });
}

function transferOf(
  name: string,
  accounts: readonly PlannedAccount[],
  sender: PlannedAccount,
  amount: number,
  random: Random,
  id: MakeId,
): Step {
  const { accountId: fromAccountId, currency } = sender.open;
  const able = playing(accounts, "regular", "child", "parent").filter(
    ({ open }) => open.currency === currency && open.accountId !== fromAccountId,
  );
  const toAccountId = random.chance(0.1)
    ? refusingReceiver(sender, accounts, name, random, id)
    : random.pick(able).open.accountId;
  const data: TransferCreditsData = { transferId: id("transfer", name), fromAccountId, toAccountId, amount, currency };
  return step(name, { type: "TransferCredits", data });
}

import type { RegisterMerchantData, RejectionCode } from "../../generated/client.ts";
import type { PlannedAccount } from "./accounts.ts";
import type { MakeId } from "./ids.ts";
import { type Content, type Step, step } from "./step.ts";

/** More than all credits of a run together (minor units). */
const tooMuch = 1_000_000_000_000;

/** Minor units that a transfer takes when it is sent only to come back. */
const little = 100;

/**
 * Commands that must be refused whatever else is under way, at least one for each code that can be had for certain, and
 * transfers that must come back. `round` tells several such sets of one run apart.
 * @throws Error when a role is not filled
 */
export function planRefusals(
  accounts: readonly PlannedAccount[],
  merchants: readonly RegisterMerchantData[],
  run: string,
  round: number,
  id: MakeId,
): Step[] {
  const saver = first(accounts, "the saver", ({ role }) => role === "saver");
  const closed = first(accounts, "a closed account", ({ role }) => role === "closed");
  const foreign = first(accounts, "an account in USD", ({ open }) => open.currency === "USD");
  const unknown = id("nobody", round);
  let count = 0;
  const next = () => `refusal ${round}.${++count}`;

  const refused = (code: RejectionCode, content: Content, keyed = false): Step => {
    const name = next();
    // Closing has one payload an account: only a key tells a later try from a repetition.
    return step(name, content, { is: "rejected", code }, keyed ? id("key", name) : undefined);
  };
  const load = (accountId: string, currency: string, amount = little): Content => ({
    type: "LoadCredits",
    data: { accountId, amount, currency, loadId: id("refused load", round, count) },
  });
  const transfer = (fromAccountId: string, toAccountId: string, amount = little, currency = "EUR"): Content => ({
    type: "TransferCredits",
    data: { transferId: id("refused transfer", round, count), fromAccountId, toAccountId, amount, currency },
  });
  const close = (accountId: string): Content => ({ type: "CloseAccount", data: { accountId } });
  const [shop] = merchants;
  const pay = (fromAccountId: string, amount = little, currency = "EUR"): Content => ({
    type: "PayMerchant",
    data: {
      paymentId: id("refused payment", round, count),
      fromAccountId,
      merchantId: shop?.merchantId ?? unknown,
      amount,
      currency,
    },
  });
  const again = { accountId: saver, owner: `stranger-${round}-${run}`, currency: "EUR" };

  return [
    refused("account-exists", { type: "OpenAccount", data: again }),
    refused("account-not-found", load(unknown, "EUR")),
    refused("account-not-found", transfer(unknown, saver)),
    refused("account-not-found", close(unknown)),
    refused("account-closed", load(closed, "EUR")),
    refused("account-closed", transfer(closed, saver)),
    refused("account-closed", close(closed), true),
    refused("insufficient-credits", transfer(saver, foreign, tooMuch)),
    refused("currency-mismatch", load(saver, "USD")),
    refused("currency-mismatch", transfer(saver, foreign, little, "USD")),
    refused("same-account", transfer(saver, saver)),
    refused("balance-not-zero", close(saver), true),
    refused("balance-limit", load(saver, "EUR", Number.MAX_SAFE_INTEGER)),
    step(next(), transfer(saver, id("unknown receiver", round))),
    step(next(), transfer(saver, closed)),
    step(next(), transfer(saver, foreign)),
    ...(shop === undefined
      ? []
      : [
          refused("merchant-exists", {
            type: "RegisterMerchant",
            data: { ...shop, owner: `stranger-${round}-${run}` },
          }),
          refused("account-not-found", pay(unknown)),
          refused("account-closed", pay(closed)),
          refused("insufficient-credits", pay(saver, tooMuch)),
          refused("currency-mismatch", pay(saver, little, "USD")),
        ]),
  ];
}

function first(accounts: readonly PlannedAccount[], what: string, fits: (account: PlannedAccount) => boolean): string {
  const found = accounts.find(fits);
  if (found === undefined) throw new Error(`The plan has no account that is ${what}.`);
  return found.open.accountId;
}

import type { PayMerchantData, RegisterMerchantData } from "../../generated/client.ts";
import { type PlannedAccount, playing } from "./accounts.ts";
import type { MakeId } from "./ids.ts";
import type { Random } from "./random.ts";
import { type Step, step } from "./step.ts";

/** Amounts at the fee's edges: two fees of exactly a half, one that is whole, and the least payment. */
const edges = [2000, 6000, 4000, 1];

const notes = ["Tisch 7", "2 books", "Popcorn 🍿"];

/**
 * Payments of regular accounts to merchants; some go to merchants that cannot take them, and come back. Besides them one at
 * each edge of the fee, by a parent, who has the credits for sure.
 */
export function planPayments(
  accounts: readonly PlannedAccount[],
  merchants: readonly RegisterMerchantData[],
  count: number,
  random: Random,
  id: MakeId,
): Step[] {
  const payers = playing(accounts, "regular");
  const [parent] = playing(accounts, "parent");
  const inEuro = merchants.filter(({ currency }) => currency === "EUR");
  if (inEuro.length === 0 || parent === undefined || count === 0) return [];
  const atEdges = edges.map((amount, index) => {
    const { merchantId } = random.pick(inEuro);
    const data = payment(id("edge payment", index + 1), parent, merchantId, amount);
    return step(`edge payment ${index + 1}`, { type: "PayMerchant", data });
  });
  const usual = Array.from({ length: count }, (_, index) => {
    const payer = random.pick(payers);
    const able = merchants.filter(({ currency }) => currency === payer.open.currency);
    const unable = merchants.filter(({ currency }) => currency !== payer.open.currency);
    // The first two come back for certain reasons, whatever the chances.
    const isUnable = index < 2 || able.length === 0 || random.chance(0.05);
    const isUnknown = isUnable && (index === 0 || unable.length === 0 || random.chance(0.5));
    const merchantId = isUnknown ? id("unknown merchant", index) : random.pick(isUnable ? unable : able).merchantId;
    const data = payment(id("payment", index + 1), payer, merchantId, random.logarithmic(1, 10_000));
    const noted = random.chance(0.3) ? { ...data, note: random.pick(notes) } : data;
    const expect = { is: "either", codes: ["insufficient-credits"] } as const;
    return step(`payment ${index + 1}`, { type: "PayMerchant", data: noted }, expect);
  });
  return [...atEdges, ...usual];
}

function payment(paymentId: string, { open }: PlannedAccount, merchantId: string, amount: number): PayMerchantData {
  return { paymentId, fromAccountId: open.accountId, merchantId, amount, currency: open.currency };
}

import type { MakeId } from "./ids.ts";
import type { CommandName, InvalidStep } from "./step.ts";

/** Payloads that break their schema, each in one way. `round` tells several such sets of one run apart. */
export function planInvalid(round: number, id: MakeId): InvalidStep[] {
  const accountId = id("invalid", round);
  const open = { accountId, owner: "nobody", currency: "EUR" };
  const load = { accountId, amount: 100, currency: "EUR", loadId: id("invalid load", round) };
  const transfer = {
    transferId: id("invalid transfer", round),
    fromAccountId: accountId,
    toAccountId: id("invalid receiver", round),
    amount: 100,
    currency: "EUR",
  };
  const decision = { transferId: transfer.transferId, fromAccountId: accountId };
  const payment = {
    paymentId: id("invalid payment", round),
    fromAccountId: accountId,
    merchantId: id("invalid merchant", round),
    amount: 100,
    currency: "EUR",
  };
  const faults: readonly (readonly [what: string, type: CommandName, data: unknown])[] = [
    ["an id that is no UUID", "OpenAccount", { ...open, accountId: "account-1" }],
    ["an empty owner", "OpenAccount", { ...open, owner: "" }],
    ["a currency in small letters", "OpenAccount", { ...open, currency: "eur" }],
    ["a field that is not known", "OpenAccount", { ...open, balance: 1_000_000 }],
    ["an amount of zero", "LoadCredits", { ...load, amount: 0 }],
    ["a negative amount", "LoadCredits", { ...load, amount: -100 }],
    ["half a cent", "LoadCredits", { ...load, amount: 100.5 }],
    ["an amount as text", "LoadCredits", { ...load, amount: "100" }],
    ["a missing receiver", "TransferCredits", { ...transfer, toAccountId: undefined }],
    ["an amount that is too large to be exact", "TransferCredits", { ...transfer, amount: 2 ** 53 }],
    ["a list", "TransferCredits", [transfer]],
    ["null", "CloseAccount", null],
    ["a rejection without a reason", "RejectTransfer", { ...decision, reviewer: "nobody" }],
    ["an approval by nobody", "ApproveTransfer", { ...decision, reviewer: "" }],
    ["an answer without a guardian", "AllowTransfer", decision],
    ["a merchant without a name", "RegisterMerchant", { merchantId: payment.merchantId, owner: "x", currency: "EUR" }],
    ["a payment of nothing", "PayMerchant", { ...payment, amount: 0 }],
  ];
  return faults.map(([name, type, data], index) => ({
    kind: "invalid",
    name: `invalid ${round}.${index + 1} (${name})`,
    type,
    data,
  }));
}

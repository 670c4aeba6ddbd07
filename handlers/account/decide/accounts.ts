import { reject } from "eventwright";
import { AccountClosed } from "../../../generated/messages/account-closed.ts";
import { AccountOpened } from "../../../generated/messages/account-opened.ts";
import { CreditsLoaded } from "../../../generated/messages/credits-loaded.ts";
import type { AccountStream } from "../../../generated/streams/account.ts";
import { feeOfLoad } from "../../money/fees.ts";
import { type AccountState, fits, heldBy } from "../state.ts";

/** An account's own life: opening, loading, closing. */
export const accounts: Pick<AccountStream<AccountState>["decide"], "OpenAccount" | "LoadCredits" | "CloseAccount"> = {
  OpenAccount({ data }, account) {
    if (account.status !== "none") return reject("account-exists");
    return [AccountOpened.create(data)];
  },

  LoadCredits({ data }, account) {
    if (account.status === "none") return reject("account-not-found");
    if (account.status === "closed") return reject("account-closed");
    if (account.currency !== data.currency) return reject("currency-mismatch");
    const fee = feeOfLoad(data.amount, data.currency);
    const credited = data.amount - fee;
    if (!fits(account, credited)) return reject("balance-limit");
    return [CreditsLoaded.create({ ...data, fee, credited })];
  },

  CloseAccount({ data }, account) {
    if (account.status === "none") return reject("account-not-found");
    if (account.status === "closed") return reject("account-closed");
    if (account.balance > 0 || heldBy(account) > 0) return reject("balance-not-zero");
    return [AccountClosed.create(data)];
  },
};

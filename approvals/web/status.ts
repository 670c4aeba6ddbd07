import type { ReviewStatus, TransferView } from "../views.ts";

const labels: Readonly<Record<ReviewStatus, string>> = {
  held: "Waiting",
  approved: "Approved",
  rejected: "Rejected",
  expired: "Expired",
  released: "Returned",
};

/** A status in a word. An approved transfer that still came back (a closed account, say) is not shown as a success. */
export function labelOf(status: ReviewStatus, ending?: TransferView["ending"]): string {
  return status === "approved" && ending === "released" ? "Approved, returned" : labels[status];
}

/** How a status is coloured. */
export function toneOf(status: ReviewStatus): string {
  if (status === "approved") return "good";
  return status === "rejected" ? "bad" : status === "held" ? "plain" : "warn";
}

/** Reasons why credits went back, in words. */
const endings: Readonly<Record<string, string>> = {
  "account-not-found": "there is no such account",
  "account-closed": "the account is closed",
  "currency-mismatch": "the account has another currency",
  "balance-limit": "the account would hold too much",
  "review-rejected": "it was rejected",
  "review-expired": "nobody decided in time",
};

/** What became of the credits. */
export function endingWords({ status, ending, endingReason }: TransferView): string | undefined {
  if (ending === "settled") return "The credits have arrived.";
  if (ending === "released") {
    const why = status === "approved" && endingReason !== undefined ? `: ${endings[endingReason] ?? endingReason}` : "";
    return `The credits are back with the sender${why}.`;
  }
  if (status === "approved") return "The credits are on their way.";
  return status === "rejected" || status === "expired" ? "The credits are going back to the sender." : undefined;
}

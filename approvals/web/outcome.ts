import type { DecisionView, TransferView } from "../views.ts";
import { tooLateWords } from "./decision.ts";
import { money } from "./format.ts";
import { toast } from "./toast.ts";

/** Sender and receiver in a line. */
export const whomOf = ({ from, to }: TransferView): string =>
  `${from.owner ?? from.accountId} → ${to.owner ?? to.accountId}`;

/** Tells a reviewer what became of a decision. */
export function tellOutcome(answer: DecisionView, transfer: TransferView): void {
  toast(...outcomeOf(answer, transfer));
}

function outcomeOf(answer: DecisionView, transfer: TransferView): Parameters<typeof toast> {
  const what = money(transfer.amount, transfer.currency);
  const whom = whomOf(transfer);
  switch (answer.result) {
    case "decided":
      return ["good", `${answer.transfer.status === "approved" ? "Approved" : "Rejected"} ${what}`, whom];
    case "too-late":
      return ["bad", "You were not the first", tooLateWords(answer.transfer)];
    case "pending":
      return ["plain", "Sent", `${what}, ${whom}: it takes longer than usual. The list shows it when it counts.`];
    case "unknown-transfer":
      return ["bad", "The platform does not know this transfer", `${what}, ${whom}`];
    case "failed":
      return [
        "bad",
        "The platform could not handle it",
        `Tell an operator: ${answer.deadLetter ?? transfer.transferId}`,
      ];
  }
}

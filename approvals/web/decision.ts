import type { DecisionView, TransferView, Verdict } from "../views.ts";
import { ApiError, decide } from "./api.ts";
import { foreign, h, key } from "./dom.ts";
import { money } from "./format.ts";
import { labelOf } from "./status.ts";
import { toast } from "./toast.ts";

const longestReason = 280;

/** The dialog in which a decision is made. What was typed stays until the decision counts. */
export class DecisionDialog {
  readonly element = h("dialog", { class: "decision", "aria-labelledby": "decision-title" });
  readonly #done: (answer: DecisionView, was: TransferView) => void;
  readonly #drafts = new Map<string, string>();
  #transfer: TransferView | undefined;
  #sending = false;

  constructor(done: (answer: DecisionView, was: TransferView) => void) {
    this.#done = done;
    this.element.addEventListener("cancel", (event) => {
      if (this.#sending) event.preventDefault();
    });
    this.element.addEventListener("close", () => {
      this.#transfer = undefined;
    });
  }

  get isOpen(): boolean {
    return this.element.open;
  }

  open(transfer: TransferView, verdict: Verdict): void {
    if (this.isOpen) return;
    this.#transfer = transfer;
    const draft = `${transfer.key} ${verdict}`;
    const isRejection = verdict === "reject";
    const reason = h("textarea", {
      id: "reason",
      rows: 3,
      maxlength: longestReason,
      required: isRejection,
      autofocus: isRejection,
      placeholder: isRejection ? "The sender will read it" : "",
    });
    reason.value = this.#drafts.get(draft) ?? "";
    const fault = h("p", { class: "fault", role: "alert" });
    const submit = h(
      "button",
      { type: "submit", class: verdict, autofocus: !isRejection },
      isRejection ? "Reject" : "Approve",
    );
    const form = h(
      "form",
      { method: "dialog", novalidate: true },
      h(
        "h2",
        { id: "decision-title" },
        `${isRejection ? "Reject" : "Approve"} ${money(transfer.amount, transfer.currency)}`,
      ),
      h(
        "p",
        { class: "who" },
        name(transfer.from),
        h("span", { class: "arrow", "aria-label": "to" }, "→"),
        name(transfer.to),
      ),
      h("label", { for: "reason" }, isRejection ? "Reason" : "Reason (optional)"),
      reason,
      fault,
      h(
        "div",
        { class: "buttons" },
        h("button", { type: "button", class: "plain", onclick: () => this.element.close() }, "Cancel", key("Esc")),
        submit,
      ),
    );
    reason.addEventListener("input", () => this.#drafts.set(draft, reason.value));
    reason.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (this.#sending) return;
      fault.textContent = "";
      if (isRejection && reason.value.trim() === "") {
        fault.textContent = "Say why: the sender will be told.";
        reason.focus();
        return;
      }
      this.#sending = true;
      // Not disabled: that would take the focus from under somebody's fingers.
      submit.setAttribute("aria-disabled", "true");
      submit.classList.add("busy");
      try {
        const answer = await decide(transfer.key, verdict, reason.value);
        this.#drafts.delete(draft);
        this.element.close();
        this.#done(answer, transfer);
      } catch (error) {
        fault.textContent = error instanceof ApiError ? error.message : String(error);
      } finally {
        this.#sending = false;
        submit.removeAttribute("aria-disabled");
        submit.classList.remove("busy");
      }
    });
    this.element.replaceChildren(form);
    this.element.showModal();
  }

  /** Closes when somebody else decides about the transfer meanwhile. */
  notice(transfer: TransferView): void {
    if (!this.isOpen || this.#sending || transfer.key !== this.#transfer?.key || transfer.status === "held") return;
    this.element.close();
    toast("bad", "Already decided", tooLateWords(transfer));
  }
}

const name = ({ owner, accountId }: TransferView["from"]) => foreign(owner ?? accountId, "name");

/** Who or what was faster, in words. */
export function tooLateWords(transfer: TransferView): string {
  const what = money(transfer.amount, transfer.currency);
  if (transfer.status === "held") return `${what} no longer waits for review; who decided is not known yet.`;
  if (transfer.status === "expired") return `The time for ${what} was over; the credits go back to the sender.`;
  const by = transfer.reviewer === undefined ? "" : ` by ${transfer.reviewer}`;
  return `${what} was ${labelOf(transfer.status).toLowerCase()}${by} a moment before you.`;
}

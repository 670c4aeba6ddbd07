import type { AccountView, DetailView, EarlierTransfer, Party, TransferView, Verdict } from "../views.ts";
import { fill, foreign, h, key } from "./dom.ts";
import { ago, dateTime, day, duration, money, shortId } from "./format.ts";
import type { State } from "./state.ts";
import { endingWords, labelOf, toneOf } from "./status.ts";

/** What can be done from the detail pane. */
export interface DetailActions {
  readonly decide: (verdict: Verdict) => void;
  readonly back: () => void;
}

/** The pane with all about one transfer. */
export class Detail {
  readonly element = h("section", { class: "detail", "aria-label": "Transfer" });
  readonly #state: State;
  readonly #actions: DetailActions;
  #shown = "";

  constructor(state: State, actions: DetailActions) {
    this.#state = state;
    this.#actions = actions;
  }

  render(): void {
    const { selected, detail, now } = this.#state;
    const transfer = this.#state.find(selected);
    if (transfer === undefined) {
      this.#shown = "";
      this.element.replaceChildren(nothingSelected());
      return;
    }
    const more = detail?.transfer.key === transfer.key ? detail : undefined;
    // What is shown already stays, with what somebody has marked in it.
    const shown = JSON.stringify([transfer, more, Math.floor(now / 60_000)]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    const scrolled = this.element.scrollTop;
    const focused =
      this.element.contains(document.activeElement) && (document.activeElement as HTMLElement).dataset["does"];
    fill(
      this.element,
      h("button", { type: "button", class: "back quiet", "data-does": "back", onclick: this.#actions.back }, "‹ Queue"),
      this.#head(transfer),
      more?.problem !== undefined && problem(more.problem),
      more?.note !== undefined && note(more.note),
      parties(transfer, more),
      earlier(more),
      this.#foot(transfer),
    );
    this.element.scrollTop = scrolled;
    if (focused) this.element.querySelector<HTMLElement>(`[data-does=${focused}]`)?.focus();
  }

  #head(transfer: TransferView): HTMLElement {
    const { amount, currency, from, to, status, ending, transferId } = transfer;
    return h(
      "header",
      { class: "head" },
      h(
        "div",
        { class: "title" },
        h("h2", {}, money(amount, currency)),
        h("span", { class: `chip ${toneOf(status)}` }, labelOf(status, ending)),
      ),
      h(
        "p",
        { class: "who headline" },
        partyName(from),
        h("span", { class: "arrow", "aria-label": "to" }, "→"),
        partyName(to),
      ),
      status === "held" ? this.#clock(transfer) : outcome(transfer),
      h("p", { class: "reference" }, "Transfer ", h("code", {}, transferId)),
    );
  }

  #clock({ heldAt, until }: TransferView): HTMLElement {
    const { now } = this.#state;
    const start = Date.parse(heldAt ?? "");
    const end = Date.parse(until ?? "");
    const left = end - now;
    const tone = left < 2 * 3_600_000 ? "bad" : left < 12 * 3_600_000 ? "warn" : "plain";
    return h(
      "div",
      { class: `clock ${tone}` },
      h("progress", {
        max: 1000,
        value: Math.round((1000 * (now - start)) / Math.max(1, end - start)),
        "aria-label": "Time used",
      }),
      h(
        "p",
        {},
        h("span", {}, heldAt === undefined ? "" : `Held ${ago(heldAt, now)}`),
        h(
          "span",
          {},
          h("strong", {}, left > 0 ? `${duration(left)} left` : "Time is over"),
          until === undefined ? "" : ` · until ${dateTime(until)}`,
        ),
      ),
    );
  }

  #foot({ status }: TransferView): HTMLElement | undefined {
    if (status !== "held") return undefined;
    const button = (verdict: Verdict, label: string, letter: string) =>
      h(
        "button",
        { type: "button", class: verdict, "data-does": verdict, onclick: () => this.#actions.decide(verdict) },
        label,
        key(letter),
      );
    return h("footer", { class: "actions" }, button("reject", "Reject", "r"), button("approve", "Approve", "a"));
  }
}

function nothingSelected(): HTMLElement {
  return h(
    "div",
    { class: "nothing" },
    h("p", {}, "Choose a transfer to see what a decision needs."),
    h("p", {}, key("j"), " ", key("k"), " move · ", key("?"), " all keys"),
  );
}

const partyName = ({ owner, accountId }: Party) =>
  owner === undefined ? h("span", { class: "id" }, shortId(accountId)) : foreign(owner, "name");

function outcome(transfer: TransferView): HTMLElement {
  const { reviewer, reason, decidedAt, status, ending } = transfer;
  const words = endingWords(transfer);
  return h(
    "div",
    { class: "outcome" },
    h(
      "p",
      {},
      labelOf(status, ending),
      reviewer !== undefined && " by ",
      reviewer !== undefined && foreign(reviewer, "name"),
      decidedAt !== undefined && ` on ${dateTime(decidedAt)}`,
    ),
    reason !== undefined && h("blockquote", {}, foreign(reason)),
    words !== undefined && h("p", { class: "muted" }, words),
  );
}

const problem = (words: string) =>
  h("div", { class: "notice warn", role: "alert" }, h("strong", {}, "Some of this could not be read. "), words);

const note = (text: string) =>
  h("div", { class: "note" }, h("h3", {}, "Note of the sender"), h("blockquote", {}, foreign(text)));

function parties({ from, to, amount, currency }: TransferView, more: DetailView | undefined): HTMLElement {
  const read = more !== undefined && more.problem === undefined;
  return h(
    "div",
    { class: "parties" },
    party("From", from, more?.sender, read, (account) => [
      fact("Balance", money(account.balance, account.currency)),
      fact(
        "On hold",
        money(account.held, account.currency),
        account.held > amount ? `includes ${money(amount, currency)}` : "",
      ),
    ]),
    party("To", to, more?.receiver, read, (account) => [
      fact("Balance", money(account.balance, account.currency)),
      account.currency === currency ? undefined : fact("Currency", account.currency, "another one: it will be refused"),
    ]),
  );
}

function party(
  title: string,
  { accountId, owner, guardian }: Party,
  account: AccountView | undefined,
  read: boolean,
  facts: (account: AccountView) => readonly (HTMLElement | undefined)[],
): HTMLElement {
  const named = account?.owner ?? owner;
  const guard = account?.guardian ?? guardian;
  return h(
    "article",
    { class: "card" },
    h("h3", {}, title),
    h("p", { class: "name" }, named === undefined ? (read ? "No such account" : "…") : foreign(named)),
    h("p", { class: "id" }, accountId),
    h(
      "dl",
      {},
      ...(guard === undefined ? [] : [fact("Guardian", foreign(guard))]),
      ...(account === undefined ? [] : facts(account)),
      ...(account === undefined || account.status === "open"
        ? []
        : [fact("Status", account.status, "it will be refused")]),
    ),
  );
}

function fact(label: string, value: string | Node, remark = ""): HTMLElement {
  return h("div", {}, h("dt", {}, label), h("dd", {}, value, remark !== "" && h("small", {}, remark)));
}

function earlier(more: DetailView | undefined): HTMLElement | undefined {
  const list = more?.earlier;
  if (list === undefined) return undefined;
  const title = h("h3", {}, "Earlier transfers of the sender");
  if (list.length === 0)
    return h("div", { class: "earlier" }, title, h("p", { class: "muted" }, "None: this is the first."));
  return h(
    "div",
    { class: "earlier" },
    title,
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...["When", "To", "Amount", "Status"].map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, ...list.map(earlierRow)),
    ),
  );
}

function earlierRow({ at, to, toAccountId, amount, currency, status }: EarlierTransfer): HTMLTableRowElement {
  return h(
    "tr",
    {},
    h("td", { class: "when" }, at === undefined ? "" : day(at)),
    h("td", {}, to === undefined ? h("span", { class: "id" }, shortId(toAccountId)) : foreign(to)),
    h("td", { class: "number" }, money(amount, currency)),
    h("td", {}, h("span", { class: `dot ${status}` }), status.replaceAll("-", " ")),
  );
}

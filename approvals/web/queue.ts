import type { TransferView } from "../views.ts";
import { fill, foreign, h } from "./dom.ts";
import { ago, duration, money, shortId } from "./format.ts";
import type { State, Tab } from "./state.ts";
import { labelOf, toneOf } from "./status.ts";

const hour = 3_600_000;

/** The list of transfers, with its tabs. */
export class Queue {
  readonly element: HTMLElement;
  readonly #state: State;
  readonly #select: (key: string) => void;
  readonly #tabs = h("div", { class: "tabs", role: "tablist", "aria-label": "Lists" });
  readonly #summary = h("p", { class: "summary" });
  readonly #list: HTMLUListElement;
  /** Rows that were shown before; undefined until the first are. */
  #known: ReadonlySet<string> | undefined;

  constructor(state: State, on: { readonly select: (key: string) => void; readonly tab: (tab: Tab) => void }) {
    this.#state = state;
    this.#select = on.select;
    for (const tab of ["waiting", "decided"] as const) {
      this.#tabs.append(h("button", { type: "button", role: "tab", "data-tab": tab, onclick: () => on.tab(tab) }));
    }
    this.#list = h("ul", { class: "list", role: "listbox", tabindex: 0, "aria-label": "Transfers" });
    this.element = h("section", { class: "queue", "aria-label": "Queue" }, this.#tabs, this.#summary, this.#list);
  }

  focus(): void {
    this.#list.focus({ preventScroll: true });
  }

  render(): void {
    const { tab, waiting, decided, shown, selected, loaded } = this.#state;
    for (const button of this.#tabs.querySelectorAll("button")) {
      const isWaiting = button.dataset["tab"] === "waiting";
      button.setAttribute("aria-selected", String(button.dataset["tab"] === tab));
      const count = isWaiting && waiting.length > 0 && h("span", { class: "count" }, String(waiting.length));
      fill(button, isWaiting ? "Waiting" : "Decided", count);
    }
    this.#summary.textContent = summaryOf(tab, waiting, decided);
    const rows = shown.map((transfer) => this.#row(transfer));
    const empty = h("li", { class: "empty", role: "presentation" }, ...emptyWords(tab, loaded));
    if (loaded && this.#known !== undefined)
      for (const row of rows) if (!this.#known.has(row.id)) row.classList.add("new");
    if (loaded) this.#known = new Set([...(this.#known ?? []), ...rows.map(({ id }) => id)]);
    this.#list.replaceChildren(...(rows.length > 0 ? rows : [empty]));
    if (selected !== undefined) this.#list.setAttribute("aria-activedescendant", rowId(selected));
    else this.#list.removeAttribute("aria-activedescendant");
  }

  /** Brings the selected row into sight. */
  reveal(): void {
    document.getElementById(rowId(this.#state.selected ?? ""))?.scrollIntoView({ block: "nearest" });
  }

  #row(transfer: TransferView): HTMLLIElement {
    const { key, from, to, amount, currency } = transfer;
    const isWaiting = transfer.status === "held";
    const age = h("span", { class: "age" }, this.#age(transfer));
    return h(
      "li",
      {
        id: rowId(key),
        role: "option",
        class: "row",
        "aria-selected": String(key === this.#state.selected),
        onclick: () => this.#select(key),
      },
      h("span", { class: "amount" }, money(amount, currency)),
      this.#chip(transfer),
      h(
        "span",
        { class: "who" },
        name(from),
        h("span", { class: "arrow", "aria-label": "to" }, "→"),
        name(to),
        isWaiting && age,
      ),
      !isWaiting && age,
    );
  }

  #chip({ status, until, ending }: TransferView): HTMLElement {
    if (status !== "held") return h("span", { class: `chip ${toneOf(status)}` }, labelOf(status, ending));
    const left = Date.parse(until ?? "") - this.#state.now;
    if (!(left > 0)) return h("span", { class: "chip bad" }, "Time is over");
    const tone = left < 2 * hour ? "bad" : left < 12 * hour ? "warn" : "plain";
    return h("span", { class: `chip ${tone}` }, `${duration(left)} left`);
  }

  #age({ status, heldAt, decidedAt, reviewer }: TransferView): string {
    if (status === "held") return heldAt === undefined ? "" : ago(heldAt, this.#state.now);
    const when = decidedAt === undefined ? "" : ago(decidedAt, this.#state.now);
    return reviewer === undefined ? when : `${reviewer} · ${when}`;
  }
}

const rowId = (key: string) => `row-${key.replace("/", "_")}`;

const name = ({ owner, accountId }: TransferView["from"]) =>
  owner === undefined ? h("span", { class: "id" }, shortId(accountId)) : foreign(owner, "name");

function summaryOf(tab: Tab, waiting: readonly TransferView[], decided: readonly TransferView[]): string {
  if (tab === "decided") return decided.length === 0 ? "" : `The latest ${decided.length}`;
  const sums = new Map<string, number>();
  for (const { amount, currency } of waiting) sums.set(currency, (sums.get(currency) ?? 0) + amount);
  const total = [...sums].map(([currency, sum]) => money(sum, currency)).join(" + ");
  return waiting.length === 0 ? "" : `${total} on hold · most urgent first`;
}

function emptyWords(tab: Tab, loaded: boolean): (Node | string)[] {
  if (!loaded) return ["Loading …"];
  if (tab === "decided") return ["Nothing has been decided yet."];
  return [
    h("strong", {}, "All clear"),
    h("span", {}, "No transfer waits for review. New ones appear here by themselves."),
  ];
}

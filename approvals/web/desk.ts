import type { DecisionView, LinkView, TransferView, Verdict } from "../views.ts";
import { ApiError, detail as readDetail, queue as readQueue, type Session, session, signOut } from "./api.ts";
import { DecisionDialog } from "./decision.ts";
import { Detail } from "./detail.ts";
import { h } from "./dom.ts";
import { money } from "./format.ts";
import { Frame } from "./frame.ts";
import { helpDialog, listenToKeys } from "./keys.ts";
import { follow } from "./live.ts";
import { tellOutcome, whomOf } from "./outcome.ts";
import { Queue } from "./queue.ts";
import { State, type Tab } from "./state.ts";
import { toast } from "./toast.ts";

/** How often ages and times left are put right, in ms. */
const tick = 20_000;

/** How long the page waits before it tries again what the browser does not try by itself, in ms. */
export const patience = 3_000;

const isNarrow = () => matchMedia("(width < 56rem)").matches;

/** The page of somebody who is signed in. */
export class Desk {
  readonly #state = new State(() => this.#render());
  readonly #queue = new Queue(this.#state, {
    select: (key) => this.#select(key, true),
    tab: (tab) => this.#showTab(tab),
  });
  readonly #detail = new Detail(this.#state, {
    decide: (verdict) => this.#open(verdict),
    back: () => this.#back(),
  });
  readonly #dialog = new DecisionDialog((answer, was) => this.#decided(answer, was));
  readonly #page = h("main", { class: "desk" }, this.#queue.element, this.#detail.element);
  readonly #help = helpDialog();
  readonly #frame: Frame;

  constructor({ reviewer }: Session) {
    this.#frame = new Frame(reviewer, {
      help: () => this.#help.showModal(),
      leave: () => void signOut().finally(() => location.reload()),
    });
  }

  /** Shows the page in `app` and keeps it current from now on. */
  show(app: HTMLElement): void {
    app.replaceChildren(this.#frame.header, this.#frame.banner, this.#page, this.#dialog.element, this.#help);
    listenToKeys(
      {
        move: (step) => this.#move(step),
        edge: (end) => this.#edge(end),
        approve: () => this.#open("approve"),
        reject: () => this.#open("reject"),
        switchTab: () => this.#showTab(this.#state.tab === "waiting" ? "decided" : "waiting"),
        back: () => this.#back(),
      },
      this.#help,
    );
    setInterval(() => this.#state.changed(), tick);
    addEventListener("hashchange", () => this.#fromAddress());
    this.#connect();
    this.#render();
  }

  #render(): void {
    this.#queue.render();
    this.#detail.render();
    this.#frame.render(this.#state);
    this.#page.classList.toggle("opened", this.#state.find(this.#state.selected) !== undefined);
  }

  #connect(): void {
    follow({
      ready: () => void this.#load(),
      transfer: (transfer) => this.#arrived(transfer),
      link: (link) => this.#linked(link),
      broken: (final) => {
        this.#state.live = false;
        this.#state.changed();
        if (final) setTimeout(() => void this.#reconnect(), patience);
      },
    });
  }

  /** The stream was refused: nobody is signed in any more, or something between here and the server is in trouble. */
  async #reconnect(): Promise<void> {
    try {
      if ((await session()) === undefined) location.reload();
      else this.#connect();
    } catch {
      setTimeout(() => void this.#reconnect(), patience);
    }
  }

  async #load(): Promise<void> {
    try {
      this.#state.replace(await readQueue());
      this.#state.live = true;
      this.#fromAddress();
      if (this.#state.selected === undefined && !isNarrow()) this.#edge("first");
      await this.#loadDetail();
    } catch (error) {
      if (error instanceof ApiError && error.problem.status === 401) location.reload();
      else toast("bad", "The queue could not be read", String(error));
    }
  }

  async #loadDetail(): Promise<void> {
    const { selected } = this.#state;
    if (selected === undefined || this.#state.find(selected) === undefined) return;
    try {
      const found = await readDetail(selected);
      if (this.#state.selected !== selected) return;
      this.#state.detail = found;
      this.#state.changed();
    } catch (error) {
      if (this.#state.selected === selected) toast("bad", "The details could not be read", String(error));
    }
  }

  #arrived(transfer: TransferView): void {
    const before = this.#state.put(transfer);
    this.#dialog.notice(transfer);
    if (this.#state.selected === transfer.key && before?.status !== transfer.status) void this.#loadDetail();
    if (before !== undefined) return;
    if (transfer.status === "held")
      this.#frame.announce(`New: ${money(transfer.amount, transfer.currency)}, ${whomOf(transfer)}`);
    if (this.#state.selected === undefined && !isNarrow()) this.#edge("first");
  }

  #linked(link: LinkView): void {
    const isBack = link.api === "up" && this.#state.link.api === "down";
    this.#state.link = link;
    this.#state.changed();
    if (isBack) void this.#loadDetail();
  }

  #select(key: string | undefined, opened = false): void {
    if (key === this.#state.selected) return;
    this.#state.selected = key;
    this.#state.detail = undefined;
    const address = key === undefined ? location.pathname : `#${key}`;
    // On a phone the way back is the phone's own.
    if (opened && isNarrow()) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    this.#detail.element.scrollTop = 0;
    this.#render();
    this.#queue.reveal();
    void this.#loadDetail();
  }

  #fromAddress(): void {
    const transfer = this.#state.find(location.hash.slice(1));
    if (transfer !== undefined) this.#state.tab = transfer.status === "held" ? "waiting" : "decided";
    this.#select(transfer?.key);
  }

  #move(step: 1 | -1): void {
    const keys = this.#state.shown.map(({ key }) => key);
    const at = keys.indexOf(this.#state.selected ?? "");
    const next = at < 0 ? keys.at(step === 1 ? 0 : -1) : keys[Math.min(keys.length - 1, Math.max(0, at + step))];
    if (next !== undefined) this.#select(next);
    this.#queue.focus();
  }

  #edge(end: "first" | "last"): void {
    this.#select(this.#state.shown.at(end === "first" ? 0 : -1)?.key);
  }

  #showTab(tab: Tab): void {
    this.#state.tab = tab;
    this.#state.changed();
    this.#select(isNarrow() ? undefined : this.#state.shown[0]?.key);
  }

  #back(): void {
    if (isNarrow()) this.#select(undefined);
  }

  #open(verdict: Verdict): void {
    const transfer = this.#state.find(this.#state.selected);
    if (transfer?.status === "held") this.#dialog.open(transfer, verdict);
  }

  #decided(answer: DecisionView, was: TransferView): void {
    const keys = this.#state.waiting.map(({ key }) => key);
    const at = keys.indexOf(was.key);
    const next = keys[at + 1] ?? keys[at - 1];
    if ("transfer" in answer) this.#state.put(answer.transfer);
    tellOutcome(answer, was);
    // Whoever was too late wants to see who was not; everybody else goes on.
    const goesOn = answer.result === "decided" || answer.result === "pending";
    if (goesOn && this.#state.selected === was.key) this.#select(isNarrow() ? undefined : next);
  }
}

import type { DetailView, LinkView, QueueView, TransferView } from "../views.ts";

/** Which list is shown. */
export type Tab = "waiting" | "decided";

/** How far a transfer has come; it never goes back. */
const stageOf = ({ status, ending }: TransferView): number => (ending !== undefined ? 2 : status === "held" ? 0 : 1);

/** What the page knows. It changes only through the methods, each of which tells the views. */
export class State {
  #transfers = new Map<string, TransferView>();
  #skew = 0;
  #told = false;
  readonly #onChange: () => void;
  tab: Tab = "waiting";
  selected: string | undefined;
  detail: DetailView | undefined;
  link: LinkView = { api: "up", events: "unknown" };
  /** Whether changes arrive by themselves. */
  live = false;
  loaded = false;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  /** The server's clock, in ms. */
  get now(): number {
    return Date.now() + this.#skew;
  }

  get waiting(): readonly TransferView[] {
    return [...this.#transfers.values()]
      .filter(({ status }) => status === "held")
      .sort((one, other) => (one.until ?? "").localeCompare(other.until ?? "") || one.key.localeCompare(other.key));
  }

  get decided(): readonly TransferView[] {
    return [...this.#transfers.values()]
      .filter(({ status }) => status !== "held")
      .sort((one, other) => (other.decidedAt ?? "").localeCompare(one.decidedAt ?? ""));
  }

  get shown(): readonly TransferView[] {
    return this.tab === "waiting" ? this.waiting : this.decided;
  }

  find(key: string | undefined): TransferView | undefined {
    return key === undefined ? undefined : this.#transfers.get(key);
  }

  replace({ now, waiting, decided, link }: QueueView): void {
    this.#skew = Date.parse(now) - Date.now();
    this.#transfers = new Map([...waiting, ...decided].map((transfer) => [transfer.key, transfer]));
    this.link = link;
    this.loaded = true;
    this.changed();
  }

  /** @returns what was known of it before */
  put(transfer: TransferView): TransferView | undefined {
    const before = this.#transfers.get(transfer.key);
    // The answer to a decision and the news of what came of it overtake each other: whoever knows less is late.
    if (before === undefined || stageOf(transfer) >= stageOf(before)) {
      this.#transfers.set(transfer.key, transfer);
      this.changed();
    }
    return before;
  }

  /** Tells the views once, after all changes of this turn. */
  changed(): void {
    if (this.#told) return;
    this.#told = true;
    queueMicrotask(() => {
      this.#told = false;
      this.#onChange();
    });
  }
}

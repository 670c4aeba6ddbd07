import type { Fact, Review } from "../events/facts.ts";
import type { ReadEvent } from "../events/read-event.ts";
import type { Store } from "../store/store.ts";
import type { LinkView, QueueView, TransferView } from "../views.ts";
import { type Hub, makeHub } from "./hub.ts";
import type { Platform } from "./platform.ts";
import { viewOf } from "./view.ts";

/** What changes for the people who look. */
export type Change = { readonly transfer: TransferView } | { readonly link: LinkView };

/** Where a line of the log goes. */
export type Log = (level: "info" | "warn" | "error", message: string) => void;

/** How many decisions the list shows. */
const shownDecisions = 50;

/** The reviewers' desk: what lies on it, and everything that puts something there. */
export class Desk {
  readonly store: Store;
  readonly platform: Platform;
  readonly now: () => number;
  readonly log: Log;
  readonly changes: Hub<Change> = makeHub();
  #link: LinkView = { api: "up", events: "unknown" };
  readonly #asking = new Set<string>();

  constructor(parts: {
    readonly store: Store;
    readonly platform: Platform;
    readonly now: () => number;
    readonly log: Log;
  }) {
    this.store = parts.store;
    this.platform = parts.platform;
    this.now = parts.now;
    this.log = parts.log;
  }

  get link(): LinkView {
    return this.#link;
  }

  /** Says how this application and the platform get on. */
  set link(link: LinkView) {
    if (JSON.stringify(link) === JSON.stringify(this.#link)) return;
    this.#link = link;
    this.changes.tell({ link });
  }

  /** Puts a delivered event on the desk. It is stored when this returns. */
  take(event: ReadEvent): void {
    this.#show(this.store.take(event, this.now()));
  }

  /** Puts what was learnt otherwise on the desk. */
  add(fact: Fact): void {
    this.#show(this.store.add(fact));
  }

  queue(): QueueView {
    const views = (reviews: readonly Review[]) => reviews.map((review) => viewOf(review, this.store));
    return {
      now: new Date(this.now()).toISOString(),
      waiting: views(this.store.waiting()),
      decided: views(this.store.decided(shownDecisions)),
      link: this.#link,
    };
  }

  /** The view of one review. */
  find(key: string): { readonly review: Review; readonly view: TransferView } | undefined {
    const review = this.store.find(key);
    return review && { review, view: viewOf(review, this.store) };
  }

  /** Asks for the owners that are not known yet, of everything on the desk. */
  async nameOwners(): Promise<void> {
    const reviews = [...this.store.waiting(), ...this.store.decided(shownDecisions)];
    await Promise.all(reviews.map((review) => this.#nameOwnersOf(review)));
  }

  #show(review: Review | undefined): void {
    if (review === undefined) return;
    this.changes.tell({ transfer: viewOf(review, this.store) });
    // Whoever delivered the event does not wait for this, and when it fails, the next round asks again.
    void this.#nameOwnersOf(review).catch(() => {});
  }

  async #nameOwnersOf(review: Review): Promise<void> {
    const { fromAccountId, toAccountId } = review.transfer;
    const unnamed = [fromAccountId, toAccountId].filter(
      (id) => this.store.owner(id) === undefined && !this.#asking.has(id),
    );
    if (unnamed.length === 0) return;
    for (const id of unnamed) this.#asking.add(id);
    try {
      const accounts = await Promise.all(unnamed.map((id) => this.platform.account(id)));
      const named = accounts.filter((account) => account !== undefined);
      for (const { accountId, owner, guardian } of named)
        this.store.keepOwner(accountId, { owner, ...(guardian !== undefined && { guardian }) });
      if (named.length > 0) this.changes.tell({ transfer: viewOf(review, this.store) });
    } finally {
      for (const id of unnamed) this.#asking.delete(id);
    }
  }
}

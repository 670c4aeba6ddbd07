/**
 * What became of a batch: it was taken; it may be sent again, `after` so many milliseconds; it is
 * refused for good, all of it or `count` items.
 */
export type Sent =
  | "taken"
  | { readonly again: string; readonly after?: number }
  | { readonly refused: string; readonly count?: number };

/** Sends batches to one place, one at a time. */
export interface Sender<Item> {
  send(items: readonly Item[]): Promise<Sent>;
  close(): Promise<void>;
}

/** What a queue is made with. Times are milliseconds. */
export interface QueueOptions<Item> {
  /** Loads what sends: not before there is something to send. */
  readonly open: () => Promise<Sender<Item>>;
  /** Most items that wait; what does not fit pushes the oldest out. */
  readonly most: number;
  /** Most items of one batch. */
  readonly batch: number;
  /** How long an item waits for company. */
  readonly delay: number;
  /** Told of trouble and of its end, once each. */
  readonly tell: (what: QueueNews) => void;
  /** Runs a task later without keeping the process alive. */
  readonly later: (delay: number, task: () => void) => void;
}

/** What happens to a queue that somebody should know. */
export type QueueNews =
  | { readonly kind: "failing"; readonly why: string }
  | { readonly kind: "dropping"; readonly why: string }
  | { readonly kind: "working"; readonly dropped: number };

/** Waits between tries while the other side does not answer, ms. */
const firstWait = 1_000;
const longestWait = 60_000;

/**
 * What waits to be sent to one place. Whoever puts something in never waits; a place that does not answer costs a bounded
 * number of items, and no time of the app.
 */
export class SendQueue<Item> {
  readonly #options: QueueOptions<Item>;
  #waiting: Item[] = [];
  #sender: Promise<Sender<Item>> | undefined;
  #sending: Promise<boolean> | undefined;
  #armed = false;
  #hurrying = false;
  #wait = 0;
  #dropped = 0;
  #troubled = false;
  #told = false;
  #closed = false;

  constructor(options: QueueOptions<Item>) {
    this.#options = options;
  }

  /** How many items were lost since things last went well. */
  get dropped(): number {
    return this.#dropped;
  }

  /** How many items wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  push(item: Item): void {
    if (this.#closed) return;
    const { most, delay } = this.#options;
    this.#waiting.push(item);
    // A tenth at once: moving an array's elements for every single item would cost more than they are worth.
    if (this.#waiting.length > most) this.#drop(Math.ceil(most / 10), "more was told than could be sent");
    if (this.#wait > 0) return;
    // What waits long is old to the garbage collector, and costs more than its sending.
    if (this.#waiting.length >= this.#options.batch) this.#hurry();
    else this.#arm(delay);
  }

  /** Sends what waits now; gives up at the first failure. Never throws. */
  async flush(): Promise<void> {
    await this.#sending;
    while (this.#waiting.length > 0 && (await this.#sendOne()));
    if (this.#waiting.length > 0) this.#arm(this.#wait);
  }

  /** Takes nothing more, and sends what waits until it is told to give up. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.flush();
    await (await this.#sender?.catch(() => undefined))?.close().catch(() => {});
  }

  /** Forgets what waits: nobody has the time. */
  giveUp(): void {
    this.#closed = true;
    this.#waiting = [];
  }

  /** Sends a full batch as soon as whoever fills it has come to rest. */
  #hurry(): void {
    if (this.#sending !== undefined || this.#hurrying) return;
    this.#hurrying = true;
    this.#options.later(0, () => {
      this.#hurrying = false;
      void this.#sendAll();
    });
  }

  #arm(delay: number): void {
    if (this.#armed) return;
    this.#armed = true;
    this.#options.later(delay, () => {
      this.#armed = false;
      void this.#sendAll();
    });
  }

  async #sendAll(): Promise<void> {
    if (this.#sending !== undefined || this.#closed) return;
    while (this.#waiting.length > 0) {
      if (!(await this.#sendOne())) break;
      // A part of a batch may wait for company again.
      if (this.#waiting.length < this.#options.batch) break;
    }
    if (this.#waiting.length > 0) this.#arm(this.#wait > 0 ? this.#wait : this.#options.delay);
  }

  /** @returns whether the next batch may follow at once */
  #sendOne(): Promise<boolean> {
    if (this.#sending !== undefined) return this.#sending;
    const items = this.#waiting.splice(0, this.#options.batch);
    this.#sending = this.#deliver(items).finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #deliver(items: Item[]): Promise<boolean> {
    const sent = await this.#try(items);
    if (sent === "taken") {
      this.#wait = 0;
      if (this.#troubled) this.#options.tell({ kind: "working", dropped: this.#dropped });
      this.#troubled = this.#told = false;
      this.#dropped = 0;
      return true;
    }
    if ("refused" in sent) {
      this.#wait = 0;
      this.#lose(sent.count ?? items.length, sent.refused);
      return true;
    }
    this.#wait = sent.after ?? Math.min(longestWait, Math.max(firstWait, this.#wait * 2));
    if (!this.#troubled) this.#options.tell({ kind: "failing", why: sent.again });
    this.#troubled = true;
    if (!this.#closed) this.#waiting = items.concat(this.#waiting);
    if (this.#waiting.length > this.#options.most) {
      this.#drop(this.#waiting.length - this.#options.most, sent.again);
    }
    return false;
  }

  async #try(items: readonly Item[]): Promise<Sent> {
    try {
      this.#sender ??= this.#options.open();
      this.#sender.catch(() => {
        this.#sender = undefined;
      });
      return await (await this.#sender).send(items);
    } catch (error) {
      return { again: error instanceof Error ? error.message : String(error) };
    }
  }

  #drop(count: number, why: string): void {
    this.#waiting.splice(0, count);
    this.#lose(count, why);
  }

  #lose(count: number, why: string): void {
    this.#dropped += count;
    this.#troubled = true;
    if (this.#told) return;
    this.#told = true;
    this.#options.tell({ kind: "dropping", why });
  }
}

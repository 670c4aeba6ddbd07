import type { Clock, ScheduledTask } from "../../../platform/clock/clock.ts";
import type { Log } from "../../service.ts";
import type { DeliveryTable } from "../store/deliveries.ts";
import type { EventSubscription } from "../subscriptions/model.ts";
import type { InputSchema } from "../topics/model.ts";
import type { BlobWriter } from "./blob-writer.ts";
import { blobBody, blobName } from "./dead-letter.ts";
import { deadLetterDelay, keptDead } from "./dispatcher.ts";

/** What the dead letterer needs. */
export interface DeadLettererOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly table: DeliveryTable;
  /** Undefined when the server was started without a blob service. */
  readonly write: BlobWriter | undefined;
  readonly newId: () => string;
  /** The subscription with a number and its topic's schema; undefined when it is gone. */
  readonly find: (id: number) => { readonly subscription: EventSubscription; readonly input: InputSchema } | undefined;
}

/** Events in one blob at most. */
const blobSize = 500;
/** Between two tries to reach the blob service, in ms. */
const retryEvery = 60_000;
/** Azure gives up after the storage account was unreachable for four hours. */
const patience = 4 * 60 * 60_000;
/** Writes dead letters to the blob store when they are due, several to one blob. */
export class DeadLetterer {
  readonly #options: DeadLettererOptions;
  #timer: ScheduledTask | undefined;
  #timerDue = Number.POSITIVE_INFINITY;
  #working: Promise<void> | undefined;
  #stopped = false;

  constructor(options: DeadLettererOptions) {
    this.#options = options;
  }

  /** Looks when the next dead letter is due and waits for it. Call after deliveries were given up. */
  arm(): void {
    if (this.#stopped || this.#working !== undefined) return;
    const due = this.#options.table.nextBlob();
    if (due === null || due === this.#timerDue) return;
    this.#timer?.cancel();
    this.#timerDue = due;
    this.#timer = this.#options.clock.schedule(due - this.#options.clock.now(), () => {
      this.#timerDue = Number.POSITIVE_INFINITY;
      this.#working = this.#work().finally(() => {
        this.#working = undefined;
      });
    });
  }

  /** Resolves when the blobs that are being written now are, and the next ones are waited for. */
  async settled(): Promise<void> {
    await this.#working;
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Takes nothing more and waits for the blob that is being written. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#timer?.cancel();
    await this.#working;
  }

  async #work(): Promise<void> {
    const { table, clock, log } = this.#options;
    try {
      for (const id of table.blobOwners(clock.now())) await this.#writeFor(id);
      setImmediate(() => this.arm());
    } catch (error) {
      log("error", "dead letters could not be handled", { error: String(error) });
      if (!this.#stopped) this.#timer = clock.schedule(retryEvery, () => this.arm());
    }
  }

  async #writeFor(id: number): Promise<void> {
    const { table, clock, log, write, newId, find } = this.#options;
    const now = clock.now();
    const rows = table.blobRows(id, now, blobSize);
    const found = find(id);
    const deadLetter = found?.subscription.deadLetter;
    const seqs = rows.map((row) => row.seq);
    const drop = (late: readonly number[], why: string) => {
      table.dispose(late, "dropped", null);
      log("error", `EVENTS DROPPED: ${why}`, { subscription: found?.subscription.name, events: late.length });
    };
    if (found === undefined || deadLetter === undefined || write === undefined) {
      return drop(seqs, "there is no dead-letter destination any more");
    }
    const name = blobName(found.subscription.name, now, newId());
    try {
      await write(deadLetter.container, name, blobBody(found.subscription, found.input, rows));
      table.dispose(seqs, "stored", `${deadLetter.container}/${name}`);
      table.forgetDead(id, keptDead);
      log("warn", "dead letters written", { blob: `${deadLetter.container}/${name}`, events: seqs.length });
    } catch (error) {
      const late = rows.filter((row) => now >= (row.givenUpAt ?? 0) + deadLetterDelay + patience).map((row) => row.seq);
      if (late.length > 0) drop(late, "the dead-letter storage could not be reached for four hours");
      table.postpone(
        seqs.filter((seq) => !late.includes(seq)),
        now + retryEvery,
      );
      log("error", "dead letters could not be written; trying again in a minute", { error: String(error) });
    }
  }
}

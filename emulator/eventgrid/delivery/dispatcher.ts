import type { Clock, ScheduledTask } from "../../../platform/clock/clock.ts";
import type { Log } from "../../service.ts";
import { deadLetterReasons } from "../assumptions.ts";
import type { AttemptRecord, DeliveryRow, DeliveryTable, Verdict } from "../store/deliveries.ts";
import type { EventSubscription } from "../subscriptions/model.ts";
import type { InputSchema } from "../topics/model.ts";
import { compose } from "./compose.ts";
import { afterAttempt, beforeAttempt, type DeadLetterReason } from "./decide.ts";
import { DueQueue } from "./due-queue.ts";
import { outcomeOfStatus } from "./outcome.ts";
import { type Failure, probationAfter } from "./schedule.ts";
import type { WebhookCaller, WebhookResult } from "./webhook.ts";

/** What delivering needs, shared by all subscriptions. */
export interface DeliveryContext {
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly table: DeliveryTable;
  readonly caller: WebhookCaller;
  /** Takes verdicts to be written; those of one turn of the event loop share a commit. */
  readonly record: (verdicts: readonly Verdict[]) => void;
}

/** Requests under way to one endpoint at a time. */
const concurrency = 32;

/** Azure writes dead letters five minutes after the last attempt. */
export const deadLetterDelay = 5 * 60_000;

/** Dead deliveries kept for people to look at, a subscription. */
export const keptDead = 1_000;

/** How long a delivery rests that failed through a fault of this server, in ms. */
const restAfterFault = 10_000;

/** Delivers one subscription's events, in no promised order, at least once. */
export class Dispatcher {
  readonly #context: DeliveryContext;
  readonly #input: InputSchema;
  readonly #queue = new DueQueue();
  #subscription: EventSubscription;
  readonly #flights = new Set<Promise<void>>();
  #probationUntil = 0;
  #timer: ScheduledTask | undefined;
  #stopped = false;
  #generation = 0;
  #dropped = 0;

  constructor(context: DeliveryContext, subscription: EventSubscription, input: InputSchema) {
    this.#context = context;
    this.#subscription = subscription;
    this.#input = input;
    this.#reload();
  }

  /** Requests under way. */
  get flying(): number {
    return this.#flights.size;
  }

  /** Resolves when the requests that are under way now have ended. */
  async settled(): Promise<void> {
    await Promise.all(this.#flights);
  }

  /** Takes stored deliveries that are due now. */
  add(seqs: readonly number[]): void {
    const due = this.#context.clock.now();
    for (const seq of seqs) this.#queue.push({ seq, due });
    this.pump();
  }

  /** The subscription was changed and its endpoint has just answered: what waits goes out now. */
  update(subscription: EventSubscription): void {
    this.#subscription = subscription;
    this.#probationUntil = 0;
    this.#generation++;
    const now = this.#context.clock.now();
    this.#context.table.hurry(subscription.id, now);
    this.#queue.hurry(now);
    this.pump();
  }

  /** Sends what is due, as far as the endpoint may be asked. */
  pump(): void {
    this.#timer?.cancel();
    this.#timer = undefined;
    if (this.#stopped) return;
    const now = this.#context.clock.now();
    while (this.#flights.size < concurrency && now >= this.#probationUntil) {
      const rows = this.#take(now);
      if (rows.length === 0) break;
      const flight = this.#attempt(rows).finally(() => {
        this.#flights.delete(flight);
        this.pump();
      });
      this.#flights.add(flight);
    }
    const next = this.#queue.peek();
    if (next === undefined || this.#flights.size >= concurrency) return;
    this.#timer = this.#context.clock.schedule(Math.max(next.due, this.#probationUntil) - now, () => this.pump());
  }

  /** Takes nothing more; what is under way ends by itself. */
  stop(): void {
    this.#stopped = true;
    this.#timer?.cancel();
    this.#queue.clear();
  }

  #reload(): void {
    for (const entry of this.#context.table.pending(this.#subscription.id)) this.#queue.push(entry);
  }

  /** The rows of the next request: those past their time to live are given up on the way. */
  #take(now: number): DeliveryRow[] {
    const { maxEvents, preferredKilobytes } = this.#subscription.batching;
    const rows: DeliveryRow[] = [];
    let bytes = 0;
    for (let entry = this.#queue.peek(); entry !== undefined && entry.due <= now; entry = this.#queue.peek()) {
      if (rows.length >= maxEvents) break;
      const row = this.#context.table.load(entry.seq);
      if (row === undefined) {
        this.#queue.pop();
        continue;
      }
      if (beforeAttempt(row.publishedAt, this.#subscription.retryPolicy, now).kind === "give-up") {
        this.#queue.pop();
        this.#giveUp(row, deadLetterReasons.timeToLive, now);
        continue;
      }
      const size = Buffer.byteLength(row.event);
      if (rows.length > 0 && bytes + size > preferredKilobytes * 1024) break;
      this.#queue.pop();
      rows.push(row);
      bytes += size;
    }
    return rows;
  }

  async #attempt(rows: readonly DeliveryRow[]): Promise<void> {
    const { clock, caller, log } = this.#context;
    const generation = this.#generation;
    try {
      const result = await caller.call(compose(this.#subscription, this.#input, rows));
      // A stopping server cuts connections: that is no failure of the endpoint, the rows simply stay.
      if (this.#stopped && result.kind === "failure") return;
      this.#settle(rows, result, generation);
    } catch (error) {
      log("error", "a delivery failed inside Event Grid", {
        subscription: this.#subscription.name,
        error: String(error),
      });
      for (const row of rows) this.#queue.push({ seq: row.seq, due: clock.now() + restAfterFault });
    }
  }

  #settle(rows: readonly DeliveryRow[], result: WebhookResult, generation: number): void {
    const { clock, random, log, record } = this.#context;
    const now = clock.now();
    const ending = endingOf(result);
    if (ending.outcome === "Delivered") {
      record(rows.map(({ seq }) => ({ seq, kind: "delivered" })));
      return;
    }
    const detail =
      result.kind === "failure" ? result.detail : `status ${result.status} ${result.body.slice(0, 500)}`.trim();
    const attempt: AttemptRecord = { at: now, outcome: ending.outcome, detail };
    // An attempt begun before the subscription was set again says nothing about the endpoint as it is now.
    if (generation === this.#generation) {
      this.#probationUntil = Math.max(this.#probationUntil, now + probationAfter(ending.outcome));
    }
    for (const row of rows) {
      const decision = afterAttempt(ending, row.attempts + 1, this.#subscription.retryPolicy, now, random());
      if (decision.kind === "give-up") this.#giveUp(row, decision.reason, now, attempt);
      if (decision.kind !== "retry") continue;
      record([{ seq: row.seq, kind: "retry", due: decision.due, attempt }]);
      this.#queue.push({ seq: row.seq, due: decision.due });
      const fields = {
        subscription: this.#subscription.name,
        attempt: row.attempts + 1,
        detail,
        retryInMs: decision.due - now,
      };
      log("warn", "delivery failed, it will be tried again", fields);
    }
  }

  #giveUp(row: DeliveryRow, reason: DeadLetterReason, at: number, attempt?: AttemptRecord): void {
    const { deadLetter, name } = this.#subscription;
    const blobDue = deadLetter === undefined ? undefined : at + deadLetterDelay;
    this.#context.record([
      { seq: row.seq, kind: "give-up", reason, blobDue, at, ...(attempt === undefined ? {} : { attempt }) },
    ]);
    const what =
      deadLetter === undefined
        ? "EVENT DROPPED: it could not be delivered and there is no dead-letter destination"
        : "event dead-lettered";
    // Looking after every hundredth keeps the table small without a query for each.
    if (deadLetter === undefined && ++this.#dropped % 100 === 0)
      this.#context.table.forgetDead(this.#subscription.id, keptDead);
    const { id } = JSON.parse(row.event) as { id: string };
    this.#context.log("error", what, {
      subscription: name,
      event: id,
      reason,
      detail: attempt?.detail ?? row.lastDetail,
    });
  }
}

function endingOf(result: WebhookResult): Failure | { readonly outcome: "Delivered" } {
  if (result.kind === "failure") return { outcome: result.outcome };
  const outcome = outcomeOfStatus(result.status);
  return outcome === "Delivered" ? { outcome } : { outcome, status: result.status };
}

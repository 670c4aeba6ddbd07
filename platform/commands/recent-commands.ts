import { LruMap } from "../app/lru-map.ts";
import { type Clock, sleep } from "../clock/clock.ts";
import type { Envelope } from "../messages/envelope.ts";
import type { OutcomeRecord } from "../stores/records.ts";

/** What an answer about a command that has no outcome yet says of it. */
export type AcceptedCommand = Pick<Envelope, "type" | "correlationid" | "caller">;

/**
 * The commands that this process stored last, and their final outcomes. Neither ever changes once it is stored, so that whoever
 * asks for one here reads what the store would answer; what is not here may be there all the same. A failure is not final:
 * a redrive may give the command another outcome, and in another process.
 */
export class RecentCommands {
  readonly #accepted: LruMap<AcceptedCommand>;
  readonly #outcomes: LruMap<OutcomeRecord>;
  readonly #streams: LruMap<true>;
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(capacity = 5000) {
    this.#accepted = new LruMap(capacity);
    this.#outcomes = new LruMap(capacity);
    this.#streams = new LruMap(capacity);
  }

  /** Notes a command that has been stored. */
  noteAccepted({ id, type, correlationid, caller }: Envelope): void {
    this.#accepted.set(id, { type, correlationid, ...(caller === undefined ? {} : { caller }) });
  }

  /** Notes an outcome that has been stored, and wakes whoever waits for it. */
  noteOutcome(outcome: OutcomeRecord, streamId: string): void {
    this.#streams.set(streamId, true);
    if (outcome.status !== "failed") this.#outcomes.set(outcome.id, outcome);
    for (const wake of this.#waiting.get(outcome.id) ?? []) wake();
  }

  accepted(commandId: string): AcceptedCommand | undefined {
    return this.#accepted.get(commandId);
  }

  outcome(commandId: string): OutcomeRecord | undefined {
    return this.#outcomes.get(commandId);
  }

  /** Whether this process handled a command of the stream before, and so most likely handles the next one too: a guess. */
  handles(streamId: string): boolean {
    return this.#streams.get(streamId) === true;
  }

  /** Resolves when the outcome has been noted, after `delay` ms, or when `signal` is aborted. */
  async wait(commandId: string, clock: Clock, delay: number, signal?: AbortSignal): Promise<void> {
    const noted = new AbortController();
    const wake = () => noted.abort();
    const waiting = this.#waiting.get(commandId) ?? new Set();
    this.#waiting.set(commandId, waiting.add(wake));
    try {
      await sleep(clock, delay, signal === undefined ? noted.signal : AbortSignal.any([noted.signal, signal]));
    } finally {
      waiting.delete(wake);
      if (waiting.size === 0) this.#waiting.delete(commandId);
    }
  }
}

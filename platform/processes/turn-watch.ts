import type { Log } from "../app/log.ts";
import { turnSpan } from "../telemetry/spans/process-spans.ts";
import { type Tracing, traced } from "../telemetry/spans/traced.ts";
import type { Caused } from "./run-process.ts";

/**
 * Watches one turn of an instance and tells of it when it is over: only then is it known which message it was about. What is only
 * replayed tells nothing of itself: a turn has one span, and lines are written for what is new.
 */
export class TurnWatch {
  readonly #process: string;
  readonly #log: Log;
  readonly #lines: Parameters<Log>[] = [];
  #place: Caused | undefined;

  constructor(process: string, log: Log) {
    this.#process = process;
    this.#log = log;
  }

  readonly log: Log = (...line) => void this.#lines.push(line);

  readonly caused = (place: Caused): void => {
    this.#place = place;
  };

  /** Runs the turn and tells of it: in a span, a child of the message that brought it on, in which the lines are written. */
  async told<T>(tracing: Tracing, turn: () => Promise<T>): Promise<T> {
    const begun = Date.now();
    let ended: { readonly answer: T } | { readonly error: unknown };
    try {
      ended = { answer: await turn() };
    } catch (error) {
      ended = { error };
    }
    await this.#tell(tracing, begun, "error" in ended ? ended.error : undefined);
    if ("error" in ended) throw ended.error;
    return ended.answer;
  }

  async #tell(tracing: Tracing, begun: number, error: unknown): Promise<void> {
    const write = () => {
      for (const line of this.#lines) this.#log(...line);
    };
    // Nobody has come as far as to read what the instance was started with.
    if (this.#place === undefined) return write();
    const { cause, failure, ...instance } = this.#place;
    const start = () => turnSpan(tracing, cause, { process: this.#process, ...instance, begun });
    await traced(tracing, cause, start, async (span) => {
      write();
      // What the SDK throws is a copy, with all that the instance has asked for in its text.
      if (error !== undefined) span.failed(failure ?? error);
    });
  }
}

import { type EventBody, EventType } from "../protocol/history.ts";
import { activityFailed } from "../replay/failures.ts";
import type { WorkItem } from "../store/rows.ts";
import type { EngineContext } from "./context.ts";
import type { HttpCaller } from "./http-activity.ts";

/** What activities are run with. */
export interface ActivityOptions {
  /** Most that run at once. */
  readonly limit: number;
  /** Which of `count` waiting activities runs next; first come, first served without. */
  readonly pick?: ((count: number) => number) | undefined;
  readonly http: HttpCaller;
}

/**
 * Runs activities, a bounded number at a time. An activity stays in the store until its result is committed, so one that
 * was cut off by a crash runs again.
 */
export class Activities {
  readonly #context: EngineContext;
  readonly #options: ActivityOptions;
  readonly #queue: WorkItem[] = [];
  readonly #stopping = new AbortController();
  #running = 0;

  constructor(context: EngineContext, options: ActivityOptions) {
    this.#context = context;
    this.#options = options;
  }

  get idle(): boolean {
    return this.#running === 0 && (this.#stopping.signal.aborted || this.#queue.length === 0);
  }

  add(items: readonly WorkItem[]): void {
    this.#queue.push(...items);
    this.#pump();
  }

  /** Starts nothing more, and waits for no answer of `callHttp`. */
  stop(): void {
    this.#stopping.abort();
  }

  #pump(): void {
    while (!this.#stopping.signal.aborted && this.#running < this.#options.limit && this.#queue.length > 0) {
      const { pick } = this.#options;
      const at = pick === undefined ? 0 : Math.min(pick(this.#queue.length), this.#queue.length - 1);
      const [item] = at === 0 ? [this.#queue.shift()] : this.#queue.splice(at, 1);
      if (item === undefined) return;
      this.#running++;
      void this.#run(item).finally(() => {
        this.#running--;
        this.#pump();
      });
    }
  }

  async #run(item: WorkItem): Promise<void> {
    const { store, reached, ready, log, clock } = this.#context;
    try {
      const event = item.kind === "http" ? await this.#request(item) : await this.#invoke(item);
      if (event === undefined) {
        await ready();
        this.#queue.push(item);
        return;
      }
      reached("activity-ended");
      await this.#context.commit((outbox) => {
        reached("activity-committing");
        if (!store.work.remove(item.seq)) return;
        store.instances.send(item.instance, item.execution, event);
        outbox.wake.add(item.instance);
      });
      reached("activity-committed");
    } catch (error) {
      log("error", `The result of an activity could not be stored; it runs again in a second: ${String(error)}`, {
        function: item.name,
        instanceId: item.instance,
      });
      clock.schedule(1_000, () => this.add([item]));
    }
  }

  /** Undefined: the worker was lost, and the activity is to run again. */
  async #invoke(item: WorkItem): Promise<EventBody | undefined> {
    const { functions, invoke } = this.#context;
    const name = functions.find("activity", item.name);
    if (name === undefined) {
      return activityFailed(item.task, item.name, functions.unknown("activity", item.name), "");
    }
    const outcome = await invoke(name, { data: item.input, instanceId: item.instance });
    if (outcome.kind === "lost") return undefined;
    if (outcome.kind === "failed") return activityFailed(item.task, name, outcome.message, outcome.stack);
    return completed(item, outcome.result);
  }

  /** Undefined: the engine stops, and the request is to be sent again. */
  async #request(item: WorkItem): Promise<EventBody | undefined> {
    const { signal } = this.#stopping;
    try {
      const answer = await this.#options.http(JSON.parse(item.input ?? "{}"), signal);
      return completed(item, JSON.stringify(answer));
    } catch (error) {
      if (signal.aborted) return undefined;
      const { message, stack = "" } = error as Error;
      return activityFailed(item.task, item.name, message, stack);
    }
  }
}

function completed(item: WorkItem, result: string | null): EventBody {
  return { EventType: EventType.TaskCompleted, EventId: -1, TaskScheduledId: item.task, Result: result };
}

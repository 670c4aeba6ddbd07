import type { ScheduledTask } from "../../../platform/clock/clock.ts";
import { EventType } from "../protocol/history.ts";
import type { EngineContext } from "./context.ts";

/** Fires durable timers: each becomes a message when its time has come. */
export class Timers {
  readonly #context: EngineContext;
  #armed: { readonly at: number; readonly task: ScheduledTask } | undefined;
  #firing = false;
  #stopped = false;

  constructor(context: EngineContext) {
    this.#context = context;
  }

  /** Whether no timer is due. */
  get idle(): boolean {
    if (this.#stopped) return !this.#firing;
    const next = this.next;
    return !this.#firing && (next === undefined || next > this.#context.clock.now());
  }

  /** When the next timer is due, ms. */
  get next(): number | undefined {
    return this.#context.store.work.nextTimer();
  }

  /** Looks for the next timer; to be called when timers were added. */
  arm(): void {
    if (this.#stopped || this.#firing) return;
    const next = this.next;
    if (next === undefined) return;
    const now = this.#context.clock.now();
    if (next > now && this.#armed !== undefined && this.#armed.at <= next) return;
    this.#armed?.task.cancel();
    this.#armed = undefined;
    // What is due needs no clock, so that a clock which stands still does not hold it up.
    if (next <= now) void this.#fire();
    else this.#armed = { at: next, task: this.#context.clock.schedule(next - now, () => void this.#fire()) };
  }

  stop(): void {
    this.#stopped = true;
    this.#armed?.task.cancel();
  }

  async #fire(): Promise<void> {
    this.#armed = undefined;
    if (this.#stopped) return;
    this.#firing = true;
    const { store, clock, log, reached } = this.#context;
    try {
      await this.#context.commit((outbox) => {
        for (const { instance, execution, task, fireAt } of store.work.dueTimers(clock.now())) {
          store.work.removeTimer(instance, execution, task);
          store.instances.send(instance, execution, {
            EventType: EventType.TimerFired,
            EventId: -1,
            TimerId: task,
            FireAt: new Date(fireAt).toISOString(),
          });
          outbox.wake.add(instance);
        }
        reached("timer-committing");
      });
      reached("timer-committed");
    } catch (error) {
      log("error", `Timers could not be fired; it is tried again in a second: ${String(error)}`);
      this.#firing = false;
      clock.schedule(1_000, () => this.arm());
      return;
    }
    this.#firing = false;
    this.arm();
  }
}

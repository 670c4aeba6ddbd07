import type { Clock, ScheduledTask } from "../../../platform/clock/clock.ts";
import type { Log } from "../../service.ts";
import type { Dispatcher } from "../dispatcher.ts";
import type { FunctionInfo } from "../function-info.ts";
import { jsonData } from "../rpc/typed-data.ts";
import { runWithRetry } from "./retry.ts";
import { parseSchedule } from "./schedule.ts";
import type { TimerStatus, TimerStatusStore } from "./timer-status.ts";
import type { Trigger } from "./trigger.ts";

/** What a timer trigger needs. */
export interface TimerContext {
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  readonly random: () => number;
  readonly log: Log;
  readonly statuses: TimerStatusStore;
}

/** Schedules at least this long are remembered over restarts, ms. */
const monitoredFrom = 60_000;

/**
 * Prepares a timer. It never overlaps itself: the next occurrence is looked for when a run has ended.
 * @throws when the schedule cannot be read
 */
export function timerTrigger(info: FunctionInfo, context: TimerContext): Trigger {
  const { dispatcher, clock, random, statuses } = context;
  const text = String(info.trigger["schedule"] ?? "");
  let schedule: ReturnType<typeof parseSchedule>;
  try {
    schedule = parseSchedule(text);
  } catch (error) {
    throw new Error(`Function "${info.name}": ${(error as Error).message}`);
  }
  const monitored = info.trigger["useMonitor"] !== false && schedule.interval >= monitoredFrom;
  const stop = new AbortController();
  let waiting: ScheduledTask | undefined;
  let running: Promise<void> = Promise.resolve();
  let status: TimerStatus | undefined;

  const fire = async (due: number, isPastDue: boolean): Promise<void> => {
    const data = jsonData({ Schedule: { AdjustForDST: true }, ScheduleStatus: status ?? null, IsPastDue: isPastDue });
    await runWithRetry(
      info.retry,
      (retryContext) => dispatcher.run(info, { data, ...(retryContext !== undefined && { retryContext }) }),
      { clock, random, signal: stop.signal },
    );
    const next = schedule.next(Math.max(due, clock.now()));
    if (monitored && next !== undefined) {
      const iso = (at: number) => new Date(at).toISOString();
      status = { Last: iso(due), Next: iso(next), LastUpdated: iso(clock.now()) };
      statuses.write(info.name, status);
    }
    wait(next);
  };
  const run = (due: number, isPastDue: boolean) => {
    running = fire(due, isPastDue).catch((error) =>
      context.log("error", `The timer failed: ${String(error)}`, { function: info.name }),
    );
  };
  const wait = (due: number | undefined) => {
    if (due === undefined || stop.signal.aborted) return;
    waiting = clock.schedule(due - clock.now(), () => run(due, false));
  };
  return {
    async start() {
      status = monitored ? statuses.read(info.name) : undefined;
      const missed = status !== undefined && Date.parse(status.Next) < clock.now();
      if (missed) run(Date.parse(status?.Next ?? ""), true);
      else if (info.trigger["runOnStartup"] === true) run(clock.now(), false);
      else wait(status === undefined ? schedule.next(clock.now()) : Date.parse(status.Next));
    },
    async stop() {
      stop.abort();
      waiting?.cancel();
      await running;
    },
  };
}

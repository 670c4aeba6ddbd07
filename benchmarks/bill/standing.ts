import { retryLetters } from "../../platform/dead-letters/redrive/retry-letters.ts";
import { systemMeasures } from "../../platform/telemetry/measure/measure-system.ts";
import { recordingTelemetry } from "../../platform/testing/index.ts";
import { assumptions } from "./assumptions.ts";
import type { MeasuredApp } from "./measured-app.ts";
import { type Usage, usageOf } from "./usage.ts";

/** What a system that nobody uses asks for again and again. */
export interface Standing {
  readonly what: string;
  readonly usage: Usage;
  /** Seconds between two times. */
  readonly every: number;
  /** How many do so: triggers of one range each. */
  readonly times: number;
}

/** Has each of them happen once. */
export async function measureStanding(app: MeasuredApp): Promise<readonly Standing[]> {
  const { feeds } = app.ground;
  const once = async (what: string, every: number, times: number, work: () => Promise<unknown>): Promise<Standing> => {
    app.take();
    await work();
    return { what, usage: usageOf(app.take()), every, times };
  };
  const { runtime } = app.app;
  const measure = systemMeasures();
  return [
    await once("a poll of a drained feed, by trigger and range", assumptions.poll, 2, () => feeds.events.read(100)),
    await once("a lease renewed, by trigger and range", assumptions.renew, 2, () => feeds.events.renew()),
    await once("a look at who has which lease, by trigger", assumptions.balance, 2, () => feeds.events.balance()),
    await once("letters whose next try is due (`retryLetters`)", assumptions.timer, 1, () => retryLetters(runtime)),
    await once("gauges (`measureSystem`), with telemetry only", assumptions.timer, 1, () =>
      measure({ ...runtime, telemetry: recordingTelemetry() }),
    ),
  ];
}

/** Request units of a month in which nothing happens. */
export function idleUnits(standing: readonly Standing[]): number {
  return standing.reduce((sum, one) => sum + monthly(one), 0);
}

/** Request units of one of them in a month. */
export function monthly({ usage, every, times }: Standing): number {
  return Math.round((usage.units * times * assumptions.month) / every);
}

import type { Runtime } from "../../app/runtime.ts";
import { logEvents } from "../log-events.ts";
import type { GaugeName } from "../metrics.ts";
import { noTelemetry } from "../no-telemetry.ts";
import { feedLag } from "./feed-lag.ts";
import { lettersNow, parkedNow, processesNow } from "./standing.ts";

/** Measures once. */
export type MeasureSystem = (
  runtime: Pick<Runtime, "catalog" | "stores" | "clock" | "processes" | "log" | "telemetry">,
) => Promise<void>;

/** Processes are looked at each fifth time: Durable Functions has no index by state, and goes through all its instances. */
const processesEvery = 5;

type Series = Readonly<Record<string, string>>;

/**
 * Makes what shows the gauges that nothing which happens would move. It remembers what it has shown, so that a handler whose last
 * stream is free again shows zero, and not what it showed last. Where nobody listens it asks for nothing.
 */
export function systemMeasures(): MeasureSystem {
  let times = 0;
  const shown = new Map<GaugeName, Map<string, Series>>();
  return async (runtime) => {
    const { telemetry, clock, log } = runtime;
    if (telemetry === noTelemetry) return;
    const show = (name: GaugeName, rows: readonly (readonly [series: Series, value: number])[]) => {
      const before = shown.get(name) ?? new Map<string, Series>();
      const now = new Map(rows.map(([series]) => [JSON.stringify(series), series]));
      for (const [key, series] of before) if (!now.has(key)) telemetry.gauge(name, 0, series);
      for (const [series, value] of rows) telemetry.gauge(name, value, series);
      shown.set(name, new Map([...before, ...now]));
    };
    const age = (instant: string | undefined) =>
      instant === undefined ? 0 : Math.max(0, (clock.now() - Date.parse(instant)) / 1000);
    const one = async (check: string, measure: () => Promise<void>) => {
      try {
        await measure();
      } catch (error) {
        log(logEvents.measureFailed, { check, error });
      }
    };
    await one("feeds", async () => {
      const lags = await feedLag(runtime);
      const of = (feed: string) => ({ "eventwright.feed": feed });
      show(
        "eventwright.feed.lag",
        lags.map(({ feed, waiting }) => [of(feed), waiting]),
      );
      show(
        "eventwright.feed.lag.time",
        lags.map(({ feed, seconds }) => [of(feed), seconds]),
      );
    });
    await one("parked streams", async () => {
      const parked = await parkedNow(runtime);
      const of = (handler: string) => ({ "eventwright.handler": handler });
      show(
        "eventwright.streams.parked",
        parked.map(({ handler, streams }) => [of(handler), streams]),
      );
      show(
        "eventwright.streams.parked.oldest",
        parked.map(({ handler, oldest }) => [of(handler), age(oldest)]),
      );
    });
    await one("letters", async () => {
      const letters = await lettersNow(runtime);
      const of = (handler: string) => ({ "eventwright.handler": handler });
      show(
        "eventwright.letters.open",
        letters.map(({ handler, open }) => [of(handler), open]),
      );
    });
    if (times++ % processesEvery !== 0) return;
    await one("processes", async () => {
      const counts = await processesNow(runtime);
      const of = (process: string, status: string) => ({
        "eventwright.process": process,
        "eventwright.process.status": status,
      });
      show(
        "eventwright.process.instances",
        counts.map(({ process, status, count }) => [of(process, status), count]),
      );
      show(
        "eventwright.process.oldest",
        counts.map(({ process, status, oldest }) => [of(process, status), age(oldest)]),
      );
    });
  };
}

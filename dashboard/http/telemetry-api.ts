import { Refusal } from "../../webapp/refusal.ts";
import type { Collector } from "../collector/collector.ts";
import { findLogs } from "../collector/query/logs.ts";
import { readSeries } from "../collector/query/metrics.ts";
import { findSpans, findTraces } from "../collector/query/spans.ts";
import { levels } from "../collector/store/levels.ts";
import type { LogLevel } from "../shapes.ts";

const longest = 512;
const mostTraces = 20;
/** Steps of a chart. */
const steps = 60;

/** Answers `GET /dashboard/…` about telemetry; undefined for a path that is none of them. @throws Refusal 400 */
export function answerTelemetry(url: URL, collector: Collector, now: number): object | undefined {
  const { db } = collector;
  const value = (name: string) => {
    const text = url.searchParams.get(name) ?? "";
    if (text.length > longest) throw wrong(name, `at most ${longest} characters`);
    return text === "" ? undefined : text;
  };
  const number = (name: string, from: number, to: number) => {
    const text = value(name);
    if (text === undefined) return undefined;
    const found = Number(text);
    if (!(found >= from && found <= to)) throw wrong(name, `a number from ${from} to ${to}`);
    return found;
  };
  const page = () => ({
    limit: Math.floor(number("limit", 1, 500) ?? 100),
    cursor: number("cursor", 0, Number.MAX_SAFE_INTEGER),
  });
  switch (url.pathname) {
    case "/dashboard/telemetry":
      return collector.state();
    case "/dashboard/spans": {
      collector.flush();
      const traces = (url.searchParams.get("trace") ?? "").split(",").filter((id) => /^[0-9a-f]{32}$/.test(id));
      return findSpans(db, {
        traces: traces.slice(0, mostTraces),
        correlation: value("correlation"),
        message: value("message"),
      });
    }
    case "/dashboard/traces": {
      collector.flush();
      const failed = value("failed") === "true";
      return findTraces(db, { text: value("text"), failed, slower: number("slower", 0, 1e9), ...page() });
    }
    case "/dashboard/logs": {
      collector.flush();
      const level = value("level");
      if (level !== undefined && !levels.includes(level as LogLevel))
        throw wrong("level", `one of ${levels.join(", ")}`);
      const [event, text, trace] = [value("event"), value("text"), value("trace")];
      const [message, correlation] = [value("message"), value("correlation")];
      return findLogs(db, { level: level as LogLevel, event, text, trace, message, correlation, ...page() });
    }
    case "/dashboard/metrics": {
      collector.flush();
      const minutes = number("minutes", 1, 1_440) ?? 15;
      return readSeries(db, now, Math.max(10_000, (minutes * 60_000) / steps), minutes < 10 ? minutes * 6 : steps);
    }
    default:
      return undefined;
  }
}

function wrong(name: string, wanted: string): Refusal {
  return new Refusal(400, "invalid-query", `The query's ${name} is not what it should be.`, `It must be ${wanted}.`);
}

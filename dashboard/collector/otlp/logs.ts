import type { LogLevel, LogView } from "../../shapes.ts";
import type { Read } from "./spans.ts";
import {
  anyValue,
  attributesOf,
  hexId,
  listOf,
  membersOf,
  millisOf,
  numberOf,
  scopesOf,
  serviceOf,
  textOf,
} from "./values.ts";

/** A log record as it is kept. */
export type LogRecord = Omit<LogView, "seq">;

/** Reads an `ExportLogsServiceRequest`. `now` stands in for a time that is missing, ms. */
export function readLogs(body: unknown, now: number): Read<LogRecord> {
  const items: LogRecord[] = [];
  let rejected = 0;
  for (const { resource, scope } of scopesOf(body, "resourceLogs", "scopeLogs")) {
    for (const one of listOf(scope["logRecords"])) {
      const raw = membersOf(one);
      if (Object.keys(raw).length === 0) rejected++;
      else items.push(readRecord(raw, serviceOf(resource), now));
    }
  }
  return { items, rejected };
}

function readRecord(raw: Readonly<Record<string, unknown>>, service: string, now: number): LogRecord {
  const attributes = attributesOf(raw["attributes"]);
  const trace = hexId(raw["traceId"], 16);
  const span = hexId(raw["spanId"], 8);
  const event = textOf(raw["eventName"], 256) || textOf(attributes["event.name"], 256);
  const body = anyValue(raw["body"], 0);
  return {
    at: millisOf(raw["timeUnixNano"]) ?? millisOf(raw["observedTimeUnixNano"]) ?? now,
    level: levelOf(numberOf(raw["severityNumber"])),
    ...(event !== "" && { event }),
    text: typeof body === "string" ? body : JSON.stringify(body ?? ""),
    ...(trace !== undefined && { trace }),
    ...(span !== undefined && { span }),
    service,
    attributes,
  };
}

/** Source: https://opentelemetry.io/docs/specs/otel/logs/data-model/#severity-fields */
function levelOf(severity: number): LogLevel {
  if (severity >= 17) return "error";
  if (severity >= 13) return "warn";
  return severity >= 9 || Number.isNaN(severity) || severity === 0 ? "info" : "debug";
}

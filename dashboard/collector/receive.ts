import type { IncomingMessage, ServerResponse } from "node:http";
import { gunzipSync } from "node:zlib";
import { sendJson } from "../../webapp/answer.ts";
import { readBytes } from "../../webapp/body.ts";
import { allow } from "../../webapp/limits.ts";
import { Refusal } from "../../webapp/refusal.ts";
import type { Collector, Signal } from "./collector.ts";

/** Bytes of a request, packed or not. */
const largest = 16 * 1_048_576;

/** The kind of telemetry that an address takes. */
export function signalAt(pathname: string): Signal | undefined {
  return /^\/v1\/(traces|logs|metrics)$/.exec(pathname)?.[1] as Signal | undefined;
}

/**
 * OTLP over HTTP with JSON.
 * Source: https://opentelemetry.io/docs/specs/otlp/#otlphttp
 * @throws Refusal 415 for Protobuf and other types, 413, 400
 */
export async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  signal: Signal,
  collector: Collector,
): Promise<void> {
  allow(request, "POST");
  const type = request.headers["content-type"] ?? "";
  if (!/^application\/json\b/i.test(type)) {
    const fix = "Set OTEL_EXPORTER_OTLP_PROTOCOL=http/json, or use an exporter of OTLP over HTTP with JSON.";
    throw new Refusal(415, "json-wanted", "Telemetry is taken as OTLP in JSON, not as Protobuf.", fix);
  }
  const rejected = collector.take(signal, await readBody(request));
  const names = { traces: "rejectedSpans", logs: "rejectedLogRecords", metrics: "rejectedDataPoints" } as const;
  const errorMessage = "Some records are not what OTLP says, or came faster than they can be kept.";
  sendJson(response, 200, rejected === 0 ? {} : { partialSuccess: { [names[signal]]: rejected, errorMessage } });
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const bytes = await readBytes(request, largest);
  const encoding = (request.headers["content-encoding"] ?? "identity").toLowerCase();
  if (encoding !== "identity" && encoding !== "gzip")
    throw new Refusal(
      415,
      "encoding-unknown",
      `The encoding ${encoding.slice(0, 40)} is not known.`,
      "Use gzip, or none.",
    );
  let plain = bytes;
  try {
    if (encoding === "gzip") plain = gunzipSync(bytes, { maxOutputLength: largest });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE")
      throw new Refusal(413, "too-large", `At most ${largest} bytes are taken.`);
    throw new Refusal(400, "invalid-gzip", "The body is not gzip.");
  }
  try {
    return JSON.parse(plain.toString("utf8"));
  } catch {
    throw new Refusal(400, "invalid-json", "The body is not JSON.");
  }
}

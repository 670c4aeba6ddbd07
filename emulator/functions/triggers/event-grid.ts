import type { IncomingMessage, ServerResponse } from "node:http";
import type { Dispatcher } from "../dispatcher.ts";
import { type FunctionInfo, hasTrigger } from "../function-info.ts";
import { readJson, sendJson } from "../http/json.ts";
import { ProblemError } from "../http/problems.ts";
import { jsonData } from "../rpc/typed-data.ts";

/** Largest delivery: Event Grid's limit of one request, with room for its own fields. */
const maxDelivery = 2 * 1024 * 1024;

/**
 * Answers the webhook that Event Grid delivers to. Several events in one request run in parallel, each as an invocation of
 * its own; one failure answers 500 and Event Grid sends all of them again.
 */
export async function answerEventGrid(
  functions: readonly FunctionInfo[],
  dispatcher: Dispatcher,
  query: URLSearchParams,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const name = query.get("functionName") ?? "";
  const info = functions.find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (info === undefined || info.disabled || !hasTrigger(info, "eventGridTrigger")) {
    throw new ProblemError(404, "function-not-found", `cannot find function: '${name}'`);
  }
  const kind = String(request.headers["aeg-event-type"] ?? "").toLowerCase();
  if (kind === "unsubscribe") return accepted(response);
  if (kind === "subscriptionvalidation") {
    return sendJson(response, 200, { validationResponse: validationCode(await readJson(request, maxDelivery)) });
  }
  if (kind !== "notification") {
    const detail = "The header aeg-event-type must be SubscriptionValidation, Notification or Unsubscribe.";
    throw new ProblemError(400, "unknown-event-type", detail);
  }
  const body = await readJson(request, maxDelivery);
  const events = Array.isArray(body) ? (body as unknown[]) : [body];
  if (events.some((event) => typeof event !== "object" || event === null)) {
    throw new ProblemError(400, "invalid-event", "Each event must be a JSON object.");
  }
  const together = info.trigger["cardinality"] === "many";
  const calls = together
    ? [{ data: jsonData(events) }]
    : events.map((event) => callFor(event as Record<string, unknown>));
  const outcomes = await Promise.all(calls.map((call) => dispatcher.run(info, call)));
  if (response.destroyed) return;
  const failed = outcomes.find((outcome) => outcome.kind !== "succeeded");
  if (failed === undefined) return accepted(response);
  const message = failed.kind === "failed" ? failed.error.message : failed.reason;
  throw new ProblemError(failed.kind === "failed" ? 500 : 503, "function-failed", message);
}

function callFor(event: Record<string, unknown>) {
  const { traceparent, tracestate } = event;
  return {
    data: jsonData(event),
    metadata: { data: jsonData(event["data"] ?? null) },
    traceParent: typeof traceparent === "string" ? traceparent : undefined,
    traceState: typeof tracestate === "string" ? tracestate : undefined,
  };
}

/** The code to echo: from the first event of an array, or from a single CloudEvents-style object with its data as text. */
function validationCode(body: unknown): string {
  const event = (Array.isArray(body) ? body[0] : body) as { data?: unknown } | null | undefined;
  let data: unknown = event?.data;
  if (typeof data === "string") {
    try {
      data = JSON.parse(data);
    } catch {
      data = undefined;
    }
  }
  const code = (data as { validationCode?: unknown } | null | undefined)?.validationCode;
  if (typeof code !== "string") throw new ProblemError(400, "invalid-validation", "The event holds no validationCode.");
  return code;
}

function accepted(response: ServerResponse): void {
  response.writeHead(202, { "content-length": 0 });
  response.end();
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { sendJson } from "../../webapp/answer.ts";
import { readJson } from "../../webapp/body.ts";
import { Refusal } from "../../webapp/refusal.ts";
import { sameSecret } from "../../webapp/secrets.ts";
import { type ReadEvent, readEvent, UnreadableEvent } from "../events/read-event.ts";

/** Where events are delivered. */
export const webhookPath = "/hooks/events";

/** An event has at most 1 MiB on Event Grid, and so has a batch; the rest is for the array around it. */
const largestDelivery = 1_048_576 + 65_536;
const mostEvents = 5_000;

/** What the webhook works with. */
export interface WebhookOptions {
  /** Stands in the address as `code`, or in the header `x-webhook-code` when an operator prefers a delivery property. */
  readonly secret: string;
  /** Origins that may deliver, lower case. */
  readonly origins: ReadonlySet<string>;
  /** Stores an event before it returns. */
  readonly take: (event: ReadEvent) => void;
  readonly log: (level: "warn", message: string) => void;
}

/** Event Grid's webhook: both handshakes, and deliveries. @throws Refusal, which Event Grid takes for a failed delivery */
export async function handleWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  options: WebhookOptions,
): Promise<void> {
  const code = url.searchParams.get("code") ?? String(request.headers["x-webhook-code"] ?? "");
  if (!sameSecret(code, options.secret)) throw new Refusal(401, "wrong-code", "The address lacks the right code.");
  if (request.method === "OPTIONS") return consent(request, response, options.origins);
  if (request.method !== "POST") throw new Refusal(405, "method-not-allowed", "Only OPTIONS and POST are known here.");
  const body = await readJson(request, largestDelivery);
  if (request.headers["aeg-event-type"] === "SubscriptionValidation") return validate(body, response);
  // Said once when a subscription in the Event Grid schema is deleted; there is nothing to do about it.
  if (request.headers["aeg-event-type"] === "SubscriptionDeletion") return sendJson(response, 200, {});
  deliver(body, response, options);
}

/** The handshake of CloudEvents webhooks: Azure uses it for subscriptions with the delivery schema CloudEventSchemaV1_0. */
function consent(request: IncomingMessage, response: ServerResponse, origins: ReadonlySet<string>): void {
  const origin = String(request.headers["webhook-request-origin"] ?? "").toLowerCase();
  if (!origins.has(origin)) throw new Refusal(403, "unknown-origin", "Deliveries from this origin are not wanted.");
  response.setHeader("webhook-allowed-origin", origin);
  response.setHeader("webhook-allowed-rate", "*");
  response.statusCode = 200;
  response.end();
}

/** The handshake of the Event Grid schema, for an operator who subscribes without naming a delivery schema. */
function validate(body: unknown, response: ServerResponse): void {
  const code = (Array.isArray(body) ? body[0] : undefined)?.data?.validationCode;
  if (typeof code !== "string" || code.length > 512)
    throw new Refusal(400, "invalid-validation", "A validation event has `data.validationCode`.");
  sendJson(response, 200, { validationResponse: code });
}

/**
 * Stores what was delivered. One unreadable event does not hold up the others of its batch; the 400 makes Event Grid dead-letter
 * the delivery at once, where an operator finds it.
 */
function deliver(body: unknown, response: ServerResponse, { take, log }: WebhookOptions): void {
  const events = Array.isArray(body) ? body : [body];
  if (events.length > mostEvents)
    throw new Refusal(413, "too-large", `At most ${mostEvents} events are taken at once.`);
  const faults: string[] = [];
  for (const event of events) {
    try {
      take(readEvent(event));
    } catch (error) {
      if (!(error instanceof UnreadableEvent)) throw error;
      faults.push(error.message);
    }
  }
  if (faults.length > 0) {
    log("warn", `An event could not be read: ${faults[0]}`);
    throw new Refusal(400, "unreadable-event", "An event cannot be read.", faults.slice(0, 5).join(" "));
  }
  response.statusCode = 200;
  response.end();
}

import { subscriptionNameInHeader, webhookOrigin } from "../assumptions.ts";
import type { WebhookCaller, WebhookRequest, WebhookResult } from "../delivery/webhook.ts";
import { badRequest, EventGridError } from "../errors.ts";
import { isObject } from "../json.ts";
import { baseOf, type SubscriptionDefinition, type Validation } from "./model.ts";

/** How long a validation by hand may take, in ms. */
const manualWindow = 5 * 60_000;

/** What a handshake needs beside the subscription. */
export interface HandshakeContext {
  readonly caller: WebhookCaller;
  readonly now: number;
  /** Resource id of the topic. */
  readonly topicId: string;
  /** A fresh secret. */
  readonly code: string;
  /** The address that a person may open instead of the endpoint answering. */
  readonly validationUrl: string;
}

/** Whether an endpoint is a Functions host's Event Grid webhook, which knows only the Event Grid schema's handshake. */
export const isFunctionsWebhook = (endpointUrl: string) =>
  new URL(endpointUrl).pathname.toLowerCase().includes("/runtime/webhooks/eventgrid");

/** Whether the CloudEvents handshake is the one for a subscription. */
export const consentsByOptions = (subscription: Pick<SubscriptionDefinition, "deliverySchema" | "endpointUrl">) =>
  subscription.deliverySchema === "CloudEventSchemaV1_0" && !isFunctionsWebhook(subscription.endpointUrl);

/**
 * Asks an endpoint whether it wants events.
 * @throws EventGridError 400 saying what was sent and what came back
 */
export async function handshake(definition: SubscriptionDefinition, context: HandshakeContext): Promise<Validation> {
  const options = consentsByOptions(definition);
  const request = options ? optionsRequest(definition) : validationRequest(definition, context);
  const result = await context.caller.call(request);
  if (options) return readConsent(request, result);
  return readValidation(request, result, context);
}

function optionsRequest(definition: SubscriptionDefinition): WebhookRequest {
  const headers = { "webhook-request-origin": webhookOrigin };
  return { method: "OPTIONS", url: definition.endpointUrl, headers, body: "" };
}

function readConsent(request: WebhookRequest, result: WebhookResult): Validation {
  // Consent is the header alone; the status does not count (CloudEvents webhook specification, section 4).
  const allowed = result.kind === "answer" ? result.headers["webhook-allowed-origin"] : undefined;
  const origins = String(allowed ?? "")
    .split(",")
    .map((origin) => origin.trim().toLowerCase());
  if (origins.includes("*") || origins.includes(webhookOrigin)) return { state: "Succeeded" };
  throw failed(request, result, `the header WebHook-Allowed-Origin with ${webhookOrigin} or *`);
}

function validationRequest(definition: SubscriptionDefinition, context: HandshakeContext): WebhookRequest {
  const { code: validationCode, validationUrl, topicId, now } = context;
  const event = {
    id: validationCode,
    topic: topicId,
    subject: "",
    data: { validationCode, validationUrl },
    eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
    eventTime: new Date(now).toISOString(),
    metadataVersion: "1",
    dataVersion: "2",
  };
  return {
    method: "POST",
    url: definition.endpointUrl,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "aeg-event-type": "SubscriptionValidation",
      "aeg-subscription-name": subscriptionNameInHeader(definition.name),
      "aeg-delivery-count": "0",
      "aeg-data-version": "2",
      "aeg-metadata-version": "1",
    },
    body: JSON.stringify([event]),
  };
}

function readValidation(request: WebhookRequest, result: WebhookResult, context: HandshakeContext): Validation {
  const wanted = `status 200 and {"validationResponse": "<the validationCode of the event>"}`;
  // Azure documents that even 202 is not taken here.
  if (result.kind === "failure" || result.status !== 200) throw failed(request, result, wanted);
  const response = responseIn(result.body);
  if (response === context.code) return { state: "Succeeded" };
  if (response !== undefined) throw failed(request, result, wanted);
  return { state: "AwaitingManualAction", code: context.code, until: context.now + manualWindow };
}

function responseIn(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return isObject(value) ? value["validationResponse"] : undefined;
  } catch {
    return undefined;
  }
}

function failed(request: WebhookRequest, result: WebhookResult, wanted: string): EventGridError {
  const sent =
    request.method === "OPTIONS"
      ? `OPTIONS ${baseOf(request.url)} with WebHook-Request-Origin: ${webhookOrigin}`
      : `POST ${baseOf(request.url)} with aeg-event-type: SubscriptionValidation`;
  const back =
    result.kind === "failure"
      ? `no answer (${result.outcome}: ${result.detail})`
      : `status ${result.status} and ${result.body === "" ? "no body" : JSON.stringify(result.body.slice(0, 200))}`;
  const { status, message } = badRequest(
    `Webhook validation failed. Sent: ${sent}. Came back: ${back}. Wanted: ${wanted}.`,
  );
  return new EventGridError(status, "WebhookValidationFailed", message);
}

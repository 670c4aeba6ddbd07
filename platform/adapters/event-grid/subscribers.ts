import type { ManagementSettings } from "../../app/letter-settings.ts";
import { HandlerError } from "../../dead-letters/handler-error.ts";
import type { Subscriber, Subscribers } from "../../dead-letters/redrive/subscribers.ts";
import { missingRoleSentence } from "../../stores/missing-role.ts";
import { openCredential } from "../identity.ts";
import { missingManagerRole } from "../roles/missing-roles.ts";
import { deliveryOf, type SubscriptionFacts } from "./delivery.ts";
import { type CallPolicy, callWebhook } from "./webhook.ts";

/** The API version of Event Grid's management that is spoken here. */
const apiVersion = "2022-06-15";

/** How long the management may take, ms. */
const patience = 30_000;

/** Answers a bearer token for a service. */
export type TokenFor = (scope: string) => Promise<string>;

/**
 * The subscribers of a topic, found through Event Grid's management: address and headers are asked for each time, so that a
 * letter goes where the subscription leads now.
 */
export function topicSubscribers(
  settings: ManagementSettings,
  tokenFor: TokenFor = (scope) => identityToken(settings, scope),
): Subscribers {
  const { hostname } = new URL(settings.topic);
  const local = hostname === "127.0.0.1" || hostname === "localhost";
  // A local Event Grid leads to this machine; a real one has validated an https address that is reached from outside.
  const policy: CallPolicy = local ? "this-machine" : "public-https";
  return {
    async find(subscription): Promise<Subscriber> {
      const facts = await factsOf(settings, subscription, tokenFor);
      return {
        async deliver(event, attempts) {
          const status = await callWebhook(deliveryOf(facts, event, attempts), policy);
          if (status >= 200 && status <= 204) return;
          throw new HandlerError(`The subscriber of ${subscription} answered ${status}; only 200 to 204 mean taken.`);
        },
      };
    },
  };
}

async function factsOf(settings: ManagementSettings, name: string, tokenFor: TokenFor): Promise<SubscriptionFacts> {
  const found = await ask(settings, name, "", tokenFor);
  const { destination, eventDeliverySchema } = objectOf(found["properties"]);
  const { endpointType, properties } = objectOf(destination);
  if (endpointType !== "WebHook") {
    throw new HandlerError(
      `The subscription ${name} leads to a destination ${String(endpointType)}, which only Event Grid delivers to. ` +
        "Publish the event again, which every subscriber gets, or hand it over there, then discard the letter.",
    );
  }
  const { endpointUrl } = await ask(settings, name, "/getFullUrl", tokenFor);
  const attributes = await ask(settings, name, "/getDeliveryAttributes", tokenFor);
  if (typeof endpointUrl !== "string") throw new HandlerError(`The subscription ${name} tells no address.`);
  return {
    name,
    endpointUrl,
    cloudEvents: eventDeliverySchema === "CloudEventSchemaV1_0",
    batched: Number(objectOf(properties)["maxEventsPerBatch"] ?? 1) > 1,
    attributes: Array.isArray(attributes["value"]) ? attributes["value"] : [],
  };
}

async function ask(settings: ManagementSettings, name: string, action: string, tokenFor: TokenFor) {
  const { topic, key } = settings;
  const path = `/providers/Microsoft.EventGrid/eventSubscriptions/${encodeURIComponent(name)}${action}`;
  let response: Response;
  let text: string;
  try {
    const access =
      key === undefined ? { authorization: `Bearer ${await tokenFor(scopeOf(topic))}` } : { "aeg-sas-key": key };
    response = await fetch(`${topic}${path}?api-version=${apiVersion}`, {
      method: action === "" ? "GET" : "POST",
      headers: { ...access, "content-length": "0" },
      redirect: "error",
      signal: AbortSignal.timeout(patience),
    });
    text = await response.text();
  } catch (error) {
    const { message, cause } = error as Error;
    const why = cause instanceof Error ? cause.message : message;
    throw new HandlerError(`Event Grid's management cannot be asked (setting EventGridManagement): ${why}`, {
      cause: error,
    });
  }
  if (response.status === 404) {
    throw new HandlerError(`The topic has no subscription ${name} any more. Make it again, or discard the letter.`);
  }
  if (response.status === 401 || response.status === 403) {
    const wanted = action === "" ? "read" : `${action.slice(1)}/action`;
    const { identity = {} } = settings;
    const principal = key === undefined ? (await openCredential(identity)).principal() : undefined;
    const missing = missingManagerRole(topic, `Microsoft.EventGrid/eventSubscriptions/${wanted}`, principal);
    throw new HandlerError(
      `Event Grid's management answered ${response.status}. ${missingRoleSentence(missing)} Grant it: ${missing.grant}`,
    );
  }
  if (!response.ok) throw new HandlerError(`Event Grid's management answered ${response.status}.`);
  try {
    return objectOf(JSON.parse(text));
  } catch {
    throw new HandlerError("Event Grid's management did not answer JSON (setting EventGridManagement).");
  }
}

const scopeOf = (topic: string) => `${new URL(topic).origin}/.default`;

/** The token of the app's identity, or of whoever is signed in on this machine. */
async function identityToken({ identity = {} }: ManagementSettings, scope: string): Promise<string> {
  const token = await (await openCredential(identity)).getToken(scope);
  if (token === null) throw new Error(`There is no token for ${scope}.`);
  return token.token;
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

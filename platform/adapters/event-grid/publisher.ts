import type { CloudEvent, EventGridPublisherClient } from "@azure/eventgrid";
import { type EventGridSettings, isLoopback } from "../../app/settings.ts";
import type { Envelope } from "../../messages/envelope.ts";
import { StoreError } from "../../stores/errors.ts";
import type { MissingRole } from "../../stores/missing-role.ts";
import type { Publisher } from "../../stores/ports.ts";
import { isCredentialError, type KnownCredential, openCredential } from "../identity.ts";
import { missingSenderRole } from "../roles/missing-roles.ts";
import type { RoleWatch } from "../roles/role-watch.ts";

/** Publishes to a custom topic as CloudEvents, with a ready client. */
export function eventGridPublisher(client: EventGridPublisherClient<"CloudEvent">, role?: SenderRole): Publisher {
  return {
    async publish(events) {
      try {
        await client.send(events.map(cloudEvent));
        role?.watch?.worked("publish");
      } catch (error) {
        throw publishError(error, role);
      }
    },
  };
}

/** Given where an identity publishes. */
export interface SenderRole {
  /** The role, should it be missing. */
  readonly missing: () => MissingRole;
  readonly watch: RoleWatch | undefined;
}

/** Makes the client; `watch` is told when the app's identity may not publish. The SDK is loaded here and not before. */
export async function openPublisher(settings: EventGridSettings, watch?: RoleWatch): Promise<Publisher> {
  const { AzureKeyCredential, EventGridPublisherClient } = await import("@azure/eventgrid");
  const identity = "key" in settings ? undefined : await openCredential(settings.identity);
  const credential = "key" in settings ? new AzureKeyCredential(settings.key) : (identity as KnownCredential);
  const client = new EventGridPublisherClient(settings.endpoint, "CloudEvent", credential, {
    allowInsecureConnection: isLoopback(settings.endpoint),
    retryOptions: { maxRetries: 2, retryDelayInMs: 200 },
  });
  const { endpoint } = settings;
  return eventGridPublisher(
    client,
    identity && { missing: () => missingSenderRole(endpoint, identity.principal()), watch },
  );
}

/** How long the topic's host may take to answer {@link checkTopic}, milliseconds; health waits a little longer. */
const checkPatience = 15_000;

/** Whether the topic's host answers at all; what it answers to a GET does not matter. */
export async function checkTopic(settings: EventGridSettings, fetcher: typeof fetch = fetch): Promise<void> {
  const signal = AbortSignal.timeout(checkPatience);
  const ask = () => fetcher(settings.endpoint, { method: "OPTIONS", signal });
  // A connection that was kept may be ended by the other side just as it is used again, which says nothing about the host.
  const response = await ask().catch(ask);
  await response.body?.cancel();
  if (response.status >= 500) throw new StoreError("unavailable", `Event Grid answered ${response.status}.`);
}

/** Our envelope in the SDK's terms: what is not its own attribute travels as an extension. */
export function cloudEvent(envelope: Envelope): CloudEvent<unknown> {
  const {
    specversion: _version,
    id,
    source,
    type,
    subject,
    time,
    datacontenttype,
    dataschema,
    data,
    ...rest
  } = envelope;
  return {
    id,
    source,
    type,
    subject,
    time: new Date(time),
    datacontenttype,
    dataschema,
    data,
    extensionAttributes: { ...rest },
  };
}

/** 400 and 413 will never be taken; anything else may be, some time. */
function publishError(error: unknown, role: SenderRole | undefined): unknown {
  const { statusCode, message, name } = error as { statusCode?: number; message?: string; name?: string };
  if (statusCode === 400 || statusCode === 413) {
    return new StoreError("refused", `Event Grid answered ${statusCode}: ${message}`, { cause: error });
  }
  if (statusCode === 403 && role !== undefined) {
    const missingRole = role.missing();
    role.watch?.denied("publish", missingRole);
    return new StoreError("unavailable", "Event Grid answered 403.", { cause: error, missingRole });
  }
  if (statusCode === 401 || statusCode === 403 || statusCode === 404) {
    return new StoreError("unavailable", `Event Grid answered ${statusCode}: ${message}`, { cause: error });
  }
  if (isCredentialError(error)) {
    return new StoreError("transient", `There is no token for Event Grid: ${message}`, { cause: error });
  }
  if (statusCode !== undefined || name === "RestError" || name === "AggregateError") {
    return new StoreError("transient", `Event Grid cannot be reached: ${message}`, { cause: error });
  }
  return error;
}

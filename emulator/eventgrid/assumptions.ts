/*
 * What Azure's documents leave open and could not be asked of Azure itself. Each guess stands here once, so that whoever learns
 * better changes one line.
 */

/** `aeg-delivery-count` of the first attempt: "attempts made for the event" is read as attempts before this one. */
export const firstDeliveryCount = 0;

/** How a subscription's name is spelled in `aeg-subscription-name`; documented for dead-letter blobs only. */
export const subscriptionNameInHeader = (name: string) => name.toUpperCase();

/** A CloudEvent delivered alone is one object, not an array of one. */
export const wrapSingleCloudEvent = false;

/** The origin that a CloudEvents endpoint is asked to consent to, and that deliveries carry. */
export const webhookOrigin = "eventgrid.azure.net";

/** `deadLetterReason`. Only the first is in Azure's documents; the others follow its outcomes and settings. */
export const deadLetterReasons = {
  attempts: "MaxDeliveryAttemptsExceeded",
  timeToLive: "TimeToLiveExceeded",
  clientError: "UndeliverableDueToClientError",
} as const;

/** `lastDeliveryOutcome` of an event that was never tried, because its endpoint was on probation throughout. */
export const outcomeWithoutAttempt = "Probation";

/** Where an Event Grid event's `dataVersion` goes in a CloudEvent: the fragment of `dataschema`. */
export const dataSchemaOf = (dataVersion: string) => `#${dataVersion}`;

/** `aeg-data-version` and `aeg-metadata-version` of a CloudEvent, which has neither. */
export const cloudEventVersions = { data: "", metadata: "0" } as const;

/** How much longer than its step a retry may wait; Azure speaks of "a small randomization". */
export const retryJitter = 0.1;

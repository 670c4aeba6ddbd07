import { outcomeWithoutAttempt } from "../assumptions.ts";
import type { JsonObject } from "../json.ts";
import type { DeliveryRow } from "../store/deliveries.ts";
import type { EventSubscription } from "../subscriptions/model.ts";
import type { InputSchema } from "../topics/model.ts";
import { inDeliverySchema } from "./compose.ts";

/**
 * The name of a dead-letter blob, as Azure documents it: the subscription in upper case, then year, month, day and hour (UTC)
 * without leading zeros.
 */
export function blobName(subscription: string, at: number, guid: string): string {
  const date = new Date(at);
  const parts = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours()];
  return `${subscription.toUpperCase()}/${parts.join("/")}/${guid}.json`;
}

/** The content of a dead-letter blob: the events in the delivery schema, each with why and after what it was given up. */
export function blobBody(subscription: EventSubscription, input: InputSchema, rows: readonly DeliveryRow[]): string {
  const schema = subscription.deliverySchema;
  const events = rows.map((row) => ({
    ...(JSON.parse(inDeliverySchema(row.event, input, schema)) as JsonObject),
    ...spelled(schema, {
      deadLetterReason: row.reason ?? "",
      deliveryAttempts: row.attempts,
      lastDeliveryOutcome: row.lastOutcome ?? outcomeWithoutAttempt,
      publishTime: new Date(row.publishedAt).toISOString(),
      lastDeliveryAttemptTime: row.lastAttemptAt === null ? null : new Date(row.lastAttemptAt).toISOString(),
    }),
  }));
  return JSON.stringify(events);
}

/** CloudEvents attribute names are lower-case. */
function spelled(schema: InputSchema, members: JsonObject): JsonObject {
  if (schema === "EventGridSchema") return members;
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name.toLowerCase(), value]));
}

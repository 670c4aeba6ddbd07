import type { ServerContext } from "../context.ts";
import { badRequest } from "../errors.ts";
import type { Answer, Request } from "../http.ts";
import type { DeliveryRow } from "../store/deliveries.ts";
import type { Topic } from "../topics/model.ts";

/** As many deliveries of one subscription as one answer shows. */
const mostShown = 1_000;

/**
 * Shows what waits to be delivered (`state=pending`, the default) or was given up (`state=dead`), newest first; optionally of
 * one `subscription`, at most `limit` a subscription.
 * @throws EventGridError 400
 */
export function listDeliveries(request: Request, topic: Topic, context: ServerContext): Answer {
  const query = request.url.searchParams;
  const state = query.get("state") ?? "pending";
  if (state !== "pending" && state !== "dead") throw badRequest("state must be pending or dead.");
  const limit = Number(query.get("limit") ?? 100);
  if (!Number.isInteger(limit) || limit < 1 || limit > mostShown)
    throw badRequest(`limit must be from 1 to ${mostShown}.`);
  const only = query.get("subscription")?.toLowerCase();
  context.engine.flush();
  const value = context.catalog
    .subscriptions(topic.name)
    .filter(({ name }) => only === undefined || name.toLowerCase() === only)
    .flatMap(({ id, name }) => context.table.list(id, state, limit).map((row) => show(name, row)));
  return { status: 200, body: { value } };
}

function show(subscription: string, row: DeliveryRow) {
  const at = (instant: number | null) => (instant === null ? null : new Date(instant).toISOString());
  return {
    subscription,
    state: row.state,
    attempts: row.attempts,
    publishTime: at(row.publishedAt),
    ...(row.state === "pending" ? { nextAttemptTime: at(row.due) } : {}),
    lastDeliveryAttemptTime: at(row.lastAttemptAt),
    lastDeliveryOutcome: row.lastOutcome,
    lastDetail: row.lastDetail,
    ...(row.state === "dead" ? { deadLetterReason: row.reason, disposal: row.disposal, blob: row.blob } : {}),
    event: JSON.parse(row.event) as unknown,
  };
}

import type { Runtime } from "../app/runtime.ts";
import type { NotificationRecord } from "../stores/records.ts";
import type { MessageSpan } from "../telemetry/spans/traced.ts";

/** Stores what a notifier told, if it told anything; what was told before stays as it is. */
export async function keepTold(
  runtime: Runtime,
  notification: NotificationRecord | undefined,
  span: MessageSpan,
): Promise<void> {
  const created = notification && (await runtime.stores.notifications.create(notification));
  span.set({ "eventwright.outcome": created === "exists" ? "duplicate" : "succeeded" });
}

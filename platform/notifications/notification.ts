import type { Runtime } from "../app/runtime.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import type { Envelope } from "../messages/envelope.ts";
import { notificationId } from "../messages/ids.ts";
import { resolvePointer } from "../messages/json-pointer.ts";
import type { AnyMessageClass } from "../messages/message-class.ts";
import type { NotificationRecord } from "../stores/records.ts";
import { carriedOn } from "../telemetry/trace-context.ts";

/** Longest recipient in bytes of UTF-8; it is a partition key of Cosmos (2,048 bytes). */
export const longestRecipient = 512;

/**
 * Validates what a notifier made and puts it into its envelope. The id follows from the cause, so that one cause tells
 * one thing once.
 * @throws HandlerError when the payload is invalid or names no recipient
 */
export async function notificationOf(
  message: AnyMessageClass,
  data: unknown,
  cause: Envelope,
  { clock, telemetry }: Pick<Runtime, "clock" | "telemetry">,
): Promise<NotificationRecord> {
  const parsed = await message.parse(data);
  if (!parsed.ok) {
    throw new HandlerError(`The notification ${message.messageName} is invalid.`, { faults: parsed.faults });
  }
  const recipient = resolvePointer(data, message.recipient ?? "/recipient");
  if (typeof recipient !== "string" || recipient === "" || Buffer.byteLength(recipient, "utf8") > longestRecipient) {
    throw new HandlerError(`The notification ${message.messageName} names no recipient that can be reached.`);
  }
  const id = notificationId(cause.id, message.messageName);
  const envelope: Envelope = {
    specversion: "1.0",
    id,
    source: message.source,
    type: message.type,
    subject: recipient,
    time: new Date(clock.now()).toISOString(),
    datacontenttype: "application/json",
    dataschema: message.schemaId,
    correlationid: cause.correlationid,
    causationid: cause.id,
    ...carriedOn(telemetry, cause),
    recipient,
    data,
  };
  return { id, recipient, envelope };
}

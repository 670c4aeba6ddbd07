import { classOf, newestEnvelope } from "../app/catalog.ts";
import type { Runtime } from "../app/runtime.ts";
import type { Envelope } from "../messages/envelope.ts";
import type { EarlierVersion } from "../messages/message-class.ts";
import { downcast, earlierVersion } from "../messages/versions.ts";

/** The earlier versions that a reader of notifications has asked for, by the names of the notifications. */
export type Pins = ReadonlyMap<string, EarlierVersion>;

/**
 * A stored notification as its reader gets it: in the version that it has asked for, else in the newest.
 * @throws HandlerError when a conversion is missing or throws
 */
export function notificationFor({ catalog }: Pick<Runtime, "catalog">, pins: Pins, stored: Envelope): Envelope {
  const message = classOf(catalog, stored.type);
  // Of a newer deployment, or of a contract that had it once: as it is.
  if (message === undefined || message.earlier === undefined) return stored;
  if (stored.type !== message.type && earlierVersion(message, stored.type) === undefined) return stored;
  const pin = pins.get(message.messageName);
  if (pin?.type === stored.type) return stored;
  const newest = newestEnvelope(catalog, message, stored);
  return pin === undefined ? newest : downcast(message, newest, pin, catalog.app.downcasters);
}

import type { ProcessDefinition } from "../app/definition.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import type { Envelope } from "../messages/envelope.ts";
import { hashOf } from "../messages/hash.ts";
import { resolvePointer } from "../messages/json-pointer.ts";

const readablePart = /^[A-Za-z0-9_-]+$/;
const longestId = 100;

/**
 * The values that tell instances apart, from a message.
 * @throws HandlerError when one of them is no text
 */
export function keyOf(process: ProcessDefinition, message: Envelope): readonly string[] {
  return process.key.map((pointer) => {
    const value = resolvePointer(message.data, pointer);
    if (typeof value === "string" && value !== "") return value;
    throw new HandlerError(
      `The event ${message.id} has no text at ${pointer}, which the process ${process.name} needs.`,
    );
  });
}

/**
 * The id of the instance with this key. Two keys never make the same id: the parts of a readable one hold no dot, and a
 * hash begins with a tilde. Durable Functions wants none of / \ # ? and control characters, and 100 characters at most.
 */
export function instanceIdOf(process: string, key: readonly string[]): string {
  const readable = `${process}-${key.join(".")}`;
  const safe = key.length > 0 && key.every((part) => readablePart.test(part));
  return safe && readable.length <= longestId ? readable : `${process.slice(0, 50)}-~${hashOf({ process, key })}`;
}

/**
 * Whether an event came to be after another one: in one stream by its version, else by time, and if that is the same by id,
 * so that of two events never each is the newer one.
 */
export function isNewer(event: Envelope, other: Envelope): boolean {
  if (event.stream === other.stream && event.streamid === other.streamid) {
    return (event.streamversion ?? 0) > (other.streamversion ?? 0);
  }
  const [time, otherTime] = [Date.parse(event.time), Date.parse(other.time)];
  return time === otherTime ? event.id > other.id : time > otherTime;
}

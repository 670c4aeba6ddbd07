import type { CommandRecord } from "../stores/records.ts";

/** Whether a document of the container is a command as we store them. Anything else was put there by somebody else. */
export function isCommandRecord(document: unknown): document is CommandRecord {
  if (typeof document !== "object" || document === null) return false;
  const { id, streamid, envelope } = document as Partial<Record<keyof CommandRecord, unknown>>;
  if (typeof id !== "string" || typeof streamid !== "string") return false;
  if (typeof envelope !== "object" || envelope === null) return false;
  const { id: messageId, type, stream, streamid: streamId, time } = envelope as Record<string, unknown>;
  const texts = [messageId, type, stream, streamId, time];
  return texts.every((text) => typeof text === "string") && streamid === `${String(stream)}/${String(streamId)}`;
}

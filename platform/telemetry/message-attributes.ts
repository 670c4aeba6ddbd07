import { type Catalog, classOf } from "../app/catalog.ts";
import type { Envelope } from "../messages/envelope.ts";
import { shownMessageId, shownStreamId } from "./redact.ts";
import type { Attributes } from "./telemetry.ts";

/** What spans and log lines say of a message. Ids that are personal data are replaced; the payload is never shown. */
export function messageAttributes(catalog: Catalog, envelope: Envelope): Attributes {
  const { id, type, correlationid, causationid, stream, streamid, streamversion } = envelope;
  const message = classOf(catalog, type);
  return {
    "messaging.message.id": shownMessageId(catalog, id),
    "messaging.message.conversation_id": correlationid,
    "eventwright.causation_id": causationid === undefined ? undefined : shownMessageId(catalog, causationid),
    "eventwright.message.name": message?.messageName ?? type,
    "eventwright.message.version": versionOf(type),
    "eventwright.message.kind": message?.kind,
    "eventwright.stream": stream,
    "eventwright.stream.id":
      stream === undefined || streamid === undefined ? undefined : shownStreamId(catalog, stream, streamid),
    "eventwright.stream.version": streamversion,
  };
}

function versionOf(type: string): number | undefined {
  const found = /\.v(\d+)$/.exec(type);
  return found === null ? undefined : Number(found[1]);
}

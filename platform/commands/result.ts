import { type Catalog, nameOfType } from "../app/catalog.ts";
import type { Envelope } from "../messages/envelope.ts";
import type { EventRecord, MarkedResult, OutcomeMarker, OutcomeRecord } from "../stores/records.ts";

/** The one result of a command, whoever recorded it. */
export type Result =
  | { readonly status: "succeeded"; readonly events: readonly EventRecord[] }
  | Exclude<MarkedResult, { status: "succeeded" }>;

/** Reads a result back from what is stored in the stream's partition; undefined when nothing is. */
export function resultFrom(stored: readonly (EventRecord | OutcomeMarker)[]): Result | undefined {
  const marker = stored.find((record) => record.kind === "outcome");
  if (marker !== undefined) {
    return marker.result.status === "succeeded" ? { status: "succeeded", events: [] } : marker.result;
  }
  const events = stored.filter((record) => record.kind === "event");
  return events.length === 0
    ? undefined
    : { status: "succeeded", events: events.toSorted((a, b) => a.causationindex - b.causationindex) };
}

/** The id of a command's marker. */
export function outcomeId(hash: string): string {
  return `outcome-${hash}`;
}

/** The marker of a result that has no events. */
export function markerOf(command: Envelope, hash: string, partition: string, result: MarkedResult): OutcomeMarker {
  return {
    id: outcomeId(hash),
    kind: "outcome",
    streamid: partition,
    causationid: command.id,
    causationindex: 0,
    result,
  };
}

/** What the client reads: messages by their names in the contract. */
export function outcomeOf(catalog: Catalog, command: Envelope, result: Result): OutcomeRecord {
  const base = {
    id: command.id,
    commandId: command.id,
    type: nameOfType(catalog, command.type),
    correlationId: command.correlationid,
    ...(command.caller === undefined ? {} : { caller: command.caller }),
  };
  switch (result.status) {
    case "succeeded": {
      const events = result.events.map(({ envelope, version }) => ({
        type: nameOfType(catalog, envelope.type),
        stream: envelope.subject,
        version,
      }));
      return { ...base, status: "succeeded", events };
    }
    case "rejected":
      return { ...base, status: "rejected", rejection: { code: result.code, message: result.message } };
    case "failed":
      return { ...base, status: "failed", deadLetter: result.letter.id };
  }
}

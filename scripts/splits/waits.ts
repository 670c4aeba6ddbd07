import type { EventRecord, OutcomeMarker } from "../../platform/stores/records.ts";
import type { Placed, Stored } from "./stored.ts";

/** The longest times that messages waited, seconds. */
export interface Waits {
  /** From a command's acceptance to its events: a host that was away, or leases that had to expire. */
  readonly decision: number;
  /** From an event to the command that it caused: that too, and Event Grid's retries. */
  readonly reaction: number;
}

/** Looks for the longest waits among what is stored. */
export function longestWaits({ commands, events }: Stored): Waits {
  const facts = events.filter((each: Placed<EventRecord | OutcomeMarker>) => each.kind === "event");
  const acceptedAt = new Map(commands.map(({ envelope }) => [envelope.id, Date.parse(envelope.time)]));
  const happenedAt = new Map(facts.map(({ envelope }) => [envelope.id, Date.parse(envelope.time)]));
  const longest = (waits: readonly number[]) => Math.round(Math.max(0, ...waits) / 100) / 10;
  return {
    decision: longest(
      facts.map(({ causationid, envelope }) => Date.parse(envelope.time) - (acceptedAt.get(causationid) ?? Infinity)),
    ),
    reaction: longest(
      commands.map(({ envelope }) => Date.parse(envelope.time) - (happenedAt.get(envelope.causationid) ?? Infinity)),
    ),
  };
}

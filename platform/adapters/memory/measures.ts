import type { MeasureStore, ParkedCount } from "../../stores/measures.ts";
import type { DeadLetterDocument } from "../../stores/ports.ts";
import type { CommandRecord, EventRecord, OutcomeMarker } from "../../stores/records.ts";
import type { MemoryContainer } from "./container.ts";

interface Containers {
  readonly commands: MemoryContainer<CommandRecord>;
  readonly events: MemoryContainer<EventRecord | OutcomeMarker>;
  readonly deadLetters: MemoryContainer<DeadLetterDocument>;
}

/** Counts in memory. */
export function memoryMeasures(containers: Containers): MeasureStore {
  const documents = () => containers.deadLetters.all().map(({ document }) => document);
  return {
    async feed({ feed }) {
      const position = containers[feed].handled;
      if (position === undefined) return undefined;
      const waiting = containers[feed].changesAfter(position);
      const envelopes = waiting.flatMap(({ document }) => ("envelope" in document ? [document.envelope] : []));
      const first = envelopes[0];
      return { waiting: waiting.length, ...(first === undefined ? {} : { since: Date.parse(first.time) }) };
    },
    async parkedStreams() {
      const parked = documents().filter((document) => document.kind === "parked");
      return [...Map.groupBy(parked, ({ handler }) => handler)].map(([handler, of]): ParkedCount => {
        const [oldest] = of.flatMap(({ since }) => since ?? []).sort();
        return { handler, streams: of.length, ...(oldest === undefined ? {} : { oldest }) };
      });
    },
    async openLetters() {
      const open = documents().filter((document) => document.kind === "letter" && document.closed === undefined);
      return [...Map.groupBy(open, ({ handler }) => handler)].map(([handler, of]) => ({ handler, open: of.length }));
    },
  };
}

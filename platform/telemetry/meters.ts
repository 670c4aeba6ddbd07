import { type Catalog, nameOfType } from "../app/catalog.ts";
import type { Runtime } from "../app/runtime.ts";
import type { Envelope } from "../messages/envelope.ts";
import type { DeadLetterStore } from "../stores/ports.ts";
import type { DeadLetterRecord, EventRecord, OutcomeRecord } from "../stores/records.ts";
import { noTelemetry } from "./no-telemetry.ts";
import type { Telemetry } from "./telemetry.ts";

type Measuring = Pick<Runtime, "catalog" | "clock" | "telemetry">;

/** Counts a command that was stored, or was stored before. */
export function countSubmitted(runtime: Measuring, { type }: Envelope, isFirst: boolean): void {
  const name = { "eventwright.message.name": nameOfType(runtime.catalog, type) };
  runtime.telemetry.count(isFirst ? "eventwright.commands.accepted" : "eventwright.commands.duplicates", 1, name);
}

/** Counts a command that was refused at the door. */
export function countInvalid({ telemetry }: Measuring, name: string, code: string): void {
  telemetry.count("eventwright.commands.invalid", 1, { "eventwright.message.name": name, "eventwright.code": code });
}

/** Counts an outcome, and tells how long it took. */
export function measureOutcome(runtime: Measuring, command: Envelope, outcome: OutcomeRecord, code?: string): void {
  const { telemetry } = runtime;
  const by = { "eventwright.message.name": outcome.type, "eventwright.outcome": outcome.status };
  telemetry.count("eventwright.commands.finished", 1, { ...by, "eventwright.code": code });
  telemetry.record("eventwright.commands.duration", secondsSince(runtime, command.time), by);
}

/** Tells how long an event took until a read model showed it. */
export function measureShown(runtime: Measuring, readModel: string, { envelope }: EventRecord): void {
  if (runtime.telemetry === noTelemetry) return;
  const by = { "eventwright.read_model": readModel };
  runtime.telemetry.record("eventwright.projection.lag", secondsSince(runtime, envelope.time), by);
}

/** Tells how long commands took until all read models showed their events: once for each command among these events. */
export function measureVisible(runtime: Measuring, events: readonly EventRecord[]): void {
  const { catalog, telemetry } = runtime;
  for (const [{ causedby }] of Map.groupBy(events, ({ causationid }) => causationid).values() as Iterable<
    [EventRecord]
  >) {
    // Events of before it was noted.
    if (causedby === undefined) continue;
    const by = { "eventwright.message.name": nameOfType(catalog, causedby.type) };
    telemetry.record("eventwright.commands.visible", secondsSince(runtime, causedby.time), by);
  }
}

/** Tells how long events took until Event Grid had them. */
export function measurePublished(runtime: Measuring, events: readonly Envelope[]): void {
  const { catalog, telemetry } = runtime;
  if (telemetry === noTelemetry) return;
  for (const { type, time } of events) {
    const by = { "eventwright.message.name": nameOfType(catalog, type) };
    telemetry.record("eventwright.publish.lag", secondsSince(runtime, time), by);
  }
}

/** The same store, counting the letters that are written. */
export function countingLetters(store: DeadLetterStore, catalog: Catalog, telemetry: Telemetry): DeadLetterStore {
  if (telemetry === noTelemetry) return store;
  const count = ({ handler, message }: DeadLetterRecord) =>
    telemetry.count("eventwright.letters", 1, {
      "eventwright.handler": handler,
      // What was set aside need not be a message.
      "eventwright.message.name": typeof message?.type === "string" ? nameOfType(catalog, message.type) : undefined,
    });
  return {
    ...store,
    async create(record) {
      const created = await store.create(record);
      if (created === "created" && record.kind === "letter") count(record);
      return created;
    },
    async change(partition, changes) {
      const changed = await store.change(partition, changes);
      if (!changed) return false;
      for (const change of changes) {
        // A letter that is put without a tag is new; with one it was changed.
        const made = "create" in change ? change.create : "put" in change && change.etag === undefined && change.put;
        if (made !== false && made.kind === "letter" && made.closed === undefined) count(made);
      }
      return true;
    },
  };
}

function secondsSince({ clock }: Measuring, instant: string): number {
  return Math.max(0, (clock.now() - Date.parse(instant)) / 1000);
}

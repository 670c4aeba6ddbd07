import { versionId } from "../../platform/messages/ids.ts";
import type { EventRecord, OutcomeMarker } from "../../platform/stores/records.ts";
import type { Placed, Stored } from "./stored.ts";

type Result = Placed<EventRecord | OutcomeMarker>;

/**
 * Looks whether every stream is in order, nothing was lost and nothing done twice, by the stored facts alone. Of a system that has come to
 * rest.
 * @returns what is wrong; nothing when all is well
 */
export function checkStored(stored: Stored): string[] {
  const results = Map.groupBy(stored.events, (each) => each.causationid);
  return [
    ...checkStreams(stored),
    ...checkCommands(stored, results),
    ...checkOrder(stored, results),
    ...checkEffects(stored),
    ...stored.deadLetters.map(({ id, streamid }) => `${streamid}: dead letter or parking ${id}`),
  ];
}

const isEvent = (record: Result): record is Placed<EventRecord> => record.kind === "event";

/** Each stream's events are 1, 2, 3 … and were stored in that order. */
function* checkStreams({ events }: Stored): Generator<string> {
  for (const [stream, all] of Map.groupBy(events.filter(isEvent), ({ streamid }) => streamid)) {
    for (const [index, { id, version }] of all.entries()) {
      if (version !== index + 1) yield `${stream}: event ${index + 1} as stored has version ${version}`;
      if (id !== versionId(version)) yield `${stream}: version ${version} has the id ${id}`;
    }
  }
}

/** Each command has events or a marker, one outcome that tells the same, and nothing without a command. */
function* checkCommands({ commands, outcomes }: Stored, results: Map<string, Result[]>): Generator<string> {
  const outcomesOf = Map.groupBy(outcomes, ({ commandId }) => commandId);
  const known = new Set(commands.map(({ envelope }) => envelope.id));
  if (known.size !== commands.length) yield `${commands.length - known.size} commands are stored twice`;
  for (const id of results.keys()) if (!known.has(id)) yield `${id}: has a result, and there is no such command`;
  for (const id of outcomesOf.keys()) if (!known.has(id)) yield `${id}: has an outcome, and there is no such command`;
  for (const { envelope, streamid } of commands) {
    const { id } = envelope;
    const found = results.get(id) ?? [];
    const events = found.filter(isEvent).sort((a, b) => a.causationindex - b.causationindex);
    const markers = found.length - events.length;
    if (found.length === 0) yield `${id}: was accepted and never decided`;
    if (markers > 1 || (markers === 1 && events.length > 0)) yield `${id}: was decided twice`;
    if (found.some((each) => each.streamid !== streamid)) yield `${id}: has a result in another stream`;
    for (const [index, event] of events.entries()) {
      const follows = event.causationindex === index && event.version === (events[0]?.version ?? 0) + index;
      if (!follows) yield `${id}: event ${index} is number ${event.causationindex}, version ${event.version}`;
    }
    const [outcome, ...others] = outcomesOf.get(id) ?? [];
    if (outcome === undefined || others.length > 0) yield `${id}: has ${others.length + (outcome ? 1 : 0)} outcomes`;
    const told = outcome?.events?.map(({ version }) => version) ?? [];
    if (told.join() !== events.map(({ version }) => version).join()) yield `${id}: its outcome tells other events`;
  }
}

/** The events of each stream come in the order of the commands that caused them. */
function* checkOrder({ commands }: Stored, results: Map<string, Result[]>): Generator<string> {
  for (const [stream, all] of Map.groupBy(commands, ({ streamid }) => streamid)) {
    let last = 0;
    for (const { envelope } of all) {
      const versions = (results.get(envelope.id) ?? []).filter(isEvent).map(({ version }) => version);
      if (versions.length === 0) continue;
      if (Math.min(...versions) < last)
        yield `${stream}: ${envelope.id} was decided before a command that came earlier`;
      last = Math.max(...versions);
    }
  }
}

/** Reactions and processes answer a message once: none has caused two commands of one type to one stream. */
function* checkEffects({ commands }: Stored): Generator<string> {
  const caused = commands.filter(({ envelope }) => envelope.causationid !== envelope.id);
  const effects = Map.groupBy(
    caused,
    ({ envelope, streamid }) => `${envelope.causationid} caused ${envelope.type} in ${streamid}`,
  );
  for (const [what, all] of effects) if (all.length > 1) yield `${what} ${all.length} times`;
}

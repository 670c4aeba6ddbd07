import type { Envelope } from "../../messages/envelope.ts";
import { versionId } from "../../messages/ids.ts";
import {
  type ExplorerStore,
  type HeadPlace,
  type LetterHead,
  type MarkedCommand,
  type MessageHead,
  meets,
  type StoredKind,
} from "../../stores/explorer.ts";
import type { DeadLetterDocument } from "../../stores/ports.ts";
import type {
  CommandRecord,
  DeadLetterRecord,
  EventRecord,
  NotificationRecord,
  OutcomeMarker,
  OutcomeRecord,
} from "../../stores/records.ts";
import type { MemoryContainer, StoredDocument } from "./container.ts";

/** The containers that are looked into. */
interface Looked {
  readonly commands: MemoryContainer<CommandRecord>;
  readonly events: MemoryContainer<EventRecord | OutcomeMarker>;
  readonly notifications: MemoryContainer<NotificationRecord>;
  readonly outcomes: MemoryContainer<OutcomeRecord>;
  readonly deadLetters: MemoryContainer<DeadLetterDocument>;
}

/** Views across streams, in memory. */
export function memoryExplorer(containers: Looked): ExplorerStore {
  const { commands, events, notifications, outcomes, deadLetters } = containers;
  const eventsOf = (stored: readonly StoredDocument<EventRecord | OutcomeMarker>[]) =>
    stored.flatMap(({ document, at }) => (document.kind === "event" ? [{ document, at }] : []));
  const stored = (kind: StoredKind): readonly { document: { readonly envelope: Envelope }; at: number }[] => {
    if (kind === "event") return eventsOf(events.all());
    return kind === "command" ? commands.all() : notifications.all();
  };
  const envelopes = (kind: StoredKind) => stored(kind).map(({ document }) => document.envelope);
  return {
    async heads(kind, { filter, after, limit }) {
      const found = envelopes(kind).filter((envelope) => meets(envelope, filter) && isBehind(envelope, after));
      return found.sort(newestFirst).slice(0, limit).map(headOf);
    },
    async correlated(kind, correlation, limit) {
      const found = envelopes(kind).filter(({ correlationid }) => correlationid === correlation);
      return found.sort((a, b) => -newestFirst(a, b)).slice(0, limit);
    },
    async event(partition, version) {
      const found = events.read(partition, versionId(version))?.document;
      return found?.kind === "event" ? found : undefined;
    },
    notification: async (id) => notifications.all().find(({ document }) => document.id === id)?.document.envelope,
    async marked(status, after, limit) {
      const marks = events.all().flatMap(({ document, lsn }): MarkedCommand[] => {
        if (document.kind !== "outcome" || document.result.status !== status) return [];
        const { causationid: commandId, streamid: partition } = document;
        return [{ commandId, partition, place: { at: lsn, commandId } }];
      });
      marks.sort((a, b) => b.place.at - a.place.at);
      return marks.filter(({ place }) => after === undefined || place.at < after.at).slice(0, limit);
    },
    async versions(partitions) {
      const versions = new Map<string, number>();
      for (const partition of partitions) {
        const found = eventsOf(events.inPartition(partition)).map(({ document }) => document.version);
        if (found.length > 0) versions.set(partition, Math.max(...found));
      }
      return versions;
    },
    async streamsFrom(prefix, after, limit) {
      const all = new Set(eventsOf(events.all()).map(({ document }) => document.streamid));
      return from([...all], prefix, after, (stream) => stream).slice(0, limit);
    },
    async parkedFrom(prefix, after, limit) {
      const markers = deadLetters.all().flatMap(({ document }) => (document.kind === "parked" ? [document] : []));
      const found = from(markers, prefix, after, ({ streamid }) => streamid);
      const last = found[limit - 1];
      return found.filter((marker, index) => index < limit || marker.streamid === last?.streamid);
    },
    async letters(partitions) {
      const found = partitions.flatMap((partition) => deadLetters.inPartition(partition));
      return found.flatMap(({ document }) => (document.kind === "letter" ? [letterHead(document)] : []));
    },
    async lettersOfInstances(instanceIds) {
      const all = deadLetters.all().flatMap(({ document }) => (document.kind === "letter" ? [document] : []));
      return all
        .filter(({ instanceId }) => instanceId !== undefined && instanceIds.includes(instanceId))
        .map(letterHead);
    },
    async waiting(partition) {
      const counts = new Map<string, number>();
      for (const { document } of deadLetters.inPartition(partition)) {
        if (document.kind === "waiting") counts.set(document.handler, (counts.get(document.handler) ?? 0) + 1);
      }
      return counts;
    },
    async recent(seconds) {
      const since = Date.now() - seconds * 1000;
      const kinds: readonly StoredKind[] = ["command", "event", "notification"];
      const types = kinds.flatMap((kind) =>
        stored(kind).flatMap(({ document, at }) => (at >= since ? [{ kind, type: document.envelope.type }] : [])),
      );
      const decided = outcomes.all().filter(({ at }) => at >= since);
      return {
        messages: counted(types),
        outcomes: counted(decided.map(({ document: { type, status } }) => ({ type, status }))),
      };
    },
  };
}

function isBehind({ time, id }: MessageHead, place: HeadPlace | undefined): boolean {
  if (place === undefined || time < place.time) return true;
  if (time > place.time || place.rest === "none") return false;
  return place.rest === "all" || id < place.rest.below;
}

function newestFirst(a: MessageHead, b: MessageHead): number {
  return a.time === b.time ? order(b.id, a.id) : order(b.time, a.time);
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function headOf(envelope: Envelope): MessageHead {
  const { data: _data, specversion, source, subject, datacontenttype, dataschema, ...head } = envelope;
  return head;
}

function letterHead({ id, handler, streamid, message, error, attempts, ...rest }: DeadLetterRecord): LetterHead {
  const { retryAt, closed, instanceId } = rest;
  const optional = { retryAt, closed, instanceId };
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined));
  return { id, handler, streamid, messageId: String(message.id), error: error.message, attempts, ...given };
}

/** What begins with a text and comes behind another one, in order. */
function from<T>(all: readonly T[], prefix: string, after: string | undefined, text: (one: T) => string): readonly T[] {
  const found = all.filter((one) => text(one).startsWith(prefix) && (after === undefined || text(one) > after));
  return found.sort((a, b) => order(text(a), text(b)));
}

function counted<T extends object>(all: readonly T[]): readonly (T & { readonly count: number })[] {
  const counts = new Map<string, T & { count: number }>();
  for (const one of all) {
    const key = JSON.stringify(one);
    const known = counts.get(key) ?? { ...one, count: 0 };
    known.count++;
    counts.set(key, known);
  }
  return [...counts.values()];
}

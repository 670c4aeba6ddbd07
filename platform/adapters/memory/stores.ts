import { parkedId } from "../../dead-letters/letter.ts";
import type { Envelope } from "../../messages/envelope.ts";
import { StoreError } from "../../stores/errors.ts";
import { byTime } from "../../stores/inbox-order.ts";
import type {
  CommandStore,
  Created,
  DeadLetterChange,
  DeadLetterDocument,
  DeadLetterStore,
  EventStore,
  InboxStore,
  OutcomeStore,
  Publisher,
  SnapshotStore,
  Stores,
} from "../../stores/ports.ts";
import type {
  CommandRecord,
  EventRecord,
  InboxRecord,
  NotificationRecord,
  OutcomeMarker,
  OutcomeRecord,
  SnapshotRecord,
} from "../../stores/records.ts";
import { MemoryContainer } from "./container.ts";
import { memoryExplorer } from "./explorer.ts";
import { memoryMeasures } from "./measures.ts";
import { MemoryNotificationStore } from "./notifications.ts";
import { MemoryReadModelStore } from "./read-models.ts";

/** All stores in memory, with their containers for whoever wants to look inside or follow their change feeds. */
export interface MemoryStores extends Stores {
  readonly readModels: MemoryReadModelStore;
  readonly containers: {
    readonly commands: MemoryContainer<CommandRecord>;
    readonly events: MemoryContainer<EventRecord | OutcomeMarker>;
    readonly outcomes: MemoryContainer<OutcomeRecord>;
    readonly deadLetters: MemoryContainer<DeadLetterDocument>;
    readonly inbox: MemoryContainer<InboxRecord>;
    readonly notifications: MemoryContainer<NotificationRecord>;
  };
}

/** Makes empty stores. */
export function memoryStores(): MemoryStores {
  const containers = {
    commands: new MemoryContainer<CommandRecord>(),
    events: new MemoryContainer<EventRecord | OutcomeMarker>((record) =>
      JSON.stringify([record.causationid, record.causationindex]),
    ),
    outcomes: new MemoryContainer<OutcomeRecord>(),
    deadLetters: new MemoryContainer<DeadLetterDocument>(),
    inbox: new MemoryContainer<InboxRecord>(),
    notifications: new MemoryContainer<NotificationRecord>(),
  };
  return {
    containers,
    commands: commandStore(containers.commands),
    events: eventStore(containers.events),
    outcomes: outcomeStore(containers.outcomes),
    readModels: new MemoryReadModelStore(),
    notifications: new MemoryNotificationStore(containers.notifications),
    deadLetters: deadLetterStore(containers.deadLetters),
    snapshots: snapshotStore(),
    inbox: inboxStore(containers.inbox),
    measures: memoryMeasures(containers),
    explorer: memoryExplorer(containers),
  };
}

function created(done: boolean): Created {
  return done ? "created" : "exists";
}

function commandStore(container: MemoryContainer<CommandRecord>): CommandStore {
  return {
    create: async (command) => created(container.create(command.streamid, [command])),
    read: async (partition, hash) => container.read(partition, hash)?.document,
  };
}

function eventStore(container: MemoryContainer<EventRecord | OutcomeMarker>): EventStore {
  return {
    async readAfter(partition, version, limit) {
      const events = container.inPartition(partition).flatMap(({ document }) => {
        return document.kind === "event" && document.version > version ? [document] : [];
      });
      return events.sort((a, b) => a.version - b.version).slice(0, limit);
    },
    append: async (partition, events) => created(container.create(partition, events)),
    mark: async (marker) => created(container.create(marker.streamid, [marker])),
    async resultOf(partition, causationId) {
      const documents = container.inPartition(partition).map(({ document }) => document);
      return documents.filter((document) => document.causationid === causationId);
    },
    async readMark(partition, id) {
      const found = container.read(partition, id);
      return found?.document.kind === "outcome" ? { record: found.document, etag: found.etag } : undefined;
    },
    async removeMark(partition, id, etag) {
      return container.read(partition, id)?.etag === etag && container.remove(partition, id);
    },
    replaceMark: async (marker, etag) => container.write(marker.streamid, marker, etag),
    async *streams() {
      yield [...new Set(container.all().map(({ partition }) => partition))];
    },
  };
}

function outcomeStore(container: MemoryContainer<OutcomeRecord>): OutcomeStore {
  return {
    create: async (outcome) => created(container.create(outcome.id, [outcome])),
    write: async (outcome) => void container.write(outcome.id, outcome, "any"),
    read: async (commandId) => container.read(commandId, commandId)?.document,
  };
}

function deadLetterStore(container: MemoryContainer<DeadLetterDocument>): DeadLetterStore {
  return {
    create: async (record) => created(container.create(record.streamid, [record])),
    async readLetter(partition, id) {
      const found = container.read(partition, id)?.document;
      return found?.kind === "letter" ? found : undefined;
    },
    async findLetter(id) {
      const found = container.all().find(({ document }) => document.id === id);
      return found?.document.kind === "letter" ? { record: found.document, etag: found.etag } : undefined;
    },
    async *letters() {
      yield container.all().flatMap(({ document }) => (document.kind === "letter" ? [document] : []));
    },
    async *due(until) {
      yield container.all().flatMap(({ document }) => {
        if (document.kind !== "letter" || document.closed !== undefined) return [];
        const { id, retryAt } = document;
        return retryAt !== undefined && retryAt <= until ? [{ id, retryAt }] : [];
      });
    },
    async readParked(partition, handler) {
      const found = container.read(partition, parkedId(handler));
      return found?.document.kind === "parked" ? { record: found.document, etag: found.etag } : undefined;
    },
    async change(partition, changes) {
      const possible = changes.every((change) => {
        const found = container.read(partition, idOf(change));
        if ("create" in change) return found === undefined;
        if (change.etag !== undefined) return found?.etag === change.etag;
        return "put" in change || found !== undefined;
      });
      if (!possible) return false;
      for (const change of changes) {
        if ("remove" in change) container.remove(partition, change.remove);
        else container.write(partition, "create" in change ? change.create : change.put, "any");
      }
      return true;
    },
    async parked(partitions) {
      const documents = partitions.flatMap((partition) => container.inPartition(partition));
      return documents.flatMap(({ document }) => (document.kind === "parked" ? [document] : []));
    },
    async waiting(partition, handler) {
      const documents = container.inPartition(partition).flatMap(({ document }) => {
        return document.kind === "waiting" && document.handler === handler ? [document] : [];
      });
      return documents.sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    async *parkedOf(handler) {
      yield container.all().flatMap(({ document }) => {
        return document.kind === "parked" && document.handler === handler ? [document] : [];
      });
    },
    remove: async (partition, id) => void container.remove(partition, id),
  };
}

function idOf(change: DeadLetterChange): string {
  if ("remove" in change) return change.remove;
  return "create" in change ? change.create.id : change.put.id;
}

function inboxStore(container: MemoryContainer<InboxRecord>): InboxStore {
  const held = new Map<string, number>();
  return {
    async hold({ instance, attempt }) {
      held.set(instance, Math.max(attempt, held.get(instance) ?? 0));
    },
    heldSince: async (instance) => held.get(instance),
    async release(instance, attempt) {
      if ((held.get(instance) ?? 0) <= attempt) held.delete(instance);
    },
    add: async (kept) => created(container.create(kept.instance, [kept])),
    list: async (instance) =>
      container
        .inPartition(instance)
        .map(({ document }) => document)
        .sort(byTime),
    remove: async (instance, id) => void container.remove(instance, id),
  };
}

function snapshotStore(): SnapshotStore {
  const container = new MemoryContainer<SnapshotRecord>();
  return {
    read: async (partition) => container.all().find(({ document }) => document.streamid === partition)?.document,
    write: async (snapshot) => void container.write(snapshot.id, snapshot, "any"),
  };
}

/** A publisher that keeps what it published. `largest`: bytes that it takes in one request. */
export class MemoryPublisher implements Publisher {
  readonly published: Envelope[] = [];
  readonly #largest: number;

  constructor(largest = 1_000_000) {
    this.#largest = largest;
  }

  async publish(events: readonly Envelope[]): Promise<void> {
    if (Buffer.byteLength(JSON.stringify(events), "utf8") > this.#largest) {
      throw new StoreError("refused", "The request is too large.");
    }
    this.published.push(...events);
  }
}

import type { Database } from "@azure/cosmos";
import { documentId } from "../../messages/ids.ts";
import type {
  CommandStore,
  DeadLetterStore,
  EventStore,
  OutcomeStore,
  SnapshotStore,
  Stores,
} from "../../stores/ports.ts";
import type {
  CommandRecord,
  DeadLetterRecord,
  EventRecord,
  OutcomeMarker,
  OutcomeRecord,
  ParkedRecord,
  SnapshotRecord,
  WaitingRecord,
} from "../../stores/records.ts";
import { createAll, createDocument, plain, queryAll, queryPages, readDocument } from "./documents.ts";
import { statusOf, translated } from "./errors.ts";
import { cosmosNotificationStore } from "./notifications.ts";
import { cosmosReadModelStore } from "./read-models.ts";

/** Partitions of one question for parked streams. */
const mostPartitions = 100;

/** The stores over one Cosmos database. Its containers exist already (`generated/resources.json`). */
export function cosmosStores(database: Database): Stores {
  return {
    commands: commandStore(database),
    events: eventStore(database),
    outcomes: outcomeStore(database),
    readModels: cosmosReadModelStore(database),
    notifications: cosmosNotificationStore(database),
    deadLetters: deadLetterStore(database),
    snapshots: snapshotStore(database),
  };
}

function commandStore(database: Database): CommandStore {
  const container = database.container("commands");
  return {
    create: (command) => createDocument(container, command),
    read: async (partition, hash) => (await readDocument<CommandRecord>(container, partition, hash))?.document,
  };
}

function eventStore(database: Database): EventStore {
  const container = database.container("events");
  return {
    async readAfter(partition, version, limit) {
      const query = {
        query: "SELECT * FROM c WHERE c.version > @version ORDER BY c.version",
        parameters: [{ name: "@version", value: version }],
      };
      return (await queryAll<EventRecord>(container, query, { partition, limit })).map(plain);
    },
    append(partition, events) {
      const [only] = events;
      // A batch of one costs more than a plain create and says no more.
      return events.length === 1 && only !== undefined
        ? createDocument(container, only)
        : createAll(container, partition, events);
    },
    mark: (marker) => createDocument(container, marker),
    async resultOf(partition, causationId) {
      const query = {
        query: "SELECT * FROM c WHERE c.causationid = @id",
        parameters: [{ name: "@id", value: causationId }],
      };
      return (await queryAll<EventRecord | OutcomeMarker>(container, query, { partition })).map(plain);
    },
    async *streams() {
      // Every stream has a first event; those with markers only have nothing to fold.
      const query = { query: "SELECT c.streamid FROM c WHERE c.version = 1" };
      for await (const rows of queryPages<{ streamid: string }>(container, query)) {
        yield rows.map((row) => row.streamid);
      }
    },
  };
}

function outcomeStore(database: Database): OutcomeStore {
  const container = database.container("outcomes");
  return {
    create: (outcome) => createDocument(container, outcome),
    read: async (commandId) => (await readDocument<OutcomeRecord>(container, commandId, commandId))?.document,
  };
}

function deadLetterStore(database: Database): DeadLetterStore {
  const container = database.container("dead-letters");
  return {
    create: (record) => createDocument(container, record),
    readLetter: async (partition, id) => (await readDocument<DeadLetterRecord>(container, partition, id))?.document,
    async parked(partitions) {
      const found: ParkedRecord[] = [];
      for (let from = 0; from < partitions.length; from += mostPartitions) {
        const some = partitions.slice(from, from + mostPartitions);
        const query = {
          query: "SELECT * FROM c WHERE c.kind = 'parked' AND ARRAY_CONTAINS(@partitions, c.streamid)",
          parameters: [{ name: "@partitions", value: some }],
        };
        // One partition is one place to ask; several are one question to all of them.
        const [only] = some;
        const scope = some.length === 1 && only !== undefined ? { partition: only } : {};
        found.push(...(await queryAll<ParkedRecord>(container, query, scope)).map(plain));
      }
      return found;
    },
    async waiting(partition, handler) {
      const query = {
        query: "SELECT * FROM c WHERE c.kind = 'waiting' AND c.handler = @handler ORDER BY c.id",
        parameters: [{ name: "@handler", value: handler }],
      };
      return (await queryAll<WaitingRecord>(container, query, { partition })).map(plain);
    },
    async *parkedOf(handler) {
      const query = {
        query: "SELECT * FROM c WHERE c.kind = 'parked' AND c.handler = @handler",
        parameters: [{ name: "@handler", value: handler }],
      };
      for await (const rows of queryPages<ParkedRecord>(container, query)) yield rows.map(plain);
    },
    async remove(partition, id) {
      await translated("delete in dead-letters", async () => {
        try {
          await container.item(id, partition).delete();
        } catch (error) {
          if (statusOf(error) !== 404) throw error;
        }
      });
    },
  };
}

function snapshotStore(database: Database): SnapshotStore {
  const container = database.container("snapshots");
  return {
    async read(partition) {
      const id = documentId(partition);
      return (await readDocument<SnapshotRecord>(container, id, id))?.document;
    },
    write: (snapshot) => translated("upsert in snapshots", async () => void (await container.items.upsert(snapshot))),
  };
}

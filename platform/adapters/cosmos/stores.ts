import { parkedId } from "../../dead-letters/letter.ts";
import { documentId, versionId } from "../../messages/ids.ts";
import { byTime } from "../../stores/inbox-order.ts";
import type {
  CommandStore,
  DeadLetterStore,
  DueLetter,
  EventStore,
  InboxStore,
  OutcomeStore,
  SnapshotStore,
  Stores,
} from "../../stores/ports.ts";
import type {
  CommandRecord,
  DeadLetterRecord,
  EventRecord,
  HeldRecord,
  InboxRecord,
  OutcomeMarker,
  OutcomeRecord,
  ParkedRecord,
  SnapshotRecord,
  WaitingRecord,
} from "../../stores/records.ts";
import { noTelemetry } from "../../telemetry/no-telemetry.ts";
import type { Telemetry } from "../../telemetry/telemetry.ts";
import type { Reopenable } from "./across-ranges.ts";
import { type Collection, collectionsOf } from "./collection.ts";
import {
  changeAll,
  createAll,
  createDocument,
  deleteDocument,
  jsonOf,
  plain,
  queryAll,
  queryPages,
  readDocument,
} from "./documents.ts";
import { translated } from "./errors.ts";
import { cosmosExplorer } from "./explorer.ts";
import { cosmosMeasures } from "./measures.ts";
import { cosmosNotificationStore } from "./notifications.ts";
import { cosmosReadModelStore } from "./read-models.ts";
import { CosmosTracing, factsOf, told } from "./tracing.ts";

/** Up to so many markers of parked streams are looked up one by one; a query takes the SDK two requests at least. */
const mostLooks = 20;
/** Id of the document that says that an inbox was looked into, or written to; no message's id begins like this. */
const lookId = "-look";
/** Id of the document that has messages for a failed instance kept. */
const heldId = "-held";
/** The time to live of what stays until somebody removes it. */
const forever = -1;
/** Partitions of one question for parked streams. */
const mostPartitions = 100;

/** The stores over one Cosmos database. Its containers exist already (`generated/resources.json`). */
export function cosmosStores(opened: Reopenable, telemetry: Telemetry = noTelemetry): Stores {
  const tracing = telemetry === noTelemetry ? undefined : new CosmosTracing(telemetry, opened.database.id);
  const collection = collectionsOf(opened, tracing);
  return {
    commands: commandStore(collection("commands")),
    events: eventStore(collection("events")),
    outcomes: outcomeStore(collection("outcomes")),
    readModels: cosmosReadModelStore(opened.database, collection),
    notifications: cosmosNotificationStore(collection("notifications")),
    deadLetters: deadLetterStore(collection("dead-letters")),
    snapshots: snapshotStore(collection("snapshots")),
    inbox: inboxStore(collection("inbox")),
    measures: cosmosMeasures(collection),
    explorer: cosmosExplorer(collection),
  };
}

function commandStore(collection: Collection): CommandStore {
  return {
    create: (command) => createDocument(collection, command),
    read: async (partition, hash) => (await readDocument<CommandRecord>(collection, partition, hash))?.document,
  };
}

function eventStore(collection: Collection): EventStore {
  return {
    async readAfter(partition, version, limit) {
      // Mostly nothing is new, which a point read tells for far less than a query: versions have no gaps.
      if ((await readDocument(collection, partition, versionId(version + 1))) === undefined) return [];
      const query = {
        query: "SELECT * FROM c WHERE c.version > @version ORDER BY c.version",
        parameters: [{ name: "@version", value: version }],
      };
      return (await queryAll<EventRecord>(collection, query, { partition, limit })).map(plain);
    },
    append(partition, events) {
      const [only] = events;
      // A batch of one costs more than a plain create and says no more.
      return events.length === 1 && only !== undefined
        ? createDocument(collection, only)
        : createAll(collection, partition, events);
    },
    mark: (marker) => createDocument(collection, marker),
    async resultOf(partition, causationId) {
      const query = {
        query: "SELECT * FROM c WHERE c.causationid = @id",
        parameters: [{ name: "@id", value: causationId }],
      };
      return (await queryAll<EventRecord | OutcomeMarker>(collection, query, { partition })).map(plain);
    },
    async readMark(partition, id) {
      const found = await readDocument<OutcomeMarker>(collection, partition, id);
      return found && { record: found.document, etag: found.etag };
    },
    removeMark: (partition, id, etag) => changeAll(collection, partition, [{ remove: id, etag }]),
    replaceMark: (marker, etag) => changeAll(collection, marker.streamid, [{ put: marker, etag }]),
    async *streams() {
      // Every stream has a first event; those with markers only have nothing to fold.
      const query = { query: "SELECT c.streamid FROM c WHERE c.version = 1" };
      for await (const rows of queryPages<{ streamid: string }>(collection, query)) {
        yield rows.map((row) => row.streamid);
      }
    },
  };
}

function outcomeStore(collection: Collection): OutcomeStore {
  return {
    create: (outcome) => createDocument(collection, outcome),
    write: (outcome) =>
      translated(
        "upsert in outcomes",
        async () => void (await collection.writes.run({ operationType: "Upsert", resourceBody: jsonOf(outcome) })),
      ),
    read: async (commandId) => (await readDocument<OutcomeRecord>(collection, commandId, commandId))?.document,
  };
}

function deadLetterStore(collection: Collection): DeadLetterStore {
  return {
    create: (record) => createDocument(collection, record),
    readLetter: async (partition, id) => (await readDocument<DeadLetterRecord>(collection, partition, id))?.document,
    async findLetter(id) {
      const query = {
        query: "SELECT * FROM c WHERE c.kind = 'letter' AND c.id = @id",
        parameters: [{ name: "@id", value: id }],
      };
      const [found] = await queryAll<DeadLetterRecord & { readonly _etag: string }>(collection, query);
      return found && { record: plain<DeadLetterRecord>(found), etag: found._etag };
    },
    async *letters() {
      const query = { query: "SELECT * FROM c WHERE c.kind = 'letter'" };
      for await (const rows of queryPages<DeadLetterRecord>(collection, query)) yield rows.map(plain);
    },
    async *due(until) {
      const query = {
        query:
          "SELECT c.id, c.retryAt FROM c WHERE c.kind = 'letter' AND c.retryAt <= @until AND NOT IS_DEFINED(c.closed)",
        parameters: [{ name: "@until", value: until }],
      };
      yield* queryPages<DueLetter>(collection, query);
    },
    async readParked(partition, handler) {
      const found = await readDocument<ParkedRecord>(collection, partition, parkedId(handler));
      return found && { record: found.document, etag: found.etag };
    },
    change: (partition, changes) => changeAll(collection, partition, changes),
    async parked(partitions, handlersOf) {
      const places =
        handlersOf &&
        partitions.flatMap((partition) =>
          handlersOf(partition).map((handler) => [partition, parkedId(handler)] as const),
        );
      if (places !== undefined && places.length <= mostLooks) {
        const looks = places.map(([partition, id]) => readDocument<ParkedRecord>(collection, partition, id));
        return (await Promise.all(looks)).flatMap((found) => (found === undefined ? [] : [found.document]));
      }
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
        found.push(...(await queryAll<ParkedRecord>(collection, query, scope)).map(plain));
      }
      return found;
    },
    async waiting(partition, handler) {
      const query = {
        query: "SELECT * FROM c WHERE c.kind = 'waiting' AND c.handler = @handler ORDER BY c.id",
        parameters: [{ name: "@handler", value: handler }],
      };
      return (await queryAll<WaitingRecord>(collection, query, { partition })).map(plain);
    },
    async *parkedOf(handler) {
      const query = {
        query: "SELECT * FROM c WHERE c.kind = 'parked' AND c.handler = @handler",
        parameters: [{ name: "@handler", value: handler }],
      };
      for await (const rows of queryPages<ParkedRecord>(collection, query)) yield rows.map(plain);
    },
    remove: (partition, id) => deleteDocument(collection, partition, id),
  };
}

/**
 * Most processes start before anything else is said to them, so that looking into an empty inbox is one write: whoever is
 * the first to write the look knows that nobody has added a message. Who adds one writes the look before it.
 */
function inboxStore(collection: Collection): InboxStore {
  const look = (instance: string) =>
    translated("upsert in inbox", () =>
      told(collection.tracing, { operation: "upsert_item", collection: "inbox" }, async (tell) =>
        tell.answer(factsOf(await collection.container.items.upsert(jsonOf({ id: lookId, instance })))),
      ),
    );
  return {
    async add(kept, lasting) {
      // Renewed each time: it must not expire before the message.
      await look(kept.instance);
      return createDocument(collection, lasting === undefined ? kept : { ...kept, ttl: forever });
    },
    async hold({ instance, attempt }) {
      for (;;) {
        const found = await readDocument<HeldRecord>(collection, instance, heldId);
        if (found !== undefined && found.document.attempt >= attempt) return;
        const held = { id: heldId, instance, attempt, ttl: forever };
        const change = found === undefined ? { create: held } : { put: held, etag: found.etag };
        if (await changeAll(collection, instance, [change])) return;
      }
    },
    heldSince: async (instance) => (await readDocument<HeldRecord>(collection, instance, heldId))?.document.attempt,
    async release(instance, attempt) {
      const found = await readDocument<HeldRecord>(collection, instance, heldId);
      if (found === undefined || found.document.attempt > attempt) return;
      // Whoever lists then must find what was kept, however long ago.
      await look(instance);
      // Somebody else was faster otherwise: it is gone, or a later try has failed.
      await changeAll(collection, instance, [{ remove: heldId, etag: found.etag }]);
    },
    async list(instance) {
      // What is kept for a failed instance may be older than any look.
      const held = await readDocument<HeldRecord>(collection, instance, heldId);
      if ((await createDocument(collection, { id: lookId, instance })) === "created" && held === undefined) return [];
      // Whoever has written to a partition reads all that was written there before, by others too: its session holds the
      // partition's position. Without it, a message that was just added could be missed.
      await look(instance);
      const ids = [lookId, heldId].map((value, index) => ({ name: `@id${index}`, value }));
      const query = { query: "SELECT * FROM c WHERE c.id != @id0 AND c.id != @id1", parameters: ids };
      const kept = await queryAll<InboxRecord>(collection, query, { partition: instance });
      return kept.map(plain).sort(byTime);
    },
    remove: (instance, id) => deleteDocument(collection, instance, id),
  };
}

function snapshotStore(collection: Collection): SnapshotStore {
  return {
    async read(partition) {
      const id = documentId(partition);
      return (await readDocument<SnapshotRecord>(collection, id, id))?.document;
    },
    write: (snapshot) =>
      translated(
        "upsert in snapshots",
        async () => void (await collection.writes.run({ operationType: "Upsert", resourceBody: jsonOf(snapshot) })),
      ),
  };
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ChangeFeedPullModelIterator, ContainerRequest, Database } from "@azure/cosmos";
import { ChangeFeedStartFrom } from "@azure/cosmos";
import { startCosmos } from "../../../emulator/cosmos/server.ts";
import { openDatabase } from "../../../platform/adapters/cosmos/client.ts";
import { cosmosStores } from "../../../platform/adapters/cosmos/stores.ts";
import { memoryStores } from "../../../platform/adapters/memory/stores.ts";
import type { CosmosSettings } from "../../../platform/app/settings.ts";
import type { DeliveredCommand } from "../../../platform/commands/handle-commands.ts";
import type { Stores } from "../../../platform/stores/ports.ts";
import type { EventRecord, OutcomeMarker } from "../../../platform/stores/records.ts";
import type { Feed, Feeds } from "../../../platform/testing/app-over.ts";
import { memoryFeed } from "../../../platform/testing/in-memory-app.ts";

/** Fresh stores with their change feeds. */
export interface Fresh {
  readonly stores: Stores;
  readonly feeds: Feeds;
  /** Where another process finds them; stores in memory are nowhere. */
  readonly settings?: CosmosSettings;
}

/** A kind of stores that the promises are tested on. */
export interface GroundKind {
  readonly name: string;
  start(): Promise<{ fresh(): Promise<Fresh>; stop(): Promise<void> }>;
}

const key = Buffer.alloc(64, 7).toString("base64");

const pk = (path: string) => ({ partitionKey: { paths: [path], version: 2 } });
/** The containers that `generated/resources.json` would have. */
export const containers: readonly ContainerRequest[] = [
  { id: "commands", ...pk("/streamid") },
  { id: "outcomes", ...pk("/id") },
  {
    id: "events",
    ...pk("/streamid"),
    uniqueKeyPolicy: { uniqueKeys: [{ paths: ["/causationid", "/causationindex"] }] },
  },
  { id: "snapshots", ...pk("/id") },
  { id: "notifications", ...pk("/recipient") },
  { id: "dead-letters", ...pk("/streamid") },
  { id: "inbox", ...pk("/instance") },
  ...["counters", "additions", "noted"].map((id) => ({ id, ...pk("/partition") })),
];

export const memory: GroundKind = {
  name: "memory",
  async start() {
    return {
      async fresh() {
        const stores = memoryStores();
        return {
          stores,
          feeds: { commands: memoryFeed(stores.containers.commands), events: memoryFeed(stores.containers.events) },
        };
      },
      async stop() {},
    };
  },
};

/** The real SDK against the local Cosmos DB, with two partition ranges. */
export const cosmos: GroundKind = {
  name: "cosmos",
  async start() {
    const dataDir = await mkdtemp(join(tmpdir(), "eventwright-platform-"));
    const service = await startCosmos({ port: 0, dataDir, key, partitionRanges: 2 });
    const opened: { close(): void }[] = [];
    let databases = 0;
    return {
      async fresh() {
        const name = `db${++databases}`;
        const settings: CosmosSettings = { endpoint: service.url, key, database: name };
        const open = await openDatabase(settings);
        opened.push(open);
        await open.database.client.databases.create({ id: name });
        for (const container of containers) await open.database.containers.create(container);
        return {
          stores: cosmosStores(open),
          feeds: {
            commands: cosmosFeed<DeliveredCommand>(open.database, "commands"),
            events: cosmosFeed<EventRecord | OutcomeMarker>(open.database, "events"),
          },
          settings,
        };
      },
      async stop() {
        for (const open of opened) open.close();
        await service.stop();
        await rm(dataDir, { recursive: true, force: true });
      },
    };
  },
};

/** Everything that the promises are tested on. */
export const kinds: readonly GroundKind[] = [memory, cosmos];

function cosmosFeed<T>(database: Database, name: string): Feed<T> {
  let position: string | undefined;
  let read: string | undefined;
  const from = (): ChangeFeedPullModelIterator<T> =>
    database.container(name).items.getChangeFeedIterator<T>({
      maxItemCount: 100,
      changeFeedStartFrom:
        position === undefined ? ChangeFeedStartFrom.Beginning() : ChangeFeedStartFrom.Continuation(position),
    });
  return {
    async next() {
      const iterator = from();
      // One page a range; only when all of them say 304 is there nothing new.
      for (;;) {
        const page = await iterator.readNext();
        read = page.continuationToken;
        const documents = page.result as unknown as readonly T[];
        if (page.statusCode === 304 || documents.length > 0) return page.statusCode === 304 ? [] : documents;
      }
    },
    commit() {
      position = read;
    },
  };
}

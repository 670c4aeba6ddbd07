import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "@azure/cosmos";
import { ChangeFeedStartFrom } from "@azure/cosmos";
import { type CosmosService, startCosmos } from "../../../emulator/cosmos/server.ts";
import { defineApp } from "../../../generated/app.ts";
import { handlers } from "../../../handlers/index.ts";
import { openDatabase } from "../../../platform/adapters/cosmos/client.ts";
import { cosmosStores } from "../../../platform/adapters/cosmos/stores.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import type { Telemetry } from "../../../platform/telemetry/telemetry.ts";
import { type AppUnderTest, appOver, type Feed } from "../../../platform/testing/app-over.ts";

/** The example over a local Cosmos DB with the real SDK. */
export interface CosmosExample extends AppUnderTest, AsyncDisposable {
  readonly cosmos: CosmosService;
  /** Whether every request for documents is answered with 503. */
  isAway: boolean;
  /** How many writes of events are still to be answered with 429. */
  throttles: number;
}

/** Starts Cosmos DB with the containers of the contract, and the example over it. */
export async function cosmosExample(telemetry: Telemetry): Promise<CosmosExample> {
  const dataDir = await mkdtemp(join(tmpdir(), "eventwright-trouble-"));
  const key = Buffer.alloc(64, 7).toString("base64");
  const state = { isAway: false, throttles: 0 };
  const faults = {
    next(what: string) {
      const isThrottled = /^POST .*\/events\/docs$/.test(what) && state.throttles > 0;
      if (isThrottled) state.throttles--;
      const kind = state.isAway ? "unavailable" : isThrottled ? "throttled" : undefined;
      return kind === undefined ? undefined : ({ part: "cosmos", kind, size: 0 } as never);
    },
  };
  const cosmos = await startCosmos({ port: 0, dataDir, key, faults });
  const open = await openDatabase({ endpoint: cosmos.url, key, database: "credits" });
  await open.database.client.databases.create({ id: "credits" });
  const resources = await readFile(new URL("../../../generated/resources.json", import.meta.url), "utf8");
  for (const container of JSON.parse(resources).containers) await open.database.containers.create(container);
  const app = appOver({
    app: defineApp(handlers),
    stores: cosmosStores(open, telemetry),
    feeds: { commands: feedOf(open.database, "commands"), events: feedOf(open.database, "events") },
    clock: new FakeClock(),
    telemetry,
  });
  return Object.assign(state, app, {
    cosmos,
    async [Symbol.asyncDispose]() {
      open.close();
      await cosmos.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  });
}

/** A container's change feed, from its beginning, one page at a time. */
function feedOf<T>(database: Database, name: string): Feed<T> {
  let position: string | undefined;
  let read: string | undefined;
  return {
    async next() {
      const changeFeedStartFrom =
        position === undefined ? ChangeFeedStartFrom.Beginning() : ChangeFeedStartFrom.Continuation(position);
      const iterator = database
        .container(name)
        .items.getChangeFeedIterator<T>({ maxItemCount: 100, changeFeedStartFrom });
      const page = await iterator.readNext();
      read = page.continuationToken;
      return page.statusCode === 304 ? [] : (page.result as unknown as readonly T[]);
    },
    commit() {
      position = read;
    },
  };
}

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { ContainerRequest } from "@azure/cosmos";
import { startCosmos } from "../../emulator/cosmos/server.ts";
import { cosmosAccount } from "../../emulator/functions/triggers/cosmos/connection.ts";
import { CosmosRest } from "../../emulator/functions/triggers/cosmos/rest.ts";
import { type ContainerResource, readResources } from "../../emulator/local-azure/resources.ts";
import { openDatabase } from "../../platform/adapters/cosmos/client.ts";
import { cosmosStores } from "../../platform/adapters/cosmos/stores.ts";
import { systemClock } from "../../platform/clock/clock.ts";
import type { FakeClock } from "../../platform/clock/fake-clock.ts";
import type { Stores } from "../../platform/stores/ports.ts";
import { type HostFeed, hostFeed } from "./host-feed.ts";
import { type Recorder, record } from "./recorder.ts";

const key = Buffer.alloc(64, 7).toString("base64");
/** What the contract needs on an Azure. */
export const resourcesFile = fileURLToPath(new URL("../../generated/resources.json", import.meta.url));

/** Stores over a fresh local Cosmos DB with the containers of the contract, and the recorder that all requests go through. */
export interface Ground {
  readonly recorder: Recorder;
  readonly stores: Stores;
  /** The two change feeds as the Functions host reads and checkpoints them. */
  readonly feeds: { readonly commands: HostFeed; readonly events: HostFeed };
  stop(): Promise<void>;
}

/** How a ground may differ from what the contract says. */
export interface GroundOptions {
  readonly clock: FakeClock;
  /** Changes a container before it is made. */
  readonly change?: (container: ContainerResource) => ContainerResource;
}

/** Starts a Cosmos DB with one partition range, as small containers have on Azure. */
export async function startGround({ clock, change = (container) => container }: GroundOptions): Promise<Ground> {
  const dataDir = await mkdtemp(join(tmpdir(), "eventwright-bill-"));
  const cosmos = await startCosmos({ port: 0, dataDir, key, partitionRanges: 1 });
  const recorder = await record(cosmos.url);
  const { database, containers } = readResources(resourcesFile);
  const open = await openDatabase({ endpoint: recorder.url, key, database });
  await open.database.client.databases.create({ id: database });
  for (const container of containers)
    await open.database.containers.create(change(container) as object as ContainerRequest);
  const connection = `AccountEndpoint=${recorder.url};AccountKey=${key};`;
  const rest = new CosmosRest(cosmosAccount({ Cosmos: connection }, "Cosmos", "bill"), systemClock);
  const feeds = {
    commands: await hostFeed({ rest, clock, database, container: "commands", processor: "handleCommands" }),
    events: await hostFeed({ rest, clock, database, container: "events", processor: "handleEvents" }),
  };
  recorder.take();
  return {
    recorder,
    stores: cosmosStores(open),
    feeds,
    async stop() {
      open.close();
      rest.close();
      await recorder.stop();
      await cosmos.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

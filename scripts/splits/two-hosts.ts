import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startBlobs } from "../../emulator/blobs/server.ts";
import { keyHeaderName } from "../../emulator/cosmos/http/operator-key.ts";
import { splitPath } from "../../emulator/cosmos/http/ranges-endpoint.ts";
import { freePort } from "../../emulator/free-port.ts";
import { localSettings } from "../../emulator/functions/durable/config.ts";
import { startChild } from "../../emulator/local-azure/child.ts";
import { keysOf } from "../../emulator/local-azure/keys.ts";
import { readResources } from "../../emulator/local-azure/resources.ts";
import { setUpCosmos, setUpTopic, subscribeFunctions } from "../../emulator/local-azure/set-up.ts";
import { appSettings } from "../../emulator/local-azure/settings.ts";
import { withoutTokens } from "../../emulator/local-azure/tokens.ts";
import { type Log, silentLog } from "../../emulator/service.ts";
import { startFrontDoor } from "./front-door.ts";
import { HostProcess } from "./host-process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** The stores as processes that live on, and two hosts over them that may die. */
export interface TwoHosts {
  /** The address in front of both. */
  readonly api: string;
  readonly cosmos: { readonly url: string; readonly key: string; readonly database: string };
  /** The first has the task hub. */
  readonly hosts: readonly [HostProcess, HostProcess];
  /** Splits the widest range of a container. */
  split(container: string): Promise<void>;
  /** Why a store ended by itself. */
  failed(): string | undefined;
  stop(): Promise<void>;
}

/** Starts everything over one folder. @throws with the name of what cannot start */
export async function startTwoHosts(folder: string, ranges: number, log: Log = silentLog): Promise<TwoHosts> {
  const resources = readResources(join(root, "generated", "resources.json"));
  const keys = keysOf(folder);
  const running: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const each of running.splice(0).reverse()) await each.stop();
  };
  let failure: string | undefined;
  const on = {
    log,
    exited(name: string) {
      failure ??= `${name} ended by itself.`;
    },
  };
  const place = (name: string) => {
    const path = join(folder, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  try {
    const cosmos = await startChild(
      "cosmos",
      new URL("../../emulator/cosmos/main.ts", import.meta.url),
      { port: 0, dataDir: place("cosmos"), key: keys.cosmos, partitionRanges: ranges },
      on,
    );
    running.push(cosmos);
    const blobs = await startBlobs({ port: 0, dataDir: place("blobs"), log });
    running.push(blobs);
    const eventgrid = await startChild(
      "eventgrid",
      new URL("../../emulator/eventgrid/main.ts", import.meta.url),
      {
        port: 0,
        dataDir: place("eventgrid"),
        key: keys.eventgrid,
        deadLetterBlobs: { connectionString: blobs.connectionString },
      },
      on,
    );
    running.push(eventgrid);
    await setUpCosmos(cosmos.url, keys.cosmos, resources);
    await setUpTopic(eventgrid.url, keys.eventgrid, resources);

    const addresses = { cosmos: cosmos.url, eventgrid: eventgrid.url, blobs };
    const settings = {
      ...appSettings(addresses, keys, resources.database, resources.topic.name),
      ...withoutTokens,
    };
    const ports = [await freePort(), await freePort()] as const;
    const host = (name: string, port: number, more: Record<string, string>) => {
      const file = join(folder, `${name}.json`);
      writeFileSync(file, JSON.stringify({ ...settings, ...more }), { mode: 0o600 });
      return new HostProcess({ name, port, settings: file, dataDir: place(name) });
    };
    const first = host("first", ports[0], {});
    const second = host("second", ports[1], { [localSettings.hub]: `http://127.0.0.1:${ports[0]}` });
    running.push(first, second);
    await first.start();
    await second.start();
    const door = await startFrontDoor([first, second]);
    running.push(door);
    await subscribeFunctions(eventgrid.url, keys.eventgrid, resources, {
      url: door.url,
      systemKey: keys.functions.eventgrid,
    });
    return {
      api: door.url,
      cosmos: { url: cosmos.url, key: keys.cosmos, database: resources.database },
      hosts: [first, second],
      async split(container) {
        const response = await fetch(`${cosmos.url}${splitPath}`, {
          method: "POST",
          headers: { [keyHeaderName]: keys.cosmos },
          body: JSON.stringify({ container: `${resources.database}/${container}` }),
        });
        const text = await response.text();
        if (!response.ok) throw new Error(`Splitting a range of ${container} answered ${response.status}: ${text}`);
      },
      failed: () => failure,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CosmosClient, type Database } from "@azure/cosmos";
import { startCosmos } from "../../../emulator/cosmos/server.ts";
import { startFunctionsHost } from "../../../emulator/functions/host.ts";
import type { Envelope } from "../../../platform/messages/envelope.ts";
import { containers } from "./grounds.ts";

const key = Buffer.alloc(64, 7).toString("base64");
const json = { "content-type": "application/json" };

/** What the management API says of an instance. */
export interface InstanceStatus {
  readonly runtimeStatus: string;
  readonly output: unknown;
  readonly customStatus: {
    readonly waitsFor?: readonly string[];
    readonly until?: string;
    readonly awaits?: string;
  } | null;
  readonly input: { readonly started: Envelope };
}

/** An app with one process on the local Functions host, over the local Cosmos DB. */
export interface ProcessHost {
  readonly database: Database;
  /** What another process of the app needs to find the services. */
  readonly settings: Readonly<Record<string, string>>;
  /** Posts a command, which must be accepted. */
  send(name: string, body: object): Promise<void>;
  /** Delivers an event to the process as Event Grid would. */
  deliver(event: Envelope): Promise<void>;
  /** Asks for an instance until it is so. */
  until(instanceId: string, is: (status: InstanceStatus) => boolean): Promise<InstanceStatus>;
  /** Asks the admin API. */
  admin(path: string): Promise<{ readonly status: number; readonly body: unknown }>;
  /** Moves the clock of durable timers. */
  move(duration: string): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Which app runs. */
export interface ProcessHostOptions {
  readonly appDir: string;
  /** Name of the contract, and of the database. */
  readonly name: string;
  /** The function that gets the process's events. */
  readonly functionName: string;
  /** Names of the events that the process wants. */
  readonly wants: readonly string[];
  readonly settings?: Readonly<Record<string, string>>;
}

/** Starts everything that a process needs, on free ports and in a temporary folder. */
export async function startProcessHost(options: ProcessHostOptions): Promise<ProcessHost> {
  const { appDir, name, functionName } = options;
  const folder = await mkdtemp(join(tmpdir(), `eventwright-${name}-`));
  const cosmos = await startCosmos({ port: 0, dataDir: join(folder, "cosmos"), key });
  const client = new CosmosClient({ endpoint: cosmos.url, key });
  const { database } = await client.databases.create({ id: name });
  for (const container of [...containers, { id: "leases", partitionKey: { paths: ["/id"] } }]) {
    await database.containers.create(container);
  }
  const deliver = async (event: Envelope) => {
    const answer = await fetch(`${host.url}/runtime/webhooks/EventGrid?functionName=${functionName}`, {
      method: "POST",
      headers: { "content-type": "application/cloudevents+json", "aeg-event-type": "Notification" },
      body: JSON.stringify(event),
    });
    assert.ok(answer.ok, `${answer.status} ${await answer.text()}`);
  };
  const types = options.wants.map((event) => `tally.${event}.v1`);
  const topic = await openTopic(async (event) => {
    if (types.includes(event.type)) await deliver(event);
  });
  const services = {
    Cosmos: `AccountEndpoint=${cosmos.url};AccountKey=${key};`,
    EventGridTopicEndpoint: topic.url,
    EventGridTopicKey: "key",
  };
  const start = () =>
    startFunctionsHost({
      appDir,
      port: 0,
      hostId: name,
      dataDir: join(folder, "host"),
      settings: {
        ...services,
        FeedPollDelay: "20",
        LeaseAcquireInterval: "200",
        LeaseRenewInterval: "300",
        LeaseExpirationInterval: "1500",
        ...options.settings,
      },
    });
  let host = await start();
  return {
    database,
    settings: services,
    deliver,
    async send(command, body) {
      const post = { method: "POST", headers: json, body: JSON.stringify(body) };
      const answer = await fetch(`${host.url}/api/commands/${command}`, post);
      assert.equal(answer.status, 202, await answer.text());
    },
    async until(id, is) {
      for (;;) {
        const answer = await fetch(`${host.url}/runtime/webhooks/durabletask/instances/${id}?showInput=true`);
        const status = answer.status === 404 ? undefined : ((await answer.json()) as InstanceStatus);
        if (status !== undefined && is(status)) return status;
        await new Promise((resolve) => setImmediate(resolve));
      }
    },
    async admin(path) {
      const answer = await fetch(`${host.url}/api/admin/${path}`);
      return { status: answer.status, body: await answer.json() };
    },
    async move(advance) {
      const post = { method: "POST", headers: json, body: JSON.stringify({ advance }) };
      const answer = await fetch(`${host.url}/admin/clock`, post);
      assert.ok(answer.ok, await answer.text());
    },
    async restart() {
      await host.stop();
      host = await start();
    },
    async stop() {
      await host.stop();
      await topic.close();
      client.dispose();
      await cosmos.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A topic that delivers at once. */
async function openTopic(forward: (event: Envelope) => Promise<void>) {
  const server = createServer(async (request, response) => {
    const events = JSON.parse(await textOf(request)) as readonly Envelope[];
    try {
      for (const published of events) await forward(published);
      response.writeHead(200).end();
    } catch (error) {
      response.writeHead(503).end(String(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/api/events`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { CosmosClient } from "@azure/cosmos";
import { startCosmos } from "../../../emulator/cosmos/server.ts";
import { type FunctionsHost, startFunctionsHost } from "../../../emulator/functions/host.ts";
import type { Envelope } from "../../../platform/messages/envelope.ts";
import { containers } from "../support/grounds.ts";

const key = Buffer.alloc(64, 7).toString("base64");
const wanted = ["Opened", "Answered", "Refused"].map((name) => `tally.${name}.v1`);

/** What the management API says of an instance. */
interface Status {
  readonly runtimeStatus: string;
  readonly output: unknown;
  readonly customStatus: { readonly waitsFor?: readonly string[]; readonly until?: string } | null;
  readonly input: { readonly started: Envelope };
}

describe("a process on the local Functions host, over the real SDK's client and the local Cosmos DB", () => {
  let folder: string;
  let cosmos: Awaited<ReturnType<typeof startCosmos>>;
  let topic: Awaited<ReturnType<typeof openTopic>>;
  let host: FunctionsHost;
  let client: CosmosClient;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "eventwright-quest-"));
    cosmos = await startCosmos({ port: 0, dataDir: join(folder, "cosmos"), key });
    client = new CosmosClient({ endpoint: cosmos.url, key });
    const { database } = await client.databases.create({ id: "quest" });
    for (const container of [...containers, { id: "leases", partitionKey: { paths: ["/id"] } }]) {
      await database.containers.create(container);
    }
    topic = await openTopic((event) => deliver(host.url, event));
    host = await start();
  });
  after(async () => {
    await host.stop();
    await topic.close();
    client.dispose();
    await cosmos.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const start = () =>
    startFunctionsHost({
      appDir: join(import.meta.dirname, "quest-host"),
      port: 0,
      hostId: "quest",
      dataDir: join(folder, "host"),
      settings: {
        Cosmos: `AccountEndpoint=${cosmos.url};AccountKey=${key};`,
        EventGridTopicEndpoint: topic.url,
        EventGridTopicKey: "key",
        FeedPollDelay: "20",
        LeaseAcquireInterval: "200",
        LeaseRenewInterval: "300",
        LeaseExpirationInterval: "1500",
        Word: "from the settings",
      },
    });
  const send = async (name: string, body: object) => {
    const headers = { "content-type": "application/json" };
    const answer = await fetch(`${host.url}/api/commands/${name}`, {
      method: "POST",
      headers,
      body: JSON.stringify(body),
    });
    assert.equal(answer.status, 202, await answer.text());
  };
  const until = async (id: string, is: (status: Status) => boolean): Promise<Status> => {
    for (;;) {
      const answer = await fetch(`${host.url}/runtime/webhooks/durabletask/instances/${id}?showInput=true`);
      const status = answer.status === 404 ? undefined : ((await answer.json()) as Status);
      if (status !== undefined && is(status)) return status;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const typesOf = async (questId: string) => {
    const { resources } = await client
      .database("quest")
      .container("events")
      .items.query<{ envelope: Envelope }>("SELECT c.envelope FROM c WHERE c.kind = 'event'", {
        partitionKey: `quest/${questId}`,
      })
      .fetchAll();
    return resources.map(({ envelope }) => envelope.type.split(".")[1]).sort();
  };

  it("starts, waits, survives a restart of the host, gets its message and ends", async () => {
    await send("open", { questId: "a", size: 1 });
    const waiting = await until("quest-a", ({ customStatus }) => customStatus?.waitsFor !== undefined);
    assert.deepEqual(waiting.customStatus?.waitsFor, ["Answered", "Refused"]);
    assert.equal(waiting.input.started.type, "tally.Opened.v1");
    await host.stop();
    host = await start();
    await send("answer", { questId: "a", text: "yes" });
    const ended = await until("quest-a", ({ runtimeStatus }) => runtimeStatus !== "Running");
    assert.equal(ended.runtimeStatus, "Completed");
    assert.equal(ended.output, "from the settings");
  });

  it("runs out of patience, and the late message goes to the later wait", async () => {
    const move = async (advance: string) => {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(`${host.url}/admin/clock`, {
        method: "POST",
        headers,
        body: JSON.stringify({ advance }),
      });
      assert.ok(answer.ok, await answer.text());
    };
    await send("open", { questId: "c", size: 1 });
    const first = await until("quest-c", ({ customStatus }) => customStatus?.waitsFor !== undefined);
    await move("PT1H");
    await until("quest-c", ({ customStatus }) => {
      return customStatus?.until !== undefined && customStatus.until !== first.customStatus?.until;
    });
    await deliver(host.url, { ...event("c", 8, "Refused"), data: { questId: "c", why: "busy" } });
    await until(
      "quest-c",
      ({ customStatus }) => customStatus?.waitsFor === undefined && customStatus?.until !== undefined,
    );
    await move("PT10M");
    const ended = await until("quest-c", ({ runtimeStatus }) => runtimeStatus !== "Running");
    assert.equal(ended.output, "refused");
  });

  it("takes messages twice and before it exists", async () => {
    const early = { ...event("b", 7, "Answered"), data: { questId: "b", text: "before" } };
    await deliver(host.url, early);
    await deliver(host.url, early);
    const opened = { ...event("b", 6, "Opened"), data: { questId: "b", size: 1 } };
    await Promise.all([deliver(host.url, opened), deliver(host.url, opened)]);
    const ended = await until("quest-b", ({ runtimeStatus }) => runtimeStatus === "Completed");
    assert.equal(ended.output, "from the settings");
    // Ended: neither starts it again nor wakes it.
    await deliver(host.url, opened);
    await deliver(host.url, early);
    await until("quest-b", ({ runtimeStatus }) => runtimeStatus === "Completed");
    await until("quest-a", () => true);
    while ((await typesOf("b")).length < 2) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(await typesOf("b"), ["Asked", "Closed"]);
  });
});

function event(questId: string, version: number, name: string): Envelope {
  return {
    specversion: "1.0",
    id: `quest:${questId}:${version}`,
    source: "/tally",
    type: `tally.${name}.v1`,
    subject: `quest/${questId}`,
    time: "2026-01-01T00:00:00.000Z",
    datacontenttype: "application/json",
    dataschema: "",
    correlationid: "c",
    causationid: "c",
    stream: "quest",
    streamid: questId,
    streamversion: version,
    data: {},
  };
}

/** Delivers an event as Event Grid would. */
async function deliver(host: string, cloudEvent: Envelope): Promise<void> {
  const answer = await fetch(`${host}/runtime/webhooks/EventGrid?functionName=processQuest`, {
    method: "POST",
    headers: { "content-type": "application/cloudevents+json", "aeg-event-type": "Notification" },
    body: JSON.stringify(cloudEvent),
  });
  assert.ok(answer.ok, `${answer.status} ${await answer.text()}`);
}

/** A topic that delivers at once what the process wants. */
async function openTopic(forward: (event: Envelope) => Promise<void>) {
  const server = createServer(async (request, response) => {
    const events = JSON.parse(await textOf(request)) as readonly Envelope[];
    try {
      for (const published of events) if (wanted.includes(published.type)) await forward(published);
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

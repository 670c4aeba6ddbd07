import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { type EventGridService, startEventGrid } from "../../../emulator/eventgrid/server.ts";
import { checkTopic, cloudEvent, openPublisher } from "../../../platform/adapters/event-grid/publisher.ts";
import type { Envelope } from "../../../platform/messages/envelope.ts";
import { StoreError } from "../../../platform/stores/errors.ts";

const key = Buffer.alloc(32, 3).toString("base64");

function event(version: number, note = ""): Envelope {
  return {
    specversion: "1.0",
    id: `counter:a:${version}`,
    source: "/tally",
    type: "tally.Added.v1",
    subject: "counter/a",
    time: "2026-01-01T00:00:00.000Z",
    datacontenttype: "application/json",
    dataschema: "https://tally.example/Added.v1.json",
    correlationid: "c",
    causationid: "d",
    stream: "counter",
    streamid: "a",
    streamversion: version,
    data: { counterId: "a", amount: 1, note },
  };
}

const kindIs = (kind: string) => (error: unknown) => error instanceof StoreError && error.kind === kind;

describe("publishing through the real SDK to the local Event Grid", () => {
  let dataDir: string;
  let grid: EventGridService;
  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "eventwright-publisher-"));
    grid = await startEventGrid({ port: 0, dataDir, key });
    const made = await fetch(`${grid.url}/topics/tally`, {
      method: "PUT",
      headers: { "aeg-sas-key": key, "content-type": "application/json" },
      body: JSON.stringify({ properties: { inputSchema: "CloudEventSchemaV1_0" } }),
    });
    assert.ok(made.ok);
  });
  after(async () => {
    await grid.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it("takes a batch", async () => {
    const endpoint = grid.topicEndpoint("tally");
    const publisher = await openPublisher({ endpoint, key });
    await publisher.publish([event(1), event(2)]);
    await checkTopic({ endpoint, key });
  });

  it("tells what will never be taken from what may be", async () => {
    const endpoint = grid.topicEndpoint("tally");
    const publisher = await openPublisher({ endpoint, key });
    await assert.rejects(publisher.publish([event(1, "x".repeat(1_100_000))]), kindIs("refused"));
    const stranger = await openPublisher({ endpoint, key: Buffer.alloc(32, 4).toString("base64") });
    await assert.rejects(stranger.publish([event(1)]), kindIs("unavailable"));
    const nowhere = { endpoint: "http://127.0.0.1:9/topics/tally/api/events", key };
    await assert.rejects((await openPublisher(nowhere)).publish([event(1)]), kindIs("transient"));
    await assert.rejects(checkTopic(nowhere));
  });

  it("is there although a connection broke off once, and away when it does so again or answers with an error", async () => {
    const settings = { endpoint: grid.topicEndpoint("tally"), key };
    const check = (...answers: readonly (number | "broken")[]) => {
      const left = [...answers];
      return checkTopic(settings, async () => {
        const next = left.shift();
        if (typeof next !== "number") throw new TypeError("fetch failed");
        return new Response("", { status: next });
      });
    };
    await check("broken", 200);
    await assert.rejects(check("broken", "broken", 200), /fetch failed/);
    await assert.rejects(check(503, 200), kindIs("unavailable"));
  });

  it("carries everything of the envelope as attributes", () => {
    const { extensionAttributes, ...attributes } = cloudEvent({ ...event(7), traceparent: "t" });
    assert.deepEqual(extensionAttributes, {
      correlationid: "c",
      causationid: "d",
      stream: "counter",
      streamid: "a",
      streamversion: 7,
      traceparent: "t",
    });
    assert.equal(attributes.id, "counter:a:7");
    assert.equal(attributes.time?.toISOString(), "2026-01-01T00:00:00.000Z");
  });
});

import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { BlobServiceClient } from "@azure/storage-blob";
import { type BlobsService, startBlobs } from "../../../emulator/blobs/server.ts";
import { silentLog } from "../../../emulator/service.ts";
import { loaded, receiverFor, startGrid, until } from "./support/grid.ts";

const minute = 60_000;

describe("dead letters", () => {
  let folder: string;
  let blobs: BlobsService;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "eventwright-dead-letters-"));
    blobs = await startBlobs({ port: 0, dataDir: folder, log: silentLog });
  });

  after(async () => {
    await blobs.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const destination = (blobContainerName: string) => ({
    deadLetterDestination: { endpointType: "StorageBlob", properties: { resourceId: "/storage", blobContainerName } },
  });

  /** The blobs of a container, with their content. */
  async function contents(container: string) {
    const client = BlobServiceClient.fromConnectionString(blobs.connectionString).getContainerClient(container);
    const found: { name: string; events: Record<string, unknown>[] }[] = [];
    for await (const { name } of client.listBlobsFlat()) {
      const text = (await client.getBlobClient(name).downloadToBuffer()).toString("utf8");
      found.push({ name, events: JSON.parse(text) });
    }
    return found;
  }

  test("are written five minutes after the last attempt, at the documented path, as CloudEvents", async (t) => {
    const grid = await startGrid(t, { deadLetterBlobs: blobs });
    const hook = await receiverFor(t);
    await grid.topic("credits");
    const made = await grid.subscribe("credits", "my-hook", hook.url, destination("cloud-dead"));
    assert.equal(made.body.properties.deadLetterDestination.properties.blobContainerName, "cloud-dead");
    hook.reply = () => ({ status: 400 });
    await grid.cloudEvents("credits").send([{ ...loaded("1"), time: new Date(0) }, loaded("2")]);
    const waiting = await until(async () => {
      const dead = await grid.deliveries("credits", "dead");
      return dead.length === 2 && dead;
    });
    assert.deepEqual(
      waiting.map((one) => one.disposal),
      ["waiting", "waiting"],
    );
    await grid.clock.advance(5 * minute);
    const stored = await until(async () => {
      const dead = await grid.deliveries("credits", "dead");
      return dead.every((one) => one.disposal === "stored") && dead;
    });
    const [blob, ...more] = await contents("cloud-dead");
    assert.equal(more.length, 0);
    assert.match(blob?.name ?? "", /^MY-HOOK\/2026\/1\/1\/0\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json$/);
    assert.equal(stored[0]?.blob, `cloud-dead/${blob?.name}`);
    assert.deepEqual(blob?.events[0], {
      specversion: "1.0",
      id: "1",
      type: "credits.loaded.v1",
      source: "/accounts",
      subject: "accounts/1",
      time: "1970-01-01T00:00:00.000Z",
      datacontenttype: "application/json",
      data: { amount: 100 },
      deadletterreason: "UndeliverableDueToClientError",
      deliveryattempts: 1,
      lastdeliveryoutcome: "BadRequest",
      publishtime: "2026-01-01T00:00:00.000Z",
      lastdeliveryattempttime: "2026-01-01T00:00:00.000Z",
    });
    assert.equal(blob?.events.length, 2);
  });

  test("keep the Event Grid schema's spelling there", async (t) => {
    const grid = await startGrid(t, { deadLetterBlobs: blobs });
    const hook = await receiverFor(t);
    await grid.topic("classic", "EventGridSchema");
    const once = { retryPolicy: { maxDeliveryAttempts: 1 }, ...destination("classic-dead") };
    await grid.subscribe("classic", "hook", hook.url, once);
    hook.reply = () => ({ status: 500 });
    await grid.eventGridEvents("classic").send([{ id: "1", eventType: "t", subject: "s", dataVersion: "1", data: {} }]);
    await until(async () => (await grid.deliveries("classic", "dead")).length === 1);
    await grid.clock.advance(5 * minute);
    await until(async () => (await grid.deliveries("classic", "dead"))[0]?.disposal === "stored");
    const event = (await contents("classic-dead"))[0]?.events[0];
    assert.equal(event?.["deadLetterReason"], "MaxDeliveryAttemptsExceeded");
    assert.equal(event?.["deliveryAttempts"], 1);
    assert.equal(event?.["lastDeliveryOutcome"], "GenericError");
    assert.equal(event?.["eventType"], "t");
  });

  test("wait for a blob service that is away, and are dropped after four hours", async (t) => {
    const nowhere = { connectionString: blobs.connectionString.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:1") };
    const said: string[] = [];
    const grid = await startGrid(t, { deadLetterBlobs: nowhere, log: (_, message) => said.push(message) });
    const hook = await receiverFor(t);
    await grid.topic("credits");
    await grid.subscribe("credits", "hook", hook.url, destination("never"));
    hook.reply = () => ({ status: 400 });
    await grid.cloudEvents("credits").send([loaded("1")]);
    const disposal = async () => (await grid.deliveries("credits", "dead"))[0]?.disposal;
    await until(disposal);
    await grid.clock.advance(5 * minute);
    await until(async () => said.some((line) => line.includes("trying again in a minute")));
    assert.equal(await disposal(), "waiting");
    await grid.clock.advance(4 * 60 * minute);
    await until(async () => (await disposal()) === "dropped");
    assert.equal(
      said.some((line) => line.startsWith("EVENTS DROPPED")),
      true,
    );
  });
});

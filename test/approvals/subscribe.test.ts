import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { startEventGrid } from "../../emulator/eventgrid/server.ts";
import { silentLog } from "../../emulator/service.ts";
import { eventually } from "../support/eventually.ts";
import { startDesk } from "./support/desk.ts";
import { signIn } from "./support/reviewer.ts";

const key = Buffer.from("a key of this test only").toString("base64");
const topic = "credits-events";

async function startGrid(port = 0) {
  const dataDir = mkdtempSync(join(tmpdir(), "eventwright-grid-"));
  const grid = await startEventGrid({ port, dataDir, key, log: silentLog });
  await send(`${grid.url}/topics/${topic}`, "PUT", { properties: { inputSchema: "CloudEventSchemaV1_0" } });
  return {
    url: grid.url,
    publish: (event: object) =>
      send(`${grid.url}/topics/${topic}/api/events`, "POST", event, "application/cloudevents+json"),
    async [Symbol.asyncDispose]() {
      await grid.stop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function send(url: string, method: string, body: object, type = "application/json"): Promise<void> {
  const headers = { "content-type": type, "aeg-sas-key": key };
  const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
  assert.ok(response.ok, `${method} ${url}: ${response.status} ${await response.text()}`);
}

describe("subscribing", () => {
  it("consents to the local Event Grid and takes what it delivers", async () => {
    await using grid = await startGrid();
    await using desk = await startDesk({ topic: { eventgrid: grid.url, topic, key } });
    const bob = await signIn(desk.approvals.url, "bob");
    const subscribed = await eventually(bob.queue, ({ link }) => link.events === "subscribed");
    assert.equal(subscribed.link.events, "subscribed");
    const anna = desk.platform.openAccount("anna");
    await grid.publish(desk.platform.hold(anna, anna, 150_000).event);
    const { waiting } = await eventually(bob.queue, (queue) => queue.waiting.length > 0);
    assert.equal(waiting[0]?.amount, 150_000);
  });

  it("moves the subscription when it comes back at another address", async () => {
    await using grid = await startGrid();
    await using desk = await startDesk({ topic: { eventgrid: grid.url, topic, key } });
    const subscribed = async () => {
      const bob = await signIn(desk.approvals.url, "bob");
      return eventually(bob.queue, ({ link }) => link.events === "subscribed");
    };
    await subscribed();
    await desk.restart();
    await subscribed();
    const response = await fetch(`${grid.url}/topics/${topic}/eventSubscriptions`);
    const { value } = (await response.json()) as {
      value: { properties: { destination: { properties: { endpointBaseUrl: string } } } }[];
    };
    assert.deepEqual(
      value.map(({ properties }) => properties.destination.properties.endpointBaseUrl),
      [`${desk.approvals.url}/hooks/events`],
    );
  });

  it("asks the platform while Event Grid is away, and logs no secret", async () => {
    const lines: string[] = [];
    const nowhere = { eventgrid: "http://127.0.0.1:9", topic, key };
    await using desk = await startDesk({ topic: nowhere, log: (_level, line) => lines.push(line) });
    const anna = desk.platform.openAccount("anna");
    desk.platform.hold(anna, anna, 150_000);
    await desk.approvals.catchUp();
    const bob = await signIn(desk.approvals.url, "bob");
    const { link, waiting } = await bob.queue();
    assert.deepEqual([link.events, waiting.length], ["pending", 1]);
    await eventually(
      () => lines.length,
      (count) => count > 0,
    );
    assert.match(lines.join("\n"), /Not subscribed yet/);
    assert.equal(lines.join("\n").includes(key), false);
    assert.equal(lines.join("\n").includes(new URL(desk.approvals.webhookUrl).searchParams.get("code") ?? ""), false);
  });
});

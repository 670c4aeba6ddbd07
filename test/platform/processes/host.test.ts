import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Envelope } from "../../../platform/messages/envelope.ts";
import { type ProcessHost, startProcessHost } from "../support/process-host.ts";

describe("a process on the local Functions host, over the real SDK's client and the local Cosmos DB", () => {
  let host: ProcessHost;

  before(async () => {
    host = await startProcessHost({
      appDir: join(import.meta.dirname, "quest-host"),
      name: "quest",
      functionName: "processQuest",
      wants: ["Opened", "Answered", "Refused"],
      settings: { Word: "from the settings" },
    });
  });
  after(() => host.stop());

  const typesOf = async (questId: string) => {
    const { resources } = await host.database
      .container("events")
      .items.query<{ envelope: Envelope }>("SELECT c.envelope FROM c WHERE c.kind = 'event'", {
        partitionKey: `quest/${questId}`,
      })
      .fetchAll();
    return resources.map(({ envelope }) => envelope.type.split(".")[1]).sort();
  };

  it("starts, waits, survives a restart of the host, gets its message and ends", async () => {
    await host.send("open", { questId: "a", size: 1 });
    const waiting = await host.until("quest-a", ({ customStatus }) => customStatus?.waitsFor !== undefined);
    assert.deepEqual(waiting.customStatus?.waitsFor, ["Answered", "Refused"]);
    assert.equal(waiting.input.started.type, "tally.Opened.v1");
    await host.restart();
    await host.send("answer", { questId: "a", text: "yes" });
    const ended = await host.until("quest-a", ({ runtimeStatus }) => runtimeStatus !== "Running");
    assert.equal(ended.runtimeStatus, "Completed");
    assert.equal(ended.output, "from the settings");
  });

  it("runs out of patience, and the late message goes to the later wait", async () => {
    await host.send("open", { questId: "c", size: 1 });
    const first = await host.until("quest-c", ({ customStatus }) => customStatus?.waitsFor !== undefined);
    await host.move("PT1H");
    await host.until("quest-c", ({ customStatus }) => {
      return customStatus?.until !== undefined && customStatus.until !== first.customStatus?.until;
    });
    await host.deliver({ ...event("c", 8, "Refused"), data: { questId: "c", why: "busy" } });
    await host.until(
      "quest-c",
      ({ customStatus }) => customStatus?.waitsFor === undefined && customStatus?.until !== undefined,
    );
    await host.move("PT10M");
    const ended = await host.until("quest-c", ({ runtimeStatus }) => runtimeStatus !== "Running");
    assert.equal(ended.output, "refused");
  });

  it("takes messages twice and before it exists", async () => {
    const early = { ...event("b", 7, "Answered"), data: { questId: "b", text: "before" } };
    await host.deliver(early);
    await host.deliver(early);
    const opened = { ...event("b", 6, "Opened"), data: { questId: "b", size: 1 } };
    await Promise.all([host.deliver(opened), host.deliver(opened)]);
    const ended = await host.until("quest-b", ({ runtimeStatus }) => runtimeStatus === "Completed");
    assert.equal(ended.output, "from the settings");
    // Ended: neither starts it again nor wakes it.
    await host.deliver(opened);
    await host.deliver(early);
    await host.until("quest-b", ({ runtimeStatus }) => runtimeStatus === "Completed");
    await host.until("quest-a", () => true);
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

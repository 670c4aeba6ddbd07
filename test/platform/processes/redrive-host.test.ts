import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { openRuntime } from "../../../platform/adapters/functions/open-runtime.ts";
import { listLetters } from "../../../platform/dead-letters/letters.ts";
import { redrive } from "../../../platform/dead-letters/redrive/redrive.ts";
import type { Envelope } from "../../../platform/messages/envelope.ts";
import { brittle } from "../support/brittle.ts";
import { type ProcessHost, startProcessHost } from "../support/process-host.ts";
import { questApp } from "../support/quest.ts";

describe("a failed process on the local Functions host", () => {
  let folder: string;
  let flag: string;
  let host: ProcessHost;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "eventwright-brittle-"));
    flag = join(folder, "broken");
    await writeFile(flag, "");
    host = await startProcessHost({
      appDir: join(import.meta.dirname, "brittle-host"),
      name: "quest",
      functionName: "processQuest",
      wants: ["Opened", "Answered", "Refused"],
      settings: { BrokenBy: flag },
    });
  });
  after(async () => {
    await host.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it("is repaired, redriven by another process of the app, and goes on where it failed", async () => {
    const [questId, id] = ["a", "quest-a"];
    await host.send("open", { questId, size: 1 });
    await host.until(id, ({ customStatus }) => customStatus?.until !== undefined);
    await host.send("answer", { questId, text: "yes" });
    await host.move("PT10M");
    const failed = await host.until(id, ({ runtimeStatus }) => runtimeStatus !== "Running");
    assert.deepEqual([failed.runtimeStatus, /Out of ink/.test(String(failed.output))], ["Failed", true]);
    const refused: Envelope = { ...failed.input.started, id: "quest:a:9", type: "tally.Refused.v1", streamversion: 9 };
    await host.deliver({ ...refused, data: { questId, why: "no time" } });
    await rm(flag);
    await host.restart();

    const app = questApp({ process: brittle(() => false) });
    const { runtime, close } = await openRuntime(app, host.settings, () => {});
    const [line] = await listLetters(runtime.stores);
    assert.equal(line?.handler, "process-quest");
    assert.equal((await redrive(runtime, line?.id ?? "", { dryRun: true })).status, "would-pass");
    assert.equal((await redrive(runtime, line?.id ?? "")).status, "restarting");
    const ended = await host.until(
      id,
      ({ runtimeStatus }) => !["Failed", "Running", "Pending"].includes(runtimeStatus),
    );
    assert.deepEqual([ended.runtimeStatus, ended.output], ["Completed", "no time"]);
    const { resources } = await host.database
      .container("commands")
      .items.query<{ envelope: Envelope }>("SELECT c.envelope FROM c", { partitionKey: "quest/a" })
      .fetchAll();
    const types = resources.map(({ envelope }) => envelope.type.split(".")[1]).sort();
    assert.deepEqual(types, ["Answer", "Ask", "Close", "Open"]);
    // The letter is the last thing to go.
    while ((await listLetters(runtime.stores)).length > 0) await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual(await runtime.stores.inbox.list(id), []);
    assert.equal(await runtime.stores.inbox.heldSince(id), undefined);
    close();
  });
});

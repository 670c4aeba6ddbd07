import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { keys } from "../support/host.ts";
import { DurableSample } from "./support.ts";

interface Time {
  readonly now: string;
  readonly offsetMs: number;
}

describe("the clock of a host's timers", () => {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  const move = (sample: DurableSample, advance: unknown) => sample.post("/admin/clock", { advance });

  it("lets 72 hours pass for durable timers and timer triggers, and stays there over a restart", async () => {
    {
      await using sample = await DurableSample.start({ dataDir: folder });
      const links = await sample.start("approval", undefined, "late");
      await sample.until(links, "Running");
      const early = (await (await move(sample, "PT71H59M")).json()) as Time;
      assert.equal(early.offsetMs, (72 * 60 - 1) * 60_000);
      await sample.idle();
      assert.equal(sample.sample.host.durable?.management.find("late")?.status, "Running");
      await move(sample, "PT2M");
      assert.equal((await sample.until(links, "Completed")).output, "expired");
      const [started] = await sample.sample.log.until(/started by timer/);
      assert.match(String(started), /[0-9a-f]{32}/);
    }
    await using sample = await DurableSample.start({ dataDir: folder });
    const { now, offsetMs } = (await (await fetch(`${sample.url}/admin/clock`)).json()) as Time;
    assert.equal(offsetMs, (72 * 60 + 1) * 60_000);
    assert.ok(Math.abs(Date.parse(now) - Date.now() - offsetMs) < 60_000);
  });

  it("fires at start what fell due while the host was down", async () => {
    {
      await using sample = await DurableSample.start({ dataDir: folder });
      await sample.until(await sample.start("approval", undefined, "over-night"), "Running");
      // Moved, but the host ends before anything can happen.
      await Promise.all([move(sample, "PT72H"), sample.sample.host.stop()]);
    }
    await using sample = await DurableSample.start({ dataDir: folder });
    await sample.idle();
    assert.equal(sample.sample.host.durable?.management.find("over-night")?.output, '"expired"');
  });

  it("says what it does not understand, and asks for the admin key", async () => {
    await using sample = await DurableSample.start({ authorization: true });
    const ask = (body: string, key: string | undefined) =>
      fetch(`${sample.url}/admin/clock`, {
        method: "POST",
        headers: { "content-type": "application/json", ...(key !== undefined && { "x-functions-key": key }) },
        body,
      });
    assert.equal((await ask('{"advance":"PT1H"}', undefined)).status, 401);
    assert.equal((await ask('{"advance":"PT1H"}', keys.host)).status, 401);
    for (const body of ['{"advance":"-PT1H"}', '{"advance":72}', '{"advance":"P1M"}', "{}", "", "[]", "null", "{"]) {
      assert.equal((await ask(body, keys.master)).status, 400, body);
    }
    const far = await ask('{"advance":"P99999999D"}', keys.master);
    assert.equal(((await far.json()) as { code: string }).code, "clock-out-of-range");
    assert.equal((await ask('{"advance":"PT1H"}', keys.master)).status, 200);
  });
});

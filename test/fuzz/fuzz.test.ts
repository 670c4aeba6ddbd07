import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type System, startSystem, temporaryFolder } from "../e2e/support/system.ts";
import { watchFor } from "./run/ended.ts";
import { halfOpen } from "./run/half-open.ts";
import { renderFault } from "./run/report.ts";
import { run } from "./run/run.ts";
import { targetNames, targetsOf } from "./system.ts";

const folder = temporaryFolder();
let system: System;
before(async () => {
  system = await startSystem(folder.path);
});
after(async () => {
  await system?.stop();
  folder.remove();
});

// The long run is `npm run fuzz`.
test("2,000 hostile requests over every endpoint break no promise", async () => {
  const [seed, lanes] = [20261126, 8];
  const { targets, stop } = await targetsOf(system, seed, lanes, targetNames);
  const open = halfOpen([...new Set(targets.map(({ url }) => url))]);
  try {
    const report = await run({
      targets,
      requests: 2_000,
      seed,
      lanes,
      memory: () => undefined,
      ended: watchFor(system),
    });
    assert.deepEqual(
      report.faults.map((fault) => renderFault(fault, seed, [])),
      [],
    );
    assert.equal(report.requests, 2_000);
    // That all of it was refused would mean that nothing behind the door has been tried.
    for (const { name } of targets) {
      const counts = [...(report.statuses.get(name) ?? [])];
      const share = (from: number, to: number) =>
        counts.filter(([status]) => status >= from && status < to).reduce((sum, [, count]) => sum + count, 0);
      assert.ok(share(200, 300) >= 20, `${name}: ${JSON.stringify(counts)}`);
      assert.ok(share(400, 500) >= 50, `${name}: ${JSON.stringify(counts)}`);
    }
  } finally {
    open.stop();
    await stop();
  }
});

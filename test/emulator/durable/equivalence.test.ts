import assert from "node:assert/strict";
import test from "node:test";
import { seeded } from "../../../benchmarks/support/statistics.ts";
import type { ReplaySchema } from "../../../emulator/durable/protocol/port.ts";
import { startHub, temporaryFolder } from "./support/hub.ts";
import { journeyActivities, journeyId, journeyResult, registerJourney, travel } from "./support/journey.ts";

const ran: string[] = [];
registerJourney((name) => ran.push(name));

const schemas: readonly ReplaySchema[] = ["V2", "V3", "V4"];
for (const replaySchema of schemas) {
  for (const batchSize of [1, undefined]) {
    for (const where of ["memory", "a folder"]) {
      const name = `replay schema ${replaySchema}, ${batchSize ?? "any number of"} messages a turn, in ${where}`;
      test(`the same journey ends the same: ${name}`, async () => {
        ran.length = 0;
        using folder = temporaryFolder();
        await using hub = await startHub({
          replaySchema,
          shuffle: true,
          ...(batchSize !== undefined && { batchSize }),
          ...(where === "a folder" && { dataDir: folder.path }),
        });
        // Locks came with V4.
        assert.deepEqual(await travel(hub, replaySchema === "V4"), journeyResult);
        assert.equal(hub.instance(journeyId).customStatus, '"half way"');
        assert.deepEqual(ran.toSorted(), journeyActivities);
        assert.deepEqual(hub.warnings, []);
      });
    }
  }
}

test("two journeys with the same ids and times have the same history, event by event", async () => {
  const histories: unknown[] = [];
  for (let round = 0; round < 2; round++) {
    await using hub = await startHub({ random: seeded(1) });
    await travel(hub);
    histories.push(hub.engine.management.history(journeyId).map(({ Details: _, ...event }) => event));
  }
  assert.deepEqual(histories[0], histories[1]);
});

import assert from "node:assert/strict";
import { it } from "node:test";
import { rebuild } from "../../../platform/read-models/rebuild.ts";
import { verify } from "../../../platform/read-models/verify.ts";
import type { Stores } from "../../../platform/stores/ports.ts";
import { onEveryGround, send } from "../support/rig.ts";
import { tally } from "../support/tally.ts";

const containers = ["counters", "additions", "noted"];

async function documentsOf(stores: Stores): Promise<string[]> {
  const texts: string[] = [];
  for (const container of containers) {
    for await (const page of stores.readModels.scan(container)) {
      for (const { record } of page) texts.push(`${container} ${JSON.stringify(record)}`);
    }
  }
  return texts.sort();
}

onEveryGround("read models can be made again from the events", (open) => {
  it("gives the same bytes, removes what nothing accounts for, and tells how far it is", async () => {
    const app = tally();
    const rig = await open(app);
    for (let n = 0; n < 30; n++) {
      await send(rig, "add", { counterId: `c${n % 4}`, amount: n + 1, ...(n % 3 === 0 ? { note: `n${n % 2}` } : {}) });
    }
    await rig.pump();
    const before = await documentsOf(rig.stores);
    assert.deepEqual(await verify(app, rig.stores), []);

    for await (const page of rig.stores.readModels.scan("counters")) {
      for (const { record, etag } of page) {
        if (record.id === "c1") await rig.stores.readModels.remove("counters", record.partition, record.id, etag);
        if (record.id === "c2") await rig.stores.readModels.write("counters", { ...record, data: { total: 0 } }, etag);
      }
    }
    await rig.stores.readModels.write("counters", { id: "ghost", partition: "ghost", data: {}, seen: {} }, undefined);
    const found = (await verify(app, rig.stores)).map(({ id, kind }) => `${id} ${kind}`).sort();
    assert.deepEqual(found, ["c1 missing", "c2 different", "ghost unexpected"]);

    const steps: number[] = [];
    const reports = await rebuild(app, rig.stores, { onProgress: ({ streams }) => steps.push(streams) });
    assert.deepEqual(steps, [1, 2, 3, 4]);
    const [counters] = reports;
    assert.deepEqual(counters, { readModel: "counters", documents: 4, written: 2, removed: 1, failures: [] });
    assert.deepEqual(await documentsOf(rig.stores), before);
    assert.deepEqual(await verify(app, rig.stores), []);
    await assert.rejects(rebuild(app, rig.stores, { only: ["nothing"] }), /no read model "nothing"; it has counters/);
  });
});

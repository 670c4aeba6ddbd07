import assert from "node:assert/strict";
import { it } from "node:test";
import { openDatabase } from "../../../platform/adapters/cosmos/client.ts";
import { onEveryGround, type Rig, send } from "../support/rig.ts";
import { tally } from "../support/tally.ts";

/** Where the readers of change feeds keep how far they are. */
async function makeLeases({ fresh: { settings } }: Rig): Promise<void> {
  if (settings === undefined) return;
  const { database, close } = await openDatabase(settings);
  await database.containers.create({ id: "leases", partitionKey: { paths: ["/id"], version: 2 } });
  close();
}

onEveryGround("activity over the admin API", (open) => {
  it("counts what was stored lately, and tells what stands still", async () => {
    const rig = await open(tally());
    await makeLeases(rig);
    await send(rig, "add", { counterId: "a", amount: 1 });
    await send(rig, "add-many", { counterId: "b", times: 3, ref: "1" });
    await send(rig, "add", { counterId: "a", amount: 5000 });
    await send(rig, "break", { counterId: "c", how: "throw" });
    await rig.advance(60_000);
    const { body } = await rig.request("GET", "/api/admin/activity?seconds=3600");
    assert.deepEqual(
      body.messages.map(({ kind, name, count }: { kind: string; name: string; count: number }) => [kind, name, count]),
      [
        ["command", "Add", 2],
        ["command", "AddMany", 1],
        ["command", "Break", 1],
        ["event", "Added", 4],
        ["notification", "AddFailed", 1],
        ["notification", "AddRefused", 1],
        ["notification", "TotalChanged", 4],
      ],
    );
    assert.deepEqual(body.outcomes, [
      { name: "Add", status: "rejected", count: 1 },
      { name: "Add", status: "succeeded", count: 1 },
      { name: "AddMany", status: "succeeded", count: 1 },
      { name: "Break", status: "failed", count: 1 },
    ]);
    assert.deepEqual(
      body.parked.map(({ handler, streams }: { handler: string; streams: number }) => [handler, streams]),
      [["commands", 1]],
    );
    assert.deepEqual(body.letters, [{ handler: "commands", open: 1 }]);
    assert.deepEqual(body.processes, []);
    assert.equal(body.seconds, 3600);
  });
});

import assert from "node:assert/strict";
import { it } from "node:test";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { handleCommands } from "../../../platform/commands/handle-commands.ts";
import type { CommandRecord } from "../../../platform/stores/records.ts";
import { runtimeOf } from "../../../platform/testing/app-over.ts";
import { onEveryGround, outcome, send } from "../support/rig.ts";
import { tally } from "../support/tally.ts";

onEveryGround("a state in the cache that is old", (open) => {
  it("never refuses what the stream as it is would accept, nor accepts what it would refuse", async () => {
    const app = tally();
    const rig = await open(app);
    const hosts = [0, 1].map(() => runtimeOf(app, rig.stores, rig.publisher, new FakeClock()));
    const sent = [];
    const steps: readonly (readonly [host: number, amount: number, status: string])[] = [
      [0, 900, "succeeded"],
      [1, -500, "succeeded"],
      // The first host still believes in 900.
      [0, 301, "succeeded"],
      // The second one in 400.
      [1, 302, "rejected"],
      [0, 299, "succeeded"],
      [1, 1, "rejected"],
    ];
    for (const [host, amount, status] of steps) {
      const answer = await send(rig, "add", { counterId: "a", amount });
      sent.push(answer);
      const [hash = ""] = answer.body.commandId.split(".");
      const command = (await rig.stores.commands.read("counter/a", hash)) as CommandRecord;
      const runtime = hosts[host];
      assert.ok(runtime);
      await handleCommands(runtime, [command]);
      assert.equal((await outcome(rig, answer)).status, status, `${amount}`);
    }
    assert.deepEqual(
      (await rig.stores.events.readAfter("counter/a", 0, 10)).map((event) => event.version),
      [1, 2, 3, 4],
    );
  });
});

import assert from "node:assert/strict";
import test from "node:test";
import { startHub } from "./support/hub.ts";
import { df } from "./support/sdk.ts";

df.app.activity("double", { handler: (value: number) => value * 2 });
df.app.orchestration("chain", function* (context) {
  let value = context.df.getInput<number>() ?? 0;
  for (let step = 0; step < 3; step++) value = yield context.df.callActivity("double", value);
  return value;
});

test("a chain of activities hands each result to the next", async () => {
  await using hub = await startHub();
  const { status, output } = await hub.run("chain", 5);
  assert.equal(status, "Completed");
  assert.equal(output, "40");
});

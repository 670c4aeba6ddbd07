import assert from "node:assert/strict";
import test from "node:test";
import { startHub } from "./support/hub.ts";
import { df } from "./support/sdk.ts";

class OutOfStock extends Error {
  override readonly name = "OutOfStock";
  readonly missing = 3;
}

df.app.setExceptionPropertiesProvider({
  getExceptionProperties: (error: unknown) => (error instanceof OutOfStock ? { missing: error.missing } : undefined),
});
df.app.activity("reserve", {
  handler: () => {
    throw new OutOfStock("three are missing");
  },
});
df.app.orchestration("catches", function* (context) {
  try {
    yield context.df.callActivity("reserve");
  } catch (error) {
    const { name, message } = error as Error;
    return {
      name,
      message,
      details: (error as { failureDetails?: { properties?: unknown } }).failureDetails?.properties,
    };
  }
  return "not reached";
});
df.app.orchestration("child", function* (context) {
  yield context.df.callActivity("reserve");
});
df.app.orchestration("parent", function* (context) {
  try {
    yield context.df.callSubOrchestrator("child");
  } catch (error) {
    return (error as { failureDetails?: { errorType?: string } }).failureDetails?.errorType;
  }
  return "not reached";
});

test("an orchestrator sees the type and the properties of an activity's error", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("catches");
  assert.deepEqual(hub.output(id), {
    name: "TaskFailedError",
    message: "OutOfStock: three are missing",
    details: { missing: 3 },
  });
});

test("and that of a sub-orchestration's", async () => {
  await using hub = await startHub();
  const { id } = await hub.run("parent");
  assert.equal(hub.output(id), "OutOfStock");
});

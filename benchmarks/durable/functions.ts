/** The durable functions that are measured. They do next to nothing, so that what is seen is the engine and the library. */
import { df } from "../../test/emulator/durable/support/sdk.ts";

df.app.activity("increment", { handler: (value: number) => value + 1 });
df.app.orchestration("fanOut", function* (context) {
  const count = context.df.getInput<number>() ?? 0;
  const tasks = Array.from({ length: count }, (_, index) => context.df.callActivity("increment", index));
  const results: number[] = yield context.df.Task.all(tasks);
  return results.length;
});
df.app.orchestration("waitOnce", function* (context) {
  return yield context.df.waitForExternalEvent("go");
});
df.app.orchestration("waitLong", function* (context) {
  for (;;) yield context.df.waitForExternalEvent("number");
});
df.app.orchestration("waitForAll", function* (context) {
  const count = context.df.getInput<number>() ?? 0;
  const tasks = Array.from({ length: count }, (_, index) => context.df.waitForExternalEvent(`event-${index}`));
  const results: unknown[] = yield context.df.Task.all(tasks);
  return results.length;
});

/** One orchestration that does everything once, for tests that compare ways of running it. */
import type { EntityContext } from "durable-functions";
import type { Hub } from "./hub.ts";
import { df } from "./sdk.ts";

/** Id of the instance that tests start. */
export const journeyId = "journey";

/** Registers the journey; `ran` is told the name of each activity that runs. */
export function registerJourney(ran: (name: string) => void): void {
  df.app.activity("note", {
    handler: (name: string) => {
      ran(name);
      return `${name}!`;
    },
  });
  df.app.activity("fail", {
    handler: () => {
      ran("fail");
      throw new Error("always");
    },
  });
  df.app.entity("purse", (context: EntityContext<number>) => {
    const state = context.df.getState(() => 0) ?? 0;
    if (context.df.operationName === "add") context.df.setState(state + (context.df.getInput<number>() ?? 0));
    else context.df.return(state);
  });
  df.app.orchestration("stage", function* (context) {
    const left = context.df.getInput<{ left: number }>()?.left ?? 0;
    const name: string = yield context.df.callActivity("note", `stage-${left}`);
    return left === 0 ? name : context.df.continueAsNew({ left: left - 1 });
  });
  df.app.orchestration("journey", function* (context) {
    const { locks } = context.df.getInput<{ locks: boolean }>() ?? { locks: true };
    const purse = new df.EntityId("purse", "mine");
    const log: unknown[] = [];
    const later = (ms: number) => new Date(context.df.currentUtcDateTime.getTime() + ms);
    log.push(yield context.df.Task.all(["a", "b", "c"].map((name) => context.df.callActivity("note", name))));
    try {
      yield context.df.callActivityWithRetry("fail", new df.RetryOptions(60_000, 2));
    } catch (error) {
      log.push((error as Error).message.split(" \n")[0]);
    }
    context.df.signalEntity(purse, "add", 1);
    yield context.df.callEntity(purse, "add", 10);
    log.push(yield context.df.waitForExternalEvent("go"));
    const deadline = context.df.createTimer(later(3_600_000));
    const winner: unknown = yield context.df.Task.any([context.df.callActivity("note", "race"), deadline]);
    log.push(winner === deadline ? "late" : "in time");
    deadline.cancel();
    context.df.setCustomStatus("half way");
    log.push(yield context.df.callSubOrchestrator("stage", { left: 2 }));
    yield context.df.createTimer(later(8 * 86_400_000));
    if (locks) {
      const lock: { release(): void } = yield context.df.lock(purse, new df.EntityId("purse", "yours"));
      try {
        yield context.df.callEntity(new df.EntityId("purse", "yours"), "add", 5);
        yield context.df.callEntity(purse, "add", -5);
      } finally {
        lock.release();
      }
    } else yield context.df.callEntity(purse, "add", -5);
    log.push(yield context.df.callEntity(purse, "get"));
    return log;
  });
}

/** What a journey gives back, however it was run. */
export const journeyResult = [
  ["a!", "b!", "c!"],
  "Activity function 'fail' failed: always",
  { by: "Ada" },
  "in time",
  "stage-0!",
  6,
];

/** Activities that a journey runs, sorted, when nothing is done twice. */
export const journeyActivities = ["a", "b", "c", "fail", "fail", "race", "stage-0", "stage-1", "stage-2"];

/** Starts the journey, or takes it up where it was left, and goes through to its end. */
export async function travel(hub: Hub, locks = true): Promise<unknown> {
  const { management } = hub.engine;
  if (management.find(journeyId) === undefined) await hub.start("journey", { locks }, journeyId);
  await hub.drain();
  if (hub.instance(journeyId).status === "Running") await hub.raise(journeyId, "go", { by: "Ada" });
  await hub.drain();
  return hub.output(journeyId);
}

/** Random orchestrations: a program is data, the orchestrator runs it, and what it logs must not depend on how it was run. */
import type { EntityContext, OrchestrationContext, Task } from "durable-functions";
import { df } from "./sdk.ts";

/** One step of a random orchestration. */
export type Step =
  | { readonly kind: "activity" | "stumble" | "fail"; readonly key: string }
  | { readonly kind: "timer"; readonly ms: number }
  | { readonly kind: "add" | "signal" | "get"; readonly entity: string }
  | { readonly kind: "all" | "any"; readonly steps: readonly Step[] }
  | { readonly kind: "child"; readonly steps: readonly Step[] }
  | { readonly kind: "locked"; readonly entity: string; readonly steps: readonly Step[] };

const stumbled = new Set<string>();

/** Forgets which activities have stumbled, before a program is run again. */
export function forgetStumbles(): void {
  stumbled.clear();
}

/** Registers what programs are made of. */
export function registerPrograms(): void {
  df.app.activity("step", { handler: (key: string) => `${key}!` });
  df.app.activity("stumble", {
    handler: (key: string) => {
      if (stumbled.has(key)) return `${key} got up`;
      stumbled.add(key);
      throw new Error(`${key} stumbled`);
    },
  });
  df.app.activity("fail", {
    handler: (key: string) => {
      throw new Error(`${key} failed`);
    },
  });
  df.app.entity("account", (context: EntityContext<number>) => {
    const state = context.df.getState(() => 0) ?? 0;
    if (context.df.operationName === "add") context.df.setState(state + 1);
    context.df.return(state);
  });
  df.app.orchestration("program", function* (context) {
    const log: unknown[] = [];
    yield* run(context, context.df.getInput<Step[]>() ?? [], log);
    return log;
  });
}

type Running = Generator<Task, void, unknown>;

function* run(context: OrchestrationContext, steps: readonly Step[], log: unknown[]): Running {
  for (const step of steps) {
    try {
      if (step.kind === "signal") context.df.signalEntity(entity(context, step.entity), "add");
      else if (step.kind === "locked") {
        const lock = (yield context.df.lock(entity(context, step.entity))) as { release(): void };
        try {
          yield* run(context, step.steps, log);
        } finally {
          lock.release();
        }
      } else {
        const result: unknown = yield task(context, step);
        log.push(step.kind === "any" ? "one of them" : (result ?? "nothing"));
      }
    } catch (error) {
      log.push((error as Error).message.split(" \n")[0]);
    }
  }
}

function task(context: OrchestrationContext, step: Step): Task {
  const { df: durable } = context;
  const policy = new df.RetryOptions(500, 2);
  switch (step.kind) {
    case "activity":
      return durable.callActivity("step", step.key);
    case "stumble":
      return durable.callActivityWithRetry("stumble", policy, step.key);
    case "fail":
      return durable.callActivityWithRetry("fail", policy, step.key);
    case "timer":
      return durable.createTimer(new Date(durable.currentUtcDateTime.getTime() + step.ms));
    case "add":
    case "get":
      return durable.callEntity(entity(context, step.entity), step.kind);
    case "all":
      return durable.Task.all(step.steps.map((each) => task(context, each)));
    case "any":
      return durable.Task.any(step.steps.map((each) => task(context, each)));
    case "child":
      return durable.callSubOrchestrator("program", step.steps);
    default:
      throw new Error(`${step.kind} is no task.`);
  }
}

/** Entities of a program belong to its instance, so that what they hold does not depend on other programs. */
function entity(context: OrchestrationContext, name: string) {
  return new df.EntityId("account", `${context.df.instanceId.slice(0, 8)}-${name}`);
}

/** Makes a program from random numbers. */
export function makeProgram(random: () => number): Step[] {
  let keys = 0;
  const below = (limit: number) => Math.floor(random() * limit);
  const some = (least: number, make: () => Step) => Array.from({ length: least + below(3) }, make);
  const leaf = (): Step => {
    const kinds = ["activity", "activity", "stumble", "timer", "add"] as const;
    const kind = kinds[below(kinds.length)] ?? "activity";
    if (kind === "timer") return { kind, ms: [0, 200, 700, 8 * 86_400_000][below(4)] ?? 0 };
    if (kind === "add") return { kind, entity: `e${below(2)}` };
    return { kind, key: `k${keys++}` };
  };
  const step = (depth: number): Step => {
    switch (below(12)) {
      case 0:
        return { kind: "fail", key: `k${keys++}` };
      case 1:
        return { kind: "signal", entity: `e${below(2)}` };
      case 2:
        return { kind: "get", entity: `e${below(2)}` };
      case 3:
        // Losers of a race that take several steps are a trap of their own, see traps.test.ts.
        return { kind: "any", steps: some(1, () => ({ kind: "activity", key: `k${keys++}` })) };
      case 4:
      case 5:
        return { kind: "all", steps: some(1, leaf).filter((each) => each.kind !== "add") };
      case 6:
        return depth === 0 ? { kind: "child", steps: some(1, () => step(1)) } : leaf();
      case 7: {
        const inside: Step[] = some(1, () => ({ kind: "activity", key: `k${keys++}` }));
        return { kind: "locked", entity: "e0", steps: [...inside, { kind: "add", entity: "e0" }] };
      }
      default:
        return leaf();
    }
  };
  return some(3, () => step(0));
}

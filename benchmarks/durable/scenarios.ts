import type { DurableCall } from "../../emulator/durable/protocol/port.ts";
import { invokeSdk } from "../../test/emulator/durable/support/sdk.ts";
import { median } from "../support/statistics.ts";
import { type Place, startMeasured } from "./engine.ts";

/** What something took, ms: by the clock, and of this process's CPU, which a busy machine changes less. */
export interface Taken {
  readonly ms: number;
  readonly cpu: number;
}

function stopwatch(): () => Taken {
  const from = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { ms: performance.now() - from, cpu: (user + system) / 1000 };
  };
}

/** The same functions, awaited directly: no history, nothing stored. */
export async function directFanOut(count: number): Promise<Taken> {
  const taken = stopwatch();
  const calls = Array.from({ length: count }, (_, index): DurableCall => ({ data: String(index), instanceId: "" }));
  const results = await Promise.all(calls.map((call) => invokeSdk("increment", call)));
  if (results.some(({ kind }) => kind !== "succeeded")) throw new Error("An activity failed.");
  return taken();
}

/** One orchestration with `count` activities side by side, from start to end. */
export async function fanOut(place: Place, count: number): Promise<Taken & { turns: number }> {
  const measured = await startMeasured(place);
  try {
    const { engine } = measured;
    const taken = stopwatch();
    const id = await engine.management.start({ name: "fanOut", input: String(count) });
    await engine.idle();
    const end = taken();
    if (engine.management.find(id)?.output !== String(count)) throw new Error("The fan-out did not end.");
    return { ...end, turns: measured.turns() };
  } finally {
    await measured.stop();
  }
}

/** `count` instances that each wait for an event, and then get it. */
export async function waiting(place: Place, count: number): Promise<{ started: Taken; raised: Taken }> {
  const { engine, stop } = await startMeasured(place);
  try {
    const { management } = engine;
    const starting = stopwatch();
    const ids = await Promise.all(Array.from({ length: count }, () => management.start({ name: "waitOnce" })));
    await engine.idle();
    const started = starting();
    const raising = stopwatch();
    await Promise.all(ids.map((id) => management.raiseEvent(id, "go", "1")));
    await engine.idle();
    const raised = raising();
    if (ids.some((id) => management.find(id)?.status !== "Completed")) throw new Error("An instance did not end.");
    return { started, raised };
  } finally {
    await stop();
  }
}

/** Cost of one turn, ms: all of it, and the part that is the library's. */
export interface TurnCost {
  readonly ms: number;
  readonly library: number;
}

/** One event after the other for an instance whose history has about `length` events already. Medians. */
export async function turnAt(place: Place, length: number, samples: number): Promise<TurnCost> {
  const measured = await startMeasured(place);
  try {
    const { management } = measured.engine;
    const id = await management.start({ name: "waitLong" });
    const events = Array.from({ length }, () => management.raiseEvent(id, "number", "1"));
    await Promise.all(events);
    await measured.engine.idle();
    return await sample(measured, samples, () => management.raiseEvent(id, "number", "1"));
  } finally {
    await measured.stop();
  }
}

/** One event a turn for an instance that waits for `count` at once: the first and the last tenth. Medians. */
export async function openTasks(place: Place, count: number): Promise<{ first: TurnCost; last: TurnCost; ms: number }> {
  const measured = await startMeasured(place);
  try {
    const { management, idle } = measured.engine;
    const id = await management.start({ name: "waitForAll", input: String(count) });
    await idle();
    let next = 0;
    const raise = () => management.raiseEvent(id, `event-${next++}`, "1");
    const tenth = Math.floor(count / 10);
    const from = performance.now();
    const first = await sample(measured, tenth, raise);
    await sample(measured, count - 2 * tenth, raise);
    const last = await sample(measured, tenth, raise);
    const ms = performance.now() - from;
    if (management.find(id)?.output !== String(count)) throw new Error("The instance did not end.");
    return { first, last, ms };
  } finally {
    await measured.stop();
  }
}

async function sample(
  { engine, inLibrary }: Awaited<ReturnType<typeof startMeasured>>,
  count: number,
  act: () => Promise<unknown>,
): Promise<TurnCost> {
  const all: number[] = [];
  const library: number[] = [];
  for (let taken = 0; taken < count; taken++) {
    const from = performance.now();
    const before = inLibrary();
    await act();
    await engine.idle();
    all.push(performance.now() - from);
    library.push(inLibrary() - before);
  }
  return { ms: median(all), library: median(library) };
}

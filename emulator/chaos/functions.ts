import { type Clock, sleep } from "../../platform/clock/clock.ts";
import type { Invoke } from "../durable/protocol/port.ts";
import type { Invoker } from "../functions/supervisor.ts";
import type { ChaosControl } from "./chaos.ts";
import type { FaultSource } from "./faults.ts";

/** What a Functions host needs to have faults. */
export interface HostChaos {
  readonly control: ChaosControl;
  readonly trigger: FaultSource<"trigger">;
  readonly activity: FaultSource<"activity">;
  readonly turn: FaultSource<"turn">;
  readonly message: FaultSource<"message">;
  readonly worker: FaultSource<"worker">;
  /** Whether messages of the task hub come in another order: not while nobody has asked for faults. */
  readonly shuffle?: boolean;
  /** A promise that is broken on purpose, to see that it is found out. */
  readonly broken?: BrokenPromise | undefined;
}

/** Promises that can be broken. `checkpoint-first`: a trigger moves its checkpoint before the function has handled the batch. */
export const brokenPromises = ["checkpoint-first"] as const;
export type BrokenPromise = (typeof brokenPromises)[number];

/** Longest delay of activities and messages, ms. */
const latest = 2_000;

/** How long after an invocation has begun the worker is killed at most, ms. */
const killedWithin = 50;

/** An invoker under which the app's process dies now and then, a moment after an invocation has begun. */
export function faultyInvoker(
  invoker: Invoker,
  faults: FaultSource<"worker">,
  clock: Clock,
  kill: () => void,
): Invoker {
  return {
    abandon: (id) => invoker.abandon(id),
    ready: () => invoker.ready(),
    invoke(request) {
      const fault = faults.next(request.functionId);
      if (fault !== undefined) clock.schedule(fault.size * killedWithin, kill);
      return invoker.invoke(request);
    },
  };
}

/**
 * Calls durable functions twice, as if the first call's result had been lost with its host, or calls them late.
 * @param isActivity by the function's name
 */
export function faultyInvoke(
  invoke: Invoke,
  { activity, turn }: Pick<HostChaos, "activity" | "turn">,
  clock: Clock,
  isActivity: (name: string) => boolean,
): Invoke {
  return async (name, call) => {
    const fault = (isActivity(name) ? activity : turn).next(`${name} of ${call.instanceId}`);
    if (fault?.kind === "late") await sleep(clock, fault.size * latest);
    if (fault?.kind === "twice") await invoke(name, call);
    return invoke(name, call);
  };
}

/** Raises an external event late, or once more a while after the first time. */
export async function faultyRaise(
  raise: () => Promise<void>,
  faults: FaultSource<"message">,
  clock: Clock,
  what: string,
): Promise<void> {
  const fault = faults.next(what);
  if (fault?.kind === "late") await sleep(clock, fault.size * latest);
  await raise();
  // The instance may be gone by then, which is what a late copy meets on Azure too.
  if (fault?.kind === "twice") clock.schedule(fault.size * latest, () => void raise().catch(() => {}));
}

import type { ChaosControl } from "./chaos.ts";
import type { Faults } from "./faults.ts";
import type { BrokenPromise, HostChaos } from "./functions.ts";

/** A Functions host's share of the faults of its process. */
export function hostChaos(faults: Faults, control: ChaosControl, broken: BrokenPromise | undefined): HostChaos {
  return {
    control,
    broken,
    trigger: faults.of("trigger"),
    activity: faults.of("activity"),
    turn: faults.of("turn"),
    message: faults.of("message"),
    worker: faults.of("worker"),
  };
}

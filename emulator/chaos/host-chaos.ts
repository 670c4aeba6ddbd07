import type { ChaosControl } from "./chaos.ts";
import type { Faults } from "./faults.ts";
import type { BrokenPromise, HostChaos } from "./functions.ts";

/**
 * A Functions host's share of the faults of its process.
 * @param shuffle whether messages of its task hub come in another order
 */
export function hostChaos(
  faults: Faults,
  control: ChaosControl,
  broken: BrokenPromise | undefined,
  shuffle: boolean,
): HostChaos {
  return {
    control,
    broken,
    shuffle,
    trigger: faults.of("trigger"),
    activity: faults.of("activity"),
    turn: faults.of("turn"),
    message: faults.of("message"),
    worker: faults.of("worker"),
  };
}

import { type SimulateOptions, usual } from "../../../console/options.ts";
import { silent } from "../../../console/run/context.ts";
import type { Surroundings } from "../../../console/simulation.ts";
import { type Clock, systemClock } from "../../../platform/clock/clock.ts";

/** Options of a small run against `url`. */
export function optionsFor(url: string, changes: Partial<SimulateOptions> = {}): SimulateOptions {
  return {
    ...usual,
    accounts: 10,
    transfers: 20,
    duplicates: 20,
    merchants: 2,
    payments: 10,
    url,
    header: {},
    concurrency: 8,
    patience: 30,
    verify: true,
    json: false,
    quiet: true,
    ...changes,
  };
}

/** Surroundings that tell nobody how far a run is. */
export const around: Surroundings = { clock: systemClock, progress: silent };

/** A clock on which every pause is over at once: for what is waited for in vain. */
function leapingClock(): Clock {
  let now = 0;
  return {
    now: () => now,
    schedule(delay, task) {
      const timer = setImmediate(() => {
        now += delay;
        task();
      });
      return { cancel: () => clearImmediate(timer) };
    },
  };
}

/** Surroundings where no time is lost. */
export const leaping: Surroundings = { clock: leapingClock(), progress: silent };

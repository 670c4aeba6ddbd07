import type { Clock } from "../../../platform/clock/clock.ts";
import type { HostChaos } from "../../chaos/functions.ts";
import type { Log } from "../../service.ts";
import type { Settings } from "../config/settings.ts";
import type { Dispatcher } from "../dispatcher.ts";
import { type FunctionInfo, hasTrigger } from "../function-info.ts";
import { cosmosTrigger } from "./cosmos/trigger.ts";
import { retryAdvice } from "./retry-advice.ts";
import { timerTrigger } from "./timer.ts";
import { timerStatusStore } from "./timer-status.ts";
import type { Trigger } from "./trigger.ts";

/** What triggers are made with. */
export interface TriggerContext {
  readonly settings: Settings;
  readonly dispatcher: Dispatcher;
  readonly clock: Clock;
  /** Of timer triggers; may be moved. */
  readonly timerClock: Clock;
  readonly random: () => number;
  readonly log: Log;
  /** Name of this host in leases. */
  readonly owner: string;
  readonly dataDir: string | undefined;
  readonly chaos?: HostChaos | undefined;
}

/**
 * Prepares the triggers of all enabled functions that listen by themselves; HTTP and Event Grid come through the server.
 * @returns the triggers, and in words every one that cannot be
 */
export function makeTriggers(
  functions: readonly FunctionInfo[],
  context: TriggerContext,
): { triggers: Trigger[]; problems: string[] } {
  const statuses = timerStatusStore(context.dataDir);
  const triggers: Trigger[] = [];
  const problems: string[] = [];
  const enabled = functions.filter(({ disabled }) => !disabled);
  for (const advice of retryAdvice(enabled)) context.log("warn", advice);
  for (const info of enabled) {
    try {
      if (hasTrigger(info, "timerTrigger")) {
        triggers.push(timerTrigger(info, { ...context, clock: context.timerClock, statuses }));
      } else if (hasTrigger(info, "cosmosDBTrigger")) triggers.push(cosmosTrigger(info, context));
    } catch (error) {
      problems.push((error as Error).message);
    }
  }
  return { triggers, problems };
}

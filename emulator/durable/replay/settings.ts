import type { FunctionTable } from "../protocol/port.ts";

/** What a replay depends on besides history and actions. */
export interface ReplaySettings {
  readonly functions: FunctionTable;
  /** Timers longer than this are made of steps, ms (replay schema V3 and later). */
  readonly maximumShortTimer: number;
  /** Length of a step of a long timer, ms. */
  readonly longTimerStep: number;
  /** Wait between polls of `callHttp` when the answer names none, ms. */
  readonly httpPollDelay: number;
  /** Version given to sub-orchestrations that name none. */
  readonly defaultVersion: string;
}

const day = 86_400_000;

/** The defaults of the Durable Functions extension on Azure Storage. */
export const replayDefaults: Omit<ReplaySettings, "functions"> = {
  maximumShortTimer: 6 * day,
  longTimerStep: 3 * day,
  httpPollDelay: 30_000,
  defaultVersion: "",
};

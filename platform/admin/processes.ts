import type { Runtime } from "../app/runtime.ts";
import type { ProcessSummary } from "./shapes.ts";

/** Instances by their ids, those that there are. */
export async function processesById(_runtime: Runtime, _ids: readonly string[]): Promise<readonly ProcessSummary[]> {
  return [];
}

import { systemMeasures } from "../../../platform/telemetry/measure/measure-system.ts";
import type { AppUnderTest } from "../../../platform/testing/app-over.ts";

/** Measures as the app's timer does, with the processes that run. */
export function measureSystem(): (app: Pick<AppUnderTest, "runtime" | "processes">) => Promise<void> {
  return async ({ runtime, processes }) => {
    const { client } = processes;
    // A measure of its own each time: the app's looks at processes each fifth time only.
    await systemMeasures()({ ...runtime, processes: { client, tuning: { settings: {}, timeouts: {} } as never } });
  };
}

import { type ProcessWork, workOf } from "./durable.ts";
import { type Counts, type MeasuredOptions, startMeasured } from "./measured-app.ts";
import { type MixSize, mixPlan, playMix, type Sent } from "./mix.ts";
import { round, type Usage, usageBy, usageOf } from "./usage.ts";

/** What the simulator's mix of commands took. */
export interface MixMeasure {
  readonly sent: Sent;
  readonly counts: Counts;
  readonly processes: ProcessWork;
  readonly total: Usage;
  readonly byStep: Readonly<Record<string, Usage>>;
  readonly byContainer: Readonly<Record<string, Usage>>;
  /** Documents that were stored anew, and the bytes sent for them, by container. */
  readonly stored: Readonly<Record<string, { readonly documents: number; readonly bytes: number }>>;
}

/**
 * Plays the mix on a fresh system.
 * @param together commands that come at the same time; 1: each alone
 */
export async function measureMix(size: MixSize, together: number, options: MeasuredOptions = {}): Promise<MixMeasure> {
  const app = await startMeasured(options);
  try {
    app.take();
    const sent = await playMix(app, mixPlan(size), together);
    // Looks of the simulator at transfers are its own, and whoever polls pays by the hour.
    const asked = app.take().filter(({ step }) => step !== "poll" && step !== "read");
    const made = asked.filter(({ operation, status }) => /create|upsert/.test(operation) && /201/.test(status));
    const stored = Object.entries(Object.groupBy(made, ({ container }) => container)).sort(([a], [b]) =>
      a < b ? -1 : 1,
    );
    return {
      sent,
      counts: { ...app.counts },
      processes: workOf(app.app.processes.instances()),
      total: usageOf(asked),
      byStep: usageBy(asked, ({ step }) => step),
      byContainer: usageBy(asked, ({ container }) => container),
      stored: Object.fromEntries(
        stored.map(([name, some = []]) => [
          name,
          {
            documents: some.reduce((sum, { documents }) => sum + documents, 0),
            bytes: some.reduce((sum, { sent: bytes }) => sum + bytes, 0),
          },
        ]),
      ),
    };
  } finally {
    await app.stop();
  }
}

/** Request units of a command that a client sent and that was taken. */
export function unitsPerCommand({ total, sent }: MixMeasure): number {
  return round(total.units / sent.accepted);
}

import type { Runtime } from "../../app/runtime.ts";
import { forEachBounded } from "../../retry/bounded.ts";
import { StoreError } from "../../stores/errors.ts";
import type { DueLetter } from "../../stores/ports.ts";
import { logEvents } from "../../telemetry/log-events.ts";
import { redrive } from "./redrive.ts";
import type { LetterReport } from "./report.ts";

/** Letters that are tried at the same time. */
const parallelLetters = 20;
/** No further letter is begun after so long, milliseconds: the shortest time limit of a function is five minutes. */
const longestRun = 180_000;
/** Refusals after which nothing but people can help. */
const lasting = new Set(["unknown-handler", "not-a-command", "process-ended"]);

/**
 * Tries the letters again whose next try is due, and goes on with what waits behind those that pass. May run in several
 * hosts at once, and may be interrupted at any point: what is left over is due the next time.
 * @throws StoreError when the letters cannot be read
 */
export async function retryLetters(runtime: Runtime): Promise<readonly LetterReport[]> {
  const begun = runtime.clock.now();
  const due: DueLetter[] = [];
  for await (const page of runtime.stores.deadLetters.due(new Date(begun).toISOString())) due.push(...page);
  due.sort((a, b) => (a.retryAt < b.retryAt ? -1 : 1));
  const reports: LetterReport[] = [];
  await forEachBounded(due, parallelLetters, async ({ id }) => {
    if (runtime.clock.now() - begun > longestRun) return;
    const report = await retryOne(runtime, id, begun);
    if (report !== undefined) reports.push(report);
  });
  return reports;
}

/** One letter whose store is in trouble does not hold up the others. */
async function retryOne(runtime: Runtime, id: string, dueAt: number): Promise<LetterReport | undefined> {
  try {
    const report = await redrive(runtime, id, { dueAt });
    const code = report.problem?.code;
    runtime.log(logEvents.letterRetried, { letter: id, status: report.status, code });
    if (report.status === "refused" && code !== undefined && lasting.has(code)) await leaveToPeople(runtime, id);
    return report;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    runtime.log(logEvents.letterDelayed, { letter: id, error });
    return undefined;
  }
}

/** Nobody handles it any more: it stays, but is not tried each minute. Whoever has changed it meanwhile knows better. */
async function leaveToPeople(runtime: Runtime, id: string): Promise<void> {
  const found = await runtime.stores.deadLetters.findLetter(id);
  if (found?.record.retryAt === undefined) return;
  const { retryAt: _, ...letter } = found.record;
  await runtime.stores.deadLetters.change(letter.streamid, [{ put: letter, etag: found.etag }]);
}

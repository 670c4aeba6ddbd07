import type { Runtime } from "../../app/runtime.ts";
import type { Fault } from "../../messages/message-class.ts";
import { retryTransient } from "../../retry/policy.ts";
import type { Tagged } from "../../stores/ports.ts";
import type { DeadLetterRecord } from "../../stores/records.ts";
import { tracedLetter } from "../../telemetry/spans/letter-spans.ts";
import type { HandlerError } from "../handler-error.ts";
import { drain } from "./drain.ts";
import { type Edit, edited } from "./edit.ts";
import { type Force, forced } from "./force.ts";
import { noteFailure } from "./note-failure.ts";
import type { LetterReport, Refusal } from "./report.ts";
import { failureOf, type Runner } from "./runner.ts";
import { runnerOf } from "./runner-of.ts";

/** How a letter is redriven. */
export interface RedriveOptions {
  /** Tells whether it would pass, and writes nothing. */
  readonly dryRun?: boolean;
  /** Repairs the payload first. */
  readonly edit?: Edit;
  /** Handles it again although its handler is declared not to be idempotent. */
  readonly force?: Force;
  /** Only if the letter's next try is due at this instant, milliseconds. */
  readonly dueAt?: number;
}

/** How often a letter may change under the hands of a redrive. */
const mostRaces = 20;

/**
 * Handles a letter's message again, in its place: before the messages of its stream that wait behind it, and then those, in
 * order. Expected refusals and failures of handlers are values; see `LetterReport`.
 *
 * May be called again after a crash at any point, by several people at once, and while the app works: every message is
 * handled once.
 * @throws StoreError when a store is in trouble: call it again
 */
export async function redrive(runtime: Runtime, id: string, options: RedriveOptions = {}): Promise<LetterReport> {
  return retryTransient(runtime, runtime.catalog.app.retry.commands, () => redriveNow(runtime, id, options));
}

async function redriveNow(runtime: Runtime, id: string, options: RedriveOptions): Promise<LetterReport> {
  for (let race = 0; race < mostRaces; race++) {
    const found = await runtime.stores.deadLetters.findLetter(id);
    if (found === undefined) return refused(id, noLetter(id));
    const report = await redriveFound(runtime, found, options);
    if (report !== "changed") return report;
  }
  return refused(id, {
    code: "letter-changes",
    message: "Others are working on the letter at this moment. Look at it again, then try again.",
  });
}

async function redriveFound(
  runtime: Runtime,
  found: Tagged<DeadLetterRecord>,
  options: RedriveOptions,
): Promise<LetterReport | "changed"> {
  const runner = runnerOf(runtime, found.record);
  if ("code" in runner) return refused(found.record.id, runner);
  const work = () => redriveWith(runtime, runner, found, options);
  return options.dryRun ? work() : tracedLetter(runtime, "redrive", found.record, work);
}

async function redriveWith(
  runtime: Runtime,
  runner: Runner,
  found: Tagged<DeadLetterRecord>,
  { dryRun = false, edit, force, dueAt }: RedriveOptions,
): Promise<LetterReport | "changed"> {
  const store = runtime.stores.deadLetters;
  const { id, streamid, handler } = found.record;
  const marker = await store.readParked(streamid, handler);
  const parks = marker?.record.deadLetter === id;
  if (found.record.closed !== undefined) {
    // Somebody was interrupted while the messages behind it were handled.
    if (!parks || edit !== undefined) return refused(id, alreadyClosed(found.record));
    const waiting = dryRun ? (await store.waiting(streamid, handler)).length : 0;
    if (dryRun) return { id, status: "would-pass", resumed: waiting };
    return { id, status: found.record.closed.how, ...(await drain(runtime, runner, found.record)) };
  }
  if (dueAt !== undefined && !isDue(found.record, dueAt)) return refused(id, notDue(found.record));
  if (marker !== undefined && !parks) return refused(id, behindAnother(marker.record.deadLetter));
  const repaired = edit === undefined ? found.record : await edited(runtime, found.record, edit);
  if ("code" in repaired) return refused(id, repaired);
  if (dryRun) {
    const error = await failureOf(() => runner.check(repaired.message));
    const resumed = (await store.waiting(streamid, handler)).length;
    const needsForce = runner.idempotent === false && force === undefined ? ({ needsForce: true } as const) : {};
    return error === undefined
      ? { id, status: "would-pass", resumed, ...needsForce }
      : { id, status: "would-fail", problem: handlerFailed(error), ...needsForce };
  }
  const letter = forced(runtime, runner, repaired, force);
  if ("code" in letter) return refused(id, letter);
  const decided = letter !== found.record;
  if (decided && !(await store.change(streamid, [{ put: letter, etag: found.etag }]))) return "changed";
  const error = await failureOf(() => runner.run(letter.message));
  if (error === undefined && runner.handOver !== undefined) return handOver(runtime, runner, letter);
  if (error === undefined) return { id, status: "redriven", ...(await finish(runtime, runner, letter)) };
  await noteFailure(runtime, runner, letter, error);
  return { id, status: "failed", problem: handlerFailed(error) };
}

/** The letter says what is asked for before anybody is told: a redrive that was interrupted asks for the same. */
async function handOver(runtime: Runtime, runner: Runner, letter: DeadLetterRecord): Promise<LetterReport | "changed"> {
  const { id, streamid, restart } = letter;
  if (restart === undefined) {
    // Who reads it again finds the request and goes on from there.
    const found = await runtime.stores.deadLetters.findLetter(id);
    if (found === undefined || found.record.restart !== undefined || found.record.closed !== undefined)
      return "changed";
    const at = new Date(runtime.clock.now()).toISOString();
    const asking = { ...found.record, restart: { id: runtime.newId(), at } };
    if (!(await runtime.stores.deadLetters.change(streamid, [{ put: asking, etag: found.etag }]))) return "changed";
    return handOver(runtime, runner, asking);
  }
  const error = await failureOf(async () => runner.handOver?.(letter));
  if (error === undefined) return { id, status: "restarting" };
  return { id, status: "failed", problem: handlerFailed(error) };
}

/**
 * The letter's own message is done: the rest follows. A letter that tells what somebody decided is kept, and one of a blob, so
 * that the blob tells nothing new should it still be there.
 */
function finish(runtime: Runtime, runner: Runner, { retryAt: _, ...letter }: DeadLetterRecord) {
  const { edits, forced: whoForced, delivery } = letter;
  if (edits === undefined && whoForced === undefined && delivery === undefined) return drain(runtime, runner, letter);
  const at = new Date(runtime.clock.now()).toISOString();
  return drain(runtime, runner, { ...letter, closed: { how: "redriven", at } });
}

function isDue({ retryAt }: DeadLetterRecord, at: number): boolean {
  return retryAt !== undefined && Date.parse(retryAt) <= at;
}

/** A report of something that was not done. */
export function refused(id: string, problem: Refusal): LetterReport {
  return { id, status: "refused", problem };
}

/** There is no such letter. */
export function noLetter(id: string): Refusal {
  return {
    code: "letter-not-found",
    message: `There is no letter ${JSON.stringify(id.slice(0, 200))}. A letter that was redriven is gone; list shows what is there.`,
  };
}

/** Somebody else has tried it meanwhile. */
function notDue({ retryAt }: DeadLetterRecord): Refusal {
  const when = retryAt === undefined ? "It is not tried again by itself." : `It is tried again at ${retryAt}.`;
  return { code: "letter-not-due", message: `The letter's next try is not due. ${when}` };
}

/** The letter has come to its end. */
export function alreadyClosed({ closed }: DeadLetterRecord): Refusal {
  const who = closed?.by === undefined ? "" : ` by ${closed.by}`;
  return {
    code: "letter-closed",
    message: `The letter was ${closed?.how}${who} at ${closed?.at}. Nothing is left to do.`,
  };
}

/** Another letter of the stream comes first. */
export function behindAnother(first: string): Refusal {
  return {
    code: "behind-another-letter",
    message: `The stream is parked for this handler by ${first}, which comes first. Redrive or discard that one, then this.`,
  };
}

function handlerFailed(error: HandlerError): Refusal {
  const faults: readonly Fault[] = error.faults;
  return { code: "handler-failed", message: error.message, ...(faults.length === 0 ? {} : { faults }) };
}

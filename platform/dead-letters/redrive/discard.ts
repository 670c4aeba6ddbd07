import type { Runtime } from "../../app/runtime.ts";
import { finishCommand } from "../../commands/finish-command.ts";
import { storedResult } from "../../commands/resolve-command.ts";
import { markerOf, outcomeId } from "../../commands/result.ts";
import { streamOf } from "../../commands/stream-of.ts";
import { forgetFailed } from "../../processes/forget-failed.ts";
import { retryTransient } from "../../retry/policy.ts";
import { StoreError } from "../../stores/errors.ts";
import type { DeadLetterRecord } from "../../stores/records.ts";
import { tracedLetter } from "../../telemetry/spans/letter-spans.ts";
import { commandsHandler } from "../letter.ts";
import { ParkedSet } from "../parked-set.ts";
import { isFinal, recordOf } from "./command-runner.ts";
import { drain } from "./drain.ts";
import { alreadyClosed, behindAnother, noLetter, refused } from "./redrive.ts";
import type { LetterReport } from "./report.ts";
import type { Runner } from "./runner.ts";
import { isStoredCommand, runnerOf } from "./runner-of.ts";

/** Whose decision it is. */
export interface Discard {
  readonly by: string;
  readonly reason: string;
}

/** How often a letter may change under the hands of a discard. */
const mostRaces = 20;

/**
 * Gives a letter's message up for good and goes on with what waits behind it. The letter is kept and says who did that and
 * why; a command's outcome stays `failed`. May be called again after a crash at any point.
 * @throws StoreError when a store is in trouble: call it again
 */
export async function discard(runtime: Runtime, id: string, decision: Discard): Promise<LetterReport> {
  return retryTransient(runtime, runtime.catalog.app.retry.commands, async () => {
    const found = await runtime.stores.deadLetters.findLetter(id);
    if (found === undefined) return refused(id, noLetter(id));
    return tracedLetter(runtime, "discard", found.record, () => discardNow(runtime, id, decision));
  });
}

async function discardNow(runtime: Runtime, id: string, { by, reason }: Discard): Promise<LetterReport> {
  if (by.trim() === "" || reason.trim() === "") {
    const message = "Discarding needs who decides it and why: by and reason must not be empty.";
    return refused(id, { code: "discard-unsigned", message });
  }
  const store = runtime.stores.deadLetters;
  for (let race = 0; race < mostRaces; race++) {
    const found = await store.findLetter(id);
    if (found === undefined) return refused(id, noLetter(id));
    const { streamid, handler, closed } = found.record;
    const marker = await store.readParked(streamid, handler);
    const parks = marker?.record.deadLetter === id;
    if (closed !== undefined && (!parks || closed.how !== "discarded")) {
      // Somebody was interrupted before what was kept for the process was gone.
      if (closed.how === "discarded") await forget(runtime, found.record);
      return refused(id, alreadyClosed(found.record));
    }
    if (closed === undefined && marker !== undefined && !parks) {
      return refused(id, behindAnother(marker.record.deadLetter));
    }
    const at = new Date(runtime.clock.now()).toISOString();
    const letter: DeadLetterRecord = { ...found.record, closed: closed ?? { how: "discarded", at, by, why: reason } };
    if (closed === undefined) {
      if (isDecidable(letter) && (await isDecided(runtime, letter))) {
        const message = "The command has its result already. Redrive the letter, which then only ends the parking.";
        return refused(id, { code: "already-decided", message });
      }
      if (!(await store.change(streamid, [{ put: letter, etag: found.etag }]))) continue;
    }
    if (isDecidable(letter)) {
      await giveUp(runtime, letter);
      if (letter.retryAt !== undefined) await tellFailed(runtime, letter);
    }
    await forget(runtime, letter);
    if (!parks) return { id, status: "discarded", resumed: 0 };
    const runner = runnerOf(runtime, letter);
    return { id, status: "discarded", ...(await drain(runtime, "code" in runner ? nobody : runner, letter)) };
  }
  throw new StoreError("transient", `The letter ${id} changes faster than it can be read.`);
}

/** Only what nobody can handle comes here, and behind that nothing waits. */
const nobody: Runner = {
  check: async () => {},
  run: async () => {},
  fail: async () => undefined,
};

/** One that was told to go on takes what is kept for it itself, or forgets it when it hears of the discard. */
async function forget({ stores }: Runtime, letter: DeadLetterRecord): Promise<void> {
  if (letter.restart === undefined) await forgetFailed(stores, letter);
}

function isDecidable(letter: DeadLetterRecord): boolean {
  return letter.handler === commandsHandler && isStoredCommand(letter);
}

async function isDecided(runtime: Runtime, { message, streamid }: DeadLetterRecord): Promise<boolean> {
  return isFinal(await storedResult(runtime, recordOf(message, streamid)));
}

/** A command that was to be tried again has no outcome yet: whoever asks for it hears now that it has failed. */
async function tellFailed(runtime: Runtime, letter: DeadLetterRecord): Promise<void> {
  const { message, streamid } = letter;
  const command = recordOf(message, streamid);
  const result = await storedResult(runtime, command);
  if (result?.status !== "failed") return;
  await finishCommand(runtime, streamOf(runtime.catalog, message), command, result, new ParkedSet(), "no-parking");
}

/** The failure becomes final where the command's result stands, so that a redelivery parks nothing again. */
async function giveUp(runtime: Runtime, letter: DeadLetterRecord): Promise<void> {
  const { events } = runtime.stores;
  const command = recordOf(letter.message, letter.streamid);
  const result = { status: "failed", letter, discarded: true } as const;
  const marker = markerOf(letter.message, command.id, letter.streamid, result);
  for (let race = 0; race < mostRaces; race++) {
    const mark = await events.readMark(letter.streamid, outcomeId(command.id));
    if (mark !== undefined) {
      if (mark.record.result.status !== "failed" || mark.record.result.discarded) return;
      if (await events.replaceMark(marker, mark.etag)) return;
    } else if ((await events.mark(marker)) === "created" || (await isDecided(runtime, letter))) {
      return;
    }
  }
  throw new StoreError("transient", `The result of ${letter.message.id} changes faster than it can be read.`);
}

import type { Runtime } from "../../app/runtime.ts";
import { failCommand } from "../../commands/fail-command.ts";
import { finishCommand } from "../../commands/finish-command.ts";
import { resolveCommand, storedResult } from "../../commands/resolve-command.ts";
import { outcomeId, outcomeOf, type Result } from "../../commands/result.ts";
import { streamOf } from "../../commands/stream-of.ts";
import type { Envelope } from "../../messages/envelope.ts";
import { hashOf } from "../../messages/hash.ts";
import { parseCommandId } from "../../messages/ids.ts";
import { notifyOutcome } from "../../notifications/notify-outcome.ts";
import type { CommandRecord } from "../../stores/records.ts";
import { decide } from "../../streams/decide.ts";
import { foldEvents, loadState } from "../../streams/load-state.ts";
import { processSpan, showResult } from "../../telemetry/spans/command-spans.ts";
import { traced } from "../../telemetry/spans/traced.ts";
import { HandlerError } from "../handler-error.ts";
import { ParkedSet } from "../parked-set.ts";
import { checkPayload } from "./check-payload.ts";
import { failureOf, type Runner } from "./runner.ts";

/** Handles the commands of one stream again. */
export function commandRunner(runtime: Runtime, partition: string): Runner {
  return {
    async check(message) {
      const command = recordOf(message, partition);
      if (isFinal(await storedResult(runtime, command))) return;
      try {
        await decideNow(runtime, command);
      } finally {
        // Code that changes the state it was given must not have changed what the app goes on with.
        runtime.states.delete(partition);
      }
    },
    run: (message) =>
      traced(
        runtime,
        message,
        () => processSpan(runtime, message),
        async (span) => showResult(span, await runAgain(runtime, recordOf(message, partition))),
      ),
    async fail(message, error, attempts) {
      const command = recordOf(message, partition);
      const result = await failCommand(runtime, command, error, attempts);
      if (result.status !== "failed" || result.discarded) return undefined;
      // The letter is put in place by whoever asked for it, together with the rest.
      await finishCommand(runtime, streamOf(runtime.catalog, message), command, result, new ParkedSet(), "no-parking");
      return result.letter;
    },
  };
}

/**
 * Decides a command again, unless it has a result that stays, and tells of the result.
 * @throws HandlerError when it fails again
 */
async function runAgain(runtime: Runtime, command: CommandRecord): Promise<Result> {
  const { envelope } = command;
  const stored = await storedResult(runtime, command);
  if (isFinal(stored)) return report(runtime, command, stored);
  const error = await failureOf(async () => {
    // Decided first: a command that fails again leaves no trace but its attempt.
    await decideNow(runtime, command);
    await makeRoom(runtime, command);
    await resolveCommand(runtime, streamOf(runtime.catalog, envelope), command);
  });
  // Somebody else may have been faster, and then it is on a newer state that it was decided here.
  const result = await storedResult(runtime, command);
  if (isFinal(result)) return report(runtime, command, result);
  throw error ?? new HandlerError(`Somebody else tried the command ${envelope.id} at the same time, and it failed.`);
}

/** A command as it was stored at the door, as far as deciding it needs that. */
export function recordOf(envelope: Envelope, partition: string): CommandRecord {
  const id = parseCommandId(envelope.id)?.hash ?? hashOf(envelope.id);
  return { id, streamid: partition, payloadhash: hashOf(envelope.data), sentbykey: false, envelope };
}

/** Whether a result stays: every one but a failure that nobody has given up. */
export function isFinal(result: Result | undefined): result is Result {
  return result !== undefined && (result.status !== "failed" || result.discarded === true);
}

async function decideNow(runtime: Runtime, command: CommandRecord): Promise<void> {
  const { envelope, streamid } = command;
  await checkPayload(runtime, envelope);
  const stream = streamOf(runtime.catalog, envelope);
  // What this process remembers of the stream may be old, or folded by the code that failed.
  runtime.states.delete(streamid);
  const { folded } = await loadState(runtime, stream, envelope.streamid ?? "");
  const decided = await decide(runtime, stream, envelope, folded);
  if (decided.status === "accepted") foldEvents(runtime, stream, folded, decided.events);
}

/** Takes the failure's marker away, and only that: whatever else has been recorded since is final. */
async function makeRoom(runtime: Runtime, { id, streamid }: CommandRecord): Promise<void> {
  const mark = await runtime.stores.events.readMark(streamid, outcomeId(id));
  if (mark?.record.result.status !== "failed" || mark.record.result.discarded) return;
  await runtime.stores.events.removeMark(streamid, mark.record.id, mark.etag);
}

/** The outcome over the failed one, and who is to be told of it. */
async function report(runtime: Runtime, command: CommandRecord, result: Result): Promise<Result> {
  const { envelope } = command;
  const stream = streamOf(runtime.catalog, envelope);
  const outcome = outcomeOf(runtime.catalog, envelope, result);
  await runtime.stores.outcomes.write(outcome);
  runtime.recent.noteOutcome(outcome, envelope.streamid ?? "");
  if (result.status !== "rejected") return result;
  const { folded } = await loadState(runtime, stream, envelope.streamid ?? "");
  await notifyOutcome(runtime, stream, envelope, result, folded.state);
  return result;
}

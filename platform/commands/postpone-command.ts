import type { Runtime } from "../app/runtime.ts";
import { commandsHandler, letterOf } from "../dead-letters/letter.ts";
import { parkStream } from "../dead-letters/park-stream.ts";
import type { ParkedSet } from "../dead-letters/parked-set.ts";
import type { Failed } from "../retry/try-handler.ts";
import type { CommandRecord } from "../stores/records.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { failCommand } from "./fail-command.ts";
import { storedResult } from "./resolve-command.ts";
import type { Result } from "./result.ts";

/**
 * Parks a command until its next try. It has no result until then, so that whoever asks for its outcome hears that it is
 * still to come.
 * @returns undefined when it is parked; its result when it has one by now
 * @throws StoreError when a store is in trouble
 */
export async function postponeCommand(
  runtime: Runtime,
  command: CommandRecord,
  { error, attempts, retryAt }: Failed & { readonly retryAt: string },
  parked: ParkedSet,
): Promise<Result | undefined> {
  // Whoever was held up here for long may come after a redrive that has done it.
  const stored = await storedResult(runtime, command);
  if (stored !== undefined) return stored;
  const letter = letterOf({
    handler: commandsHandler,
    partition: command.streamid,
    message: command.envelope,
    error,
    attempts,
    retryAt,
    build: runtime.catalog.build,
  });
  if (await parkStream(runtime.stores.deadLetters, letter, parked)) {
    const fields = { message: command.envelope, handler: commandsHandler, letter: letter.id, retryAt, error };
    runtime.log(logEvents.commandPostponed, fields);
    return undefined;
  }
  // Discarded by somebody who was interrupted before that became its result.
  return failCommand(runtime, command, error, attempts);
}

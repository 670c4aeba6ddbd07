import type { Runtime } from "../app/runtime.ts";
import type { HandlerError } from "../dead-letters/handler-error.ts";
import { commandsHandler, letterOf } from "../dead-letters/letter.ts";
import { StoreError } from "../stores/errors.ts";
import type { Attempt, CommandRecord } from "../stores/records.ts";
import { storedResult } from "./resolve-command.ts";
import { markerOf, type Result } from "./result.ts";

/**
 * Records that a command failed, unless somebody else has recorded another result meanwhile: that one stands.
 * @throws StoreError when the store is in trouble
 */
export async function failCommand(
  runtime: Runtime,
  command: CommandRecord,
  error: HandlerError,
  attempts: readonly Attempt[],
): Promise<Result> {
  const letter = letterOf({
    handler: commandsHandler,
    partition: command.streamid,
    message: command.envelope,
    error,
    attempts,
    build: runtime.catalog.build,
  });
  const result = { status: "failed", letter } as const;
  const marker = markerOf(command.envelope, command.id, command.streamid, result);
  if ((await runtime.stores.events.mark(marker)) === "created") return result;
  const stored = await storedResult(runtime, command);
  if (stored === undefined) throw new StoreError("transient", `The result of ${command.envelope.id} cannot be read.`);
  return stored;
}

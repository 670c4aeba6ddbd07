import { classOf, newestEnvelope } from "../../app/catalog.ts";
import type { Runtime } from "../../app/runtime.ts";
import { storedResult } from "../../commands/resolve-command.ts";
import { hashOf } from "../../messages/hash.ts";
import { resolvePointer } from "../../messages/json-pointer.ts";
import type { DeadLetterRecord } from "../../stores/records.ts";
import { commandsHandler } from "../letter.ts";
import { checkPayload } from "./check-payload.ts";
import { isFinal, recordOf } from "./command-runner.ts";
import type { Refusal } from "./report.ts";
import { failureOf } from "./runner.ts";

/** A repaired payload, and whose decision it is. */
export interface Edit {
  readonly payload: unknown;
  readonly by: string;
  readonly why: string;
}

/**
 * A letter with another payload, and the one before on record; or why it cannot have it. Only commands can be repaired: an
 * event is a fact, and a read model that shows another one than was stored would be wrong after the next rebuild.
 */
export async function edited(
  runtime: Runtime,
  letter: DeadLetterRecord,
  { payload, by, why }: Edit,
): Promise<DeadLetterRecord | Refusal> {
  const { message } = letter;
  if (by.trim() === "" || why.trim() === "") {
    return {
      code: "edit-unsigned",
      message: "An edited payload needs who changed it and why: by and why must not be empty.",
    };
  }
  const type = classOf(runtime.catalog, message.type);
  if (letter.handler !== commandsHandler || type?.kind !== "command") {
    return {
      code: "edit-of-a-fact",
      message:
        "Only the payload of a command can be edited; an event has happened as it is. Repair the handler instead.",
    };
  }
  const changed = { ...message, data: payload };
  const invalid = await failureOf(() => checkPayload(runtime, changed));
  if (invalid !== undefined) {
    const { faults } = invalid;
    return { code: "edit-invalid", message: `The edited payload does not do. ${invalid.message}`, faults };
  }
  const { data } = newestEnvelope(runtime.catalog, type, changed);
  const streamId = type.streamId === undefined ? message.streamid : resolvePointer(data, type.streamId);
  if (String(streamId) !== message.streamid) {
    return {
      code: "edit-moves-stream",
      message: `${type.streamId ?? "/"} must stay ${message.streamid}: the letter keeps its place in its stream. Send a new command for another one.`,
    };
  }
  if (isFinal(await storedResult(runtime, recordOf(message, letter.streamid)))) {
    return {
      code: "already-decided",
      message:
        "The command has its result already, so that an edit would change nothing. Redrive the letter without one.",
    };
  }
  // An interrupted redrive that is called again, and not another repair.
  if (letter.edits !== undefined && hashOf(payload) === hashOf(message.data)) return letter;
  const at = new Date(runtime.clock.now()).toISOString();
  return {
    ...letter,
    message: changed,
    edits: [...(letter.edits ?? []), { at, by, why, original: message.data }],
  };
}

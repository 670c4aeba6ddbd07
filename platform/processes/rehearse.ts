import type { ProcessDefinition, ProcessVersion } from "../app/definition.ts";
import { callHandler, HandlerError } from "../dead-letters/handler-error.ts";
import type { Envelope } from "../messages/envelope.ts";
import { contextOf } from "./context.ts";
import { messageOpener } from "./mailbox.ts";
import type { FailedInstance } from "./orchestration.ts";
import { checkSame, type ProcessPast } from "./past.ts";

/**
 * Runs the code of a process over what an instance has been through, up to the step that comes next, and does nothing: a step
 * is only a description. A command that comes next is held against its schema.
 * @throws HandlerError when the code takes other steps than were taken, throws, or makes an invalid command
 */
export async function rehearse(
  process: ProcessDefinition,
  version: ProcessVersion,
  started: Envelope,
  failed: FailedInstance,
  past: ProcessPast,
): Promise<void> {
  const open = messageOpener(process);
  let now = past.begun;
  const { context, checkTaken } = contextOf(process, { ...failed.input, started }, () => now);
  const what = `The process ${process.name}`;
  const code = callHandler(what, () => version.process.run(open(started), context));
  let answer: unknown;
  for (let index = 0; ; index++) {
    const step = callHandler(what, () => code.next(answer));
    const taken = past.steps[index];
    if (taken === undefined) {
      if (step.done) checkTaken();
      else if (step.value.step === "send") await checkSend(process, step.value.name, step.value.data);
      return;
    }
    checkSame(process.name, index, taken, step.done ? undefined : step.value);
    now = taken.at;
    answer =
      taken.step === "send" ? taken.outcome : taken.step === "wait" && taken.message ? open(taken.message) : undefined;
  }
}

async function checkSend(process: ProcessDefinition, name: string, data: unknown): Promise<void> {
  const message = process.sends.find((candidate) => candidate.messageName === name);
  if (message === undefined) throw new HandlerError(`The process ${process.name} must not send ${name}.`);
  const parsed = await message.parse(JSON.parse(JSON.stringify(data ?? null)));
  if (parsed.ok) return;
  throw new HandlerError(`The process ${process.name} made an invalid ${name}.`, { faults: parsed.faults });
}

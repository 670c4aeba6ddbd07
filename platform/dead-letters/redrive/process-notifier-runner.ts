import type { NotifierDefinition } from "../../app/definition.ts";
import type { Runtime } from "../../app/runtime.ts";
import type { Envelope } from "../../messages/envelope.ts";
import { keepTold } from "../../notifications/keep-told.ts";
import { failureCause, toldOfFailure } from "../../processes/tell-failed.ts";
import type { DeadLetterRecord } from "../../stores/records.ts";
import { notifySpan } from "../../telemetry/spans/event-spans.ts";
import { traced } from "../../telemetry/spans/traced.ts";
import type { Refusal } from "./report.ts";
import { handling, type Runner } from "./runner.ts";

/** Tells of a failed process again. One that was brought back since has not failed any more, and nobody is told. */
export function processNotifierRunner(
  runtime: Runtime,
  notifier: NotifierDefinition,
  letter: DeadLetterRecord,
): Runner | Refusal {
  const { handler, instanceId = "", untold } = letter;
  if (untold === undefined) {
    const why =
      "It is from before letters kept what was to be told. Tell those whom it concerns by hand, then discard it.";
    return { code: "process-ended", message: `This letter cannot be redriven. ${why}` };
  }
  const told = async (message: Envelope) => {
    const process = await runtime.stores.deadLetters.findLetter(untold.deadLetter);
    return process && toldOfFailure(runtime, notifier, message, instanceId, untold);
  };
  return {
    check: async (message) => void (await told(message)),
    run: (message) => {
      const cause = failureCause(message, untold);
      const start = () => notifySpan(runtime, cause, notifier.message.messageName, handler);
      return traced(runtime, cause, start, (span) =>
        handling(async () => keepTold(runtime, await told(message), span)),
      );
    },
    fail: async (_message, _error, attempts) => ({ ...letter, attempts }),
  };
}

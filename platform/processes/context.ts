import type { ProcessDefinition } from "../app/definition.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import { type HandlerLog, noLog } from "../telemetry/handler-log.ts";
import type { ProcessInput } from "./orchestration.ts";
import type { ProcessContext } from "./process.ts";
import type { ProcessStep, Step } from "./step.ts";

/** A context whatever its process. */
// biome-ignore lint/suspicious/noExplicitAny: generated types say for each process what its context takes and answers.
type AnyContext = ProcessContext<any, any, string, ProcessInput["settings"], any>;

/** The context of one run, and whether all its steps were taken. */
export interface RunContext {
  readonly context: AnyContext;
  /**
   * Looks whether every step that was made was taken.
   * @throws HandlerError naming one that was not: its `yield*` is missing
   */
  checkTaken(): void;
}

/**
 * Makes the context of one run of a process.
 * @param log where the code's own lines go; default: nowhere
 * @param now the instant of the last thing that happened, ms since the epoch
 */
export function contextOf(
  process: ProcessDefinition,
  input: ProcessInput,
  now: () => number,
  log: HandlerLog = noLog,
): RunContext {
  const untaken = new Set<ProcessStep>();
  const step = (description: ProcessStep): Step<ProcessStep, unknown> => {
    untaken.add(description);
    return taking(description, untaken);
  };
  const send = process.sends.map(({ messageName: name }) => [
    name,
    (data: unknown) => step({ step: "send", name, data }),
  ]);
  const context = {
    send: Object.fromEntries(send),
    waitFor: (...names: readonly string[]) => step({ step: "wait", names }),
    within: (within: string) => ({ waitFor: (...names: readonly string[]) => step({ step: "wait", names, within }) }),
    pause: (timeout: string) => step({ step: "pause", timeout }),
    get now() {
      return now();
    },
    settings: input.settings,
    timeouts: { ...process.timeouts, ...input.timeouts },
    key: input.key,
    log,
  };
  return {
    context: context as unknown as AnyContext,
    checkTaken() {
      const [forgotten] = untaken;
      if (forgotten === undefined) return;
      throw new HandlerError(`The process ${process.name} never took its step to ${inWords(forgotten)}: yield* it.`);
    },
  };
}

function* taking(description: ProcessStep, untaken: Set<ProcessStep>): Step<ProcessStep, unknown> {
  untaken.delete(description);
  return yield description;
}

function inWords(step: ProcessStep): string {
  if (step.step === "send") return `send ${step.name}`;
  return step.step === "wait" ? `wait for ${step.names.join(" or ")}` : `pause for ${step.timeout}`;
}

import { randomUUID } from "node:crypto";
import type { Log } from "../service.ts";
import type { FunctionInfo } from "./function-info.ts";
import type { InvocationError, InvocationRequest, RetryContext, TraceContext } from "./rpc/protocol.ts";
import type { TypedData } from "./rpc/typed-data.ts";
import type { Invoker } from "./supervisor.ts";
import type { Outcome } from "./worker-process.ts";

/** What a trigger gives a function. */
export interface Call {
  readonly data: TypedData | undefined;
  readonly metadata?: Readonly<Record<string, TypedData>>;
  readonly retryContext?: RetryContext;
  /** W3C trace context that the call continues; a new trace starts without. */
  readonly traceParent?: string | undefined;
  readonly traceState?: string | undefined;
  /** Known beforehand where the call also travels another way, as in HTTP streaming. */
  readonly invocationId?: string;
}

/** The other bindings of functions, beside their triggers. */
export interface Bindings {
  /** Values of a function's input bindings. */
  readonly inputsOf: (info: FunctionInfo) => InvocationRequest["inputData"];
  /** Takes what a function gave to an output binding. @throws what then fails the invocation */
  readonly output: (info: FunctionInfo, name: string, data: TypedData) => Promise<void>;
}

const noBindings: Bindings = { inputsOf: () => [], output: async () => {} };

/** Runs functions on behalf of triggers: makes ids, writes the log, counts what is in flight. */
export class Dispatcher {
  readonly #invoker: Invoker;
  readonly #log: Log;
  readonly #bindings: Bindings;
  #inFlight = 0;
  #idle: (() => void)[] = [];

  constructor(invoker: Invoker, log: Log, bindings: Bindings = noBindings) {
    this.#invoker = invoker;
    this.#log = log;
    this.#bindings = bindings;
  }

  /** How many functions run. */
  get inFlight(): number {
    return this.#inFlight;
  }

  /** Tells a streaming function that its request may never come, because the client has left. */
  abandon(invocationId: string): void {
    this.#invoker.abandon(invocationId);
  }

  /** Resolves when the worker can run functions, or never will again. */
  ready(): Promise<void> {
    return this.#invoker.ready();
  }

  /** Resolves when nothing runs. */
  async idle(): Promise<void> {
    while (this.#inFlight > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Runs a function once. Never throws. */
  async run(info: FunctionInfo, call: Call): Promise<Outcome> {
    const invocationId = call.invocationId ?? randomUUID();
    this.#inFlight++;
    try {
      const invoked = await this.#invoker.invoke({
        invocationId,
        functionId: info.id,
        inputData: [{ name: info.triggerName, data: call.data }, ...this.#bindings.inputsOf(info)],
        triggerMetadata: call.metadata ?? {},
        traceContext: traceContext(call),
        ...(call.retryContext !== undefined && { retryContext: call.retryContext }),
      });
      const outcome = await this.#writeOutputs(info, invoked);
      this.#report(info, invocationId, outcome);
      return outcome;
    } finally {
      this.#inFlight--;
      if (this.#inFlight === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  /** Outputs are written only after the function has succeeded; one that cannot be written makes it fail. */
  async #writeOutputs(info: FunctionInfo, outcome: Outcome): Promise<Outcome> {
    if (outcome.kind !== "succeeded") return outcome;
    try {
      for (const { name, data } of outcome.response.outputData) await this.#bindings.output(info, name, data);
      return outcome;
    } catch (error) {
      const { message, stack = message, name } = error as Error;
      return { kind: "failed", error: { message, stack, name } };
    }
  }

  #report(info: FunctionInfo, invocationId: string, outcome: Outcome): void {
    const fields = { function: info.name, invocationId };
    if (outcome.kind === "lost") this.#log("error", `The function was lost: ${outcome.reason}.`, fields);
    else if (outcome.kind === "failed" && outcome.error.clientGone !== true) {
      this.#log("error", failureText(outcome.error), fields);
    }
  }
}

/** The text in which a Functions host reports a failure. */
export function failureText(error: InvocationError): string {
  const { message, stack } = withoutState(error);
  return `Result: Failure\nException: ${message}\nStack: ${stack}`;
}

/** A failed orchestrator hands over its whole state behind this mark; what it threw stands only in there. */
const stateMark = "\n\n$OutOfProcData$:";

function withoutState({ message, stack }: InvocationError): { message: string; stack: string } {
  const at = message.indexOf(stateMark);
  if (at < 0) return { message, stack };
  const before = message.slice(0, at);
  let thrown = before;
  try {
    thrown = String((JSON.parse(message.slice(at + stateMark.length)) as { error?: unknown }).error ?? before);
  } catch {
    // Not the library's state, then.
  }
  return { message: thrown, stack: stack.replace(message, thrown) };
}

const traceParentShape = /^00-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})$/;

function traceContext({ traceParent, traceState }: Call): TraceContext {
  const match = traceParentShape.exec(traceParent ?? "");
  // UUIDs come from entropy that Node has drawn beforehand: far cheaper than random bytes of our own for each call.
  const span = randomUUID().replaceAll("-", "").slice(16);
  if (match === null)
    return { traceParent: `00-${randomUUID().replaceAll("-", "")}-${span}-01`, traceState: "", attributes: {} };
  return { traceParent: `00-${match[1]}-${span}-${match[2]}`, traceState: traceState ?? "", attributes: {} };
}

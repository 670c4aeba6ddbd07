import type { NotifierDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { HandlerError } from "../dead-letters/handler-error.ts";
import { letterOf, notifierHandler, processHandler } from "../dead-letters/letter.ts";
import { documentId, partitionOf } from "../messages/ids.ts";
import { keepTold } from "../notifications/keep-told.ts";
import type { DeadLetterRecord, UntoldFailure } from "../stores/records.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { notePersonal, personalValues } from "../telemetry/redact.ts";
import { notifySpan } from "../telemetry/spans/event-spans.ts";
import { parkSpan } from "../telemetry/spans/process-spans.ts";
import { type MessageSpan, traced } from "../telemetry/spans/traced.ts";
import type { ParkRequest } from "./orchestration.ts";
import { messagesOf } from "./past.ts";
import { processNamed } from "./send-command.ts";
import { failureCause, toldOfFailure } from "./tell-failed.ts";

/**
 * Parks a process that has failed for good: the work of the activity. Writes its dead letter and tells whom the contract
 * wants told. Both have stable ids, so that an activity that runs again changes nothing.
 * @throws StoreError when the store is in trouble
 */
export async function parkProcess(runtime: Runtime, request: ParkRequest): Promise<void> {
  const start = () => parkSpan(runtime, request);
  await traced(runtime, request.started, start, (span) => park(runtime, request, span));
}

async function park(runtime: Runtime, request: ParkRequest, span: MessageSpan): Promise<void> {
  const { started, instanceId, failed, late } = request;
  const { inbox } = runtime.stores;
  if (late !== undefined) {
    for (const message of late) {
      await inbox.add({ id: documentId(message.id), instance: instanceId, message }, "lasting");
    }
    return;
  }
  const error = new HandlerError(request.error.message, { cause: asError(request), faults: request.faults });
  for (const seen of [started, ...messagesOf(failed?.past?.steps ?? [])]) {
    notePersonal(error, personalValues(runtime.catalog, seen));
  }
  const handler = processHandler(request.process);
  const letter = {
    ...letterFor(runtime, handler, request, error),
    instanceId,
    ...(failed === undefined ? {} : { failed }),
  };
  // Whoever brings a message from here on keeps it, and whoever brought one before has brought it to the instance in time.
  if (failed !== undefined) await inbox.hold({ instance: instanceId, attempt: failed.attempt });
  await putLetter(runtime, letter);
  span.set({ "eventwright.outcome": "failed", "eventwright.letter": letter.id });
  span.failed(error);
  const about = { message: started, process: request.process, instance: instanceId };
  runtime.log(logEvents.processParked, { ...about, handler, letter: letter.id, error });
  const failure = { process: request.process, error: error.message, deadLetter: letter.id };
  for (const name of processNamed(runtime, request.process)?.onFailed ?? []) {
    const notifier = runtime.catalog.app.notifiers.find((candidate) => candidate.message.messageName === name);
    if (notifier === undefined) continue;
    try {
      await tell(runtime, notifier, request, failure);
    } catch (fault) {
      if (!(fault instanceof HandlerError)) throw fault;
      runtime.log(logEvents.processNotifierFailed, { ...about, handler: notifierHandler(name), error: fault });
      const unsaid = letterFor(runtime, notifierHandler(name), request, fault);
      await runtime.stores.deadLetters.create({ ...unsaid, instanceId, untold: failure });
    }
  }
}

/** Writes the letter of this try, over that of a try before it. One of the same try, or a later one, is there already. */
async function putLetter(runtime: Runtime, letter: DeadLetterRecord): Promise<void> {
  const { deadLetters } = runtime.stores;
  for (;;) {
    if ((await deadLetters.create(letter)) === "created") return;
    const found = await deadLetters.findLetter(letter.id);
    if (found === undefined) continue;
    const { failed, attempts, forced } = found.record;
    if ((failed?.attempt ?? 1) >= (letter.failed?.attempt ?? 1)) return;
    const before = { attempts: [...attempts, ...letter.attempts], ...(forced === undefined ? {} : { forced }) };
    if (await deadLetters.change(letter.streamid, [{ put: { ...letter, ...before }, etag: found.etag }])) return;
  }
}

function tell(
  runtime: Runtime,
  notifier: NotifierDefinition,
  { started, instanceId }: ParkRequest,
  failure: UntoldFailure,
): Promise<void> {
  const cause = failureCause(started, failure);
  const name = notifier.message.messageName;
  const start = () => notifySpan(runtime, cause, name, notifierHandler(name));
  return traced(runtime, cause, start, async (span) =>
    keepTold(runtime, await toldOfFailure(runtime, notifier, started, instanceId, failure), span),
  );
}

function letterFor(runtime: Runtime, handler: string, request: ParkRequest, error: HandlerError): DeadLetterRecord {
  const { started } = request;
  return letterOf({
    handler,
    partition: partitionOf(started.stream ?? "", started.streamid ?? ""),
    message: started,
    error,
    attempts: [{ at: new Date(runtime.clock.now()).toISOString(), error: error.message }],
    build: runtime.catalog.build,
  });
}

/** What was thrown in another invocation, with its own name and stack. */
function asError({ error }: ParkRequest): Error {
  const copy = new Error(error.message);
  copy.name = error.name;
  if (error.stack !== undefined) copy.stack = error.stack;
  return copy;
}

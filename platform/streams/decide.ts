import { classOf, openMessage } from "../app/catalog.ts";
import type { StreamDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { callHandler, HandlerError } from "../dead-letters/handler-error.ts";
import { commandsHandler } from "../dead-letters/letter.ts";
import type { Draft, Envelope } from "../messages/envelope.ts";
import { eventId, partitionOf, versionId } from "../messages/ids.ts";
import { resolvePointer } from "../messages/json-pointer.ts";
import type { AnyMessageClass } from "../messages/message-class.ts";
import type { EventRecord } from "../stores/records.ts";
import { handlerLog } from "../telemetry/handler-log.ts";
import { carriedOn } from "../telemetry/trace-context.ts";
import { eventClass } from "./load-state.ts";
import type { Folded } from "./state-cache.ts";
import { isRejection } from "./stream.ts";

/** Most events that one command may cause: what one transactional batch of Cosmos takes. */
export const mostEvents = 100;
/** Most bytes of one batch, with room for the request's own words below Cosmos's 2 MB. */
export const mostBytes = 1_900_000;

/** What a decider decided, ready to be stored. */
export type Decided =
  | { readonly status: "accepted"; readonly events: readonly EventRecord[] }
  | { readonly status: "rejected"; readonly code: string; readonly message: string };

/**
 * Asks the decider and makes the events of its answer.
 * @throws HandlerError when the decider is missing or throws, or decides what the contract or a limit forbids
 */
export async function decide(
  runtime: Pick<Runtime, "catalog" | "clock" | "telemetry" | "log">,
  stream: StreamDefinition,
  command: Envelope,
  folded: Folded,
): Promise<Decided> {
  const message = classOf(runtime.catalog, command.type);
  const decider = message && stream.handlers.decide[message.messageName];
  if (message === undefined || decider === undefined) {
    throw new HandlerError(`The stream ${stream.name} has no decider for ${command.type}.`);
  }
  const context = {
    now: Date.parse(command.time),
    streamId: command.streamid ?? "",
    version: folded.version,
    log: handlerLog(runtime.log, { message: command, handler: commandsHandler }),
  };
  const what = `The decider of ${message.messageName}`;
  const opened = openMessage(runtime.catalog, message, command);
  const decision = callHandler(what, () => decider(opened, folded.state, context));
  if (typeof decision !== "object" || decision === null) throw new HandlerError(`${what} answered no decision.`);
  if (isRejection(decision)) {
    const sentence = runtime.catalog.app.service.rejections[decision.rejected];
    return { status: "rejected", code: decision.rejected, message: decision.detail ?? sentence ?? decision.rejected };
  }
  return { status: "accepted", events: await recordsOf(runtime, stream, command, folded.version, decision) };
}

async function recordsOf(
  runtime: Pick<Runtime, "catalog" | "clock" | "telemetry">,
  stream: StreamDefinition,
  command: Envelope,
  version: number,
  drafts: readonly Draft[],
): Promise<readonly EventRecord[]> {
  if (drafts.length > mostEvents) {
    throw new HandlerError(`A command may cause at most ${mostEvents} events, not ${drafts.length}.`);
  }
  const made = { time: new Date(runtime.clock.now()).toISOString(), trace: carriedOn(runtime.telemetry, command) };
  const records: EventRecord[] = [];
  for (const [index, draft] of drafts.entries()) {
    const message = callHandler("The decider", () => eventClass(runtime, stream, draft.name));
    await validate(message, command, draft);
    records.push(recordOf(stream, command, message, version + 1 + index, index, made, draft.data));
  }
  const bytes = Buffer.byteLength(JSON.stringify(records), "utf8");
  if (bytes > mostBytes) throw new HandlerError(`The events of a command may take ${mostBytes} bytes, not ${bytes}.`);
  return records;
}

async function validate(message: AnyMessageClass, command: Envelope, draft: Draft): Promise<void> {
  const parsed = await message.parse(draft.data);
  if (!parsed.ok) {
    const said = parsed.faults.map((fault) => `${fault.pointer || "/"} ${fault.message}`).join("; ");
    throw new HandlerError(`The event ${draft.name} is invalid: ${said}.`, { faults: parsed.faults });
  }
  const named = message.streamId === undefined ? command.streamid : resolvePointer(draft.data, message.streamId);
  if (String(named) !== command.streamid) {
    throw new HandlerError(`The event ${draft.name} names the stream ${String(named)}, not ${command.streamid}.`);
  }
}

function recordOf(
  stream: StreamDefinition,
  command: Envelope,
  message: AnyMessageClass,
  version: number,
  causationindex: number,
  { time, trace }: { readonly time: string; readonly trace: Pick<Envelope, "traceparent" | "tracestate"> },
  data: unknown,
): EventRecord {
  const streamId = command.streamid ?? "";
  const partition = partitionOf(stream.name, streamId);
  const envelope: Envelope = {
    specversion: "1.0",
    id: eventId(stream.name, streamId, version),
    source: message.source,
    type: message.type,
    subject: partition,
    time,
    datacontenttype: "application/json",
    dataschema: message.schemaId,
    correlationid: command.correlationid,
    causationid: command.id,
    ...trace,
    stream: stream.name,
    streamid: streamId,
    streamversion: version,
    ...(command.caller === undefined ? {} : { caller: command.caller }),
    // A payload as JSON has it: what is folded now is what is read back later.
    data: JSON.parse(JSON.stringify(data)) as unknown,
  };
  return {
    id: versionId(version),
    kind: "event",
    streamid: partition,
    version,
    causationid: command.id,
    causationindex,
    causedby: { type: command.type, time: command.time },
    envelope,
  };
}

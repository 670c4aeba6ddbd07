import { openMessage } from "../app/catalog.ts";
import type { ReactionDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { acceptCommand } from "../commands/accept.ts";
import { submitCommand } from "../commands/submit.ts";
import { callHandler, HandlerError } from "../dead-letters/handler-error.ts";
import type { Draft, Envelope } from "../messages/envelope.ts";
import { isVersionOf, parseVersion } from "../messages/versions.ts";
import { retryTransient } from "../retry/policy.ts";
import type { CommandRecord } from "../stores/records.ts";
import { handlerLog } from "../telemetry/handler-log.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { reactSpan } from "../telemetry/spans/event-spans.ts";
import type { Invocation } from "../telemetry/spans/invocation.ts";
import { traced } from "../telemetry/spans/traced.ts";
import { readCloudEvent } from "./cloud-event.ts";

/**
 * Answers one delivered event with commands. Their dedupe key is made of reaction, event and place, so that a redelivered
 * event sends nothing twice. What is no event of ours is passed over with a warning: Event Grid would only send it again.
 * @throws HandlerError when the reaction throws or sends an invalid command, StoreError when the store is in trouble:
 * Event Grid's own retries and dead letters take over
 */
export async function handleReaction(
  runtime: Runtime,
  reaction: ReactionDefinition,
  delivered: unknown,
  invocation?: Invocation,
): Promise<void> {
  const event = readCloudEvent(delivered);
  if (event === undefined) return answer(runtime, reaction, delivered);
  const start = () => reactSpan(runtime, event, reaction.name, invocation);
  await traced(runtime, event, start, () => answer(runtime, reaction, delivered));
}

async function answer(runtime: Runtime, reaction: ReactionDefinition, delivered: unknown): Promise<void> {
  const commands = await commandsOf(runtime, reaction, delivered);
  if (commands === undefined) {
    const { type: eventType = "not a CloudEvent of a stream", source: eventSource } = readCloudEvent(delivered) ?? {};
    runtime.log(logEvents.reactionUnwanted, { handler: `reaction-${reaction.name}`, eventType, eventSource });
    return;
  }
  for (const command of commands) await submit(runtime, `reaction-${reaction.name}`, command);
}

/**
 * What a reaction answers to an event, as it would be stored; undefined when the event is none that it wants.
 * @throws HandlerError when the reaction throws or sends an invalid command
 */
export async function commandsOf(
  runtime: Runtime,
  reaction: ReactionDefinition,
  delivered: unknown,
): Promise<readonly CommandRecord[] | undefined> {
  const event = readCloudEvent(delivered);
  const message =
    event && reaction.on.find((wanted) => isVersionOf(wanted, event.type) && wanted.source === event.source);
  const react = message && reaction.react[message.messageName];
  if (event === undefined || message === undefined || react === undefined) return undefined;
  const parsed = await parseVersion(message, event);
  if (!parsed.ok) {
    throw new HandlerError(`The event ${event.id} is invalid.`, { faults: parsed.faults });
  }
  const opened = openMessage(runtime.catalog, message, event);
  const log = handlerLog(runtime.log, { message: event, handler: `reaction-${reaction.name}` });
  const drafts = callHandler(`The reaction ${reaction.name}`, () => react(opened, { log }));
  const commands: CommandRecord[] = [];
  for (const [index, draft] of drafts.entries()) {
    commands.push(await commandOf(runtime, reaction, event, draft, index));
  }
  return commands;
}

async function commandOf(
  runtime: Runtime,
  reaction: ReactionDefinition,
  event: Envelope,
  draft: Draft,
  index: number,
): Promise<CommandRecord> {
  const message = reaction.sends.find((candidate) => candidate.messageName === draft.name);
  if (message === undefined) throw new HandlerError(`The reaction ${reaction.name} must not send ${draft.name}.`);
  const accepted = await acceptCommand(message, JSON.parse(JSON.stringify(draft.data)), {
    now: runtime.clock.now(),
    correlationId: event.correlationid,
    causationId: event.id,
    traceparent: event.traceparent,
    tracestate: event.tracestate,
    key: { by: "sender", key: `${reaction.name}:${event.id}:${index}` },
  });
  if (!accepted.ok) {
    const what = `The reaction ${reaction.name} made an invalid ${draft.name}.`;
    throw new HandlerError(what, { faults: accepted.faults });
  }
  return accepted.record;
}

async function submit(runtime: Runtime, handler: string, command: CommandRecord): Promise<void> {
  const policy = runtime.catalog.app.retry.commands;
  const sent = await submitCommand(runtime, command, (work) => retryTransient(runtime, policy, work));
  if (sent.status === "key-reused") {
    // The same event made another command this time: the reaction is not pure, or was changed meanwhile.
    runtime.log(logEvents.reactionChanged, { message: sent.first.envelope, handler });
  }
}

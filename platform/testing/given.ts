import assert from "node:assert/strict";
import type { Draft, Envelope } from "../messages/envelope.ts";
import { partitionOf } from "../messages/ids.ts";
import { resolvePointer } from "../messages/json-pointer.ts";
import type { AnyMessageClass, Message } from "../messages/message-class.ts";
import type { ReactionHandlers } from "../reactions/reaction.ts";
import type { ProjectionHandlers } from "../read-models/projection.ts";
import type { Decision, StreamHandlers } from "../streams/stream.ts";
import { isRejection } from "../streams/stream.ts";
import { noLog } from "../telemetry/handler-log.ts";

/** The instant of every message in these tests. */
const time = "2026-01-01T00:00:00.000Z";

/** What follows `when`: what the decider must have answered. */
export interface DecisionCheck {
  /** Exactly these events, in this order. */
  thenEvents(...events: readonly Draft[]): void;
  thenNothing(): void;
  thenRejected(code: string): void;
  thenThrows(pattern: RegExp): void;
}

/**
 * Given what has happened to one stream, when a command is decided, then … (not named `then`, which would make a promise of it)
 *
 * @example
 * given(account, messages, AccountOpened.create({ … })).when(LoadCredits.create({ … })).thenEvents(CreditsLoaded.create({ … }))
 */
export function given<State>(
  handlers: StreamHandlers<State>,
  messages: readonly AnyMessageClass[],
  ...events: readonly Draft[]
): { when(command: Draft): DecisionCheck } {
  return {
    when(command) {
      const decide = (): Decision => {
        let state = handlers.initialState();
        for (const [index, event] of events.entries()) {
          const fold = handlers.evolve[event.name];
          assert.ok(fold, `The stream has no fold for ${event.name}.`);
          state = fold(state, messageFrom(messages, event, index + 1));
        }
        const decider = handlers.decide[command.name];
        assert.ok(decider, `The stream has no decider for ${command.name}.`);
        const message = messageFrom(messages, command);
        const streamId = message.envelope.streamid ?? "";
        return decider(message, state, { now: Date.parse(time), streamId, version: events.length, log: noLog });
      };
      return {
        thenEvents: (...expected) => assert.deepEqual(decide(), expected),
        thenNothing: () => assert.deepEqual(decide(), []),
        thenRejected(code) {
          const decision = decide();
          assert.ok(isRejection(decision), `Expected a rejection, got ${JSON.stringify(decision)}.`);
          assert.equal(decision.rejected, code);
        },
        thenThrows: (pattern) => void assert.throws(decide, pattern),
      };
    },
  };
}

/** Given a document, when events are folded into it, then it is … */
export function givenDocument<
  Projection extends { readonly [Event in keyof Projection]: ProjectionHandlers[string] },
  Document,
>(
  projection: Projection,
  messages: readonly AnyMessageClass[],
  document?: Document,
): { when(...events: readonly Draft[]): { thenDocument(expected: Document | undefined): void } } {
  return {
    when: (...events) => ({
      thenDocument(expected) {
        let current: unknown = document;
        for (const [index, event] of events.entries()) {
          const fold = handlerNamed<ProjectionHandlers[string]>(projection, event.name);
          assert.ok(fold, `The projection has no fold for ${event.name}.`);
          current = fold(messageFrom(messages, event, index + 1), current, { log: noLog }) ?? current;
        }
        assert.deepEqual(current, expected);
      },
    }),
  };
}

/** When a reaction gets an event, then it sends … */
export function whenReacting<Reaction extends { readonly [Event in keyof Reaction]: ReactionHandlers[string] }>(
  reaction: Reaction,
  messages: readonly AnyMessageClass[],
  event: Draft,
): { thenCommands(...commands: readonly Draft[]): void } {
  return {
    thenCommands(...commands) {
      const react = handlerNamed<ReactionHandlers[string]>(reaction, event.name);
      assert.ok(react, `The reaction has no handler for ${event.name}.`);
      assert.deepEqual(react(messageFrom(messages, event, 1), { log: noLog }), commands);
    },
  };
}

/** Generated interfaces have no index signature, so that a misspelt event does not compile; here events come by name. */
function handlerNamed<Handler>(handlers: object, name: string): Handler | undefined {
  return (handlers as Readonly<Record<string, Handler>>)[name];
}

/** A draft as a message with a plausible envelope. */
export function messageFrom(messages: readonly AnyMessageClass[], draft: Draft, version?: number): Message {
  const found = messages.find((message) => message.messageName === draft.name);
  assert.ok(found, `There is no message ${draft.name}.`);
  const streamid = found.streamId === undefined ? "" : String(resolvePointer(draft.data, found.streamId));
  const stream = found.stream ?? "";
  const id = version === undefined ? `test-${draft.name}` : `${stream}:${streamid}:${version}`;
  const envelope: Envelope = {
    specversion: "1.0",
    id,
    source: found.source,
    type: found.type,
    subject: partitionOf(stream, streamid),
    time,
    datacontenttype: "application/json",
    dataschema: found.schemaId,
    correlationid: "test",
    causationid: id,
    stream,
    streamid,
    ...(version === undefined ? {} : { streamversion: version }),
    data: draft.data,
  };
  return new found(envelope);
}

import { classOf, messageNamed, openMessage } from "../app/catalog.ts";
import type { StreamDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { callHandler, HandlerError } from "../dead-letters/handler-error.ts";
import { documentId, partitionOf } from "../messages/ids.ts";
import type { EventRecord } from "../stores/records.ts";
import { logEvents } from "../telemetry/log-events.ts";
import type { Folded } from "./state-cache.ts";

/** Events a page when a stream is read. */
const pageSize = 500;

/** The state before the first event. */
export function initialState(stream: StreamDefinition): Folded {
  return { version: 0, state: callHandler(`initialState of ${stream.name}`, () => stream.handlers.initialState()) };
}

/**
 * Folds events into a state: pure.
 * @throws HandlerError when there is no fold for an event, or a fold throws
 */
export function foldEvents(
  runtime: Pick<Runtime, "catalog">,
  stream: StreamDefinition,
  from: Folded,
  events: readonly EventRecord[],
): Folded {
  let { version, state } = from;
  for (const event of events) {
    const message = classOf(runtime.catalog, event.envelope.type);
    const fold = message && stream.handlers.evolve[message.messageName];
    if (message === undefined || fold === undefined) {
      throw new HandlerError(`The stream ${stream.name} has no fold for ${event.envelope.type}.`);
    }
    if (event.version !== version + 1) {
      throw new HandlerError(`The stream ${event.streamid} has a gap before version ${event.version}.`);
    }
    const opened = openMessage(runtime.catalog, message, event.envelope);
    state = callHandler(`The fold of ${message.messageName}`, () => fold(state, opened));
    version = event.version;
  }
  return { version, state };
}

/** Reads a stream from a state on, to its end as it is now. */
export async function readTail(
  runtime: Runtime,
  stream: StreamDefinition,
  streamId: string,
  from: Folded,
): Promise<Folded> {
  const partition = partitionOf(stream.name, streamId);
  let folded = from;
  for (;;) {
    const events = await runtime.stores.events.readAfter(partition, folded.version, pageSize);
    folded = foldEvents(runtime, stream, folded, events);
    if (events.length < pageSize) break;
  }
  runtime.states.set(partition, folded);
  return folded;
}

/**
 * The state of a stream. One from the cache may be old: `fresh` says whether it is as the store is now.
 * @throws HandlerError when the stream cannot be folded
 */
export async function loadState(
  runtime: Runtime,
  stream: StreamDefinition,
  streamId: string,
): Promise<{ readonly folded: Folded; readonly fresh: boolean }> {
  const partition = partitionOf(stream.name, streamId);
  const cached = runtime.states.get(partition);
  if (cached !== undefined) return { folded: cached, fresh: false };
  const from = (await readSnapshot(runtime, stream, partition)) ?? initialState(stream);
  return { folded: await readTail(runtime, stream, streamId, from), fresh: true };
}

/** The snapshot of a stream that today's code has made; undefined when there is none. */
export async function readSnapshot(
  runtime: Pick<Runtime, "catalog" | "stores">,
  stream: StreamDefinition,
  partition: string,
): Promise<Folded | undefined> {
  if (stream.snapshotEvery === undefined) return undefined;
  const found = await runtime.stores.snapshots.read(partition);
  if (found === undefined || found.tag !== runtime.catalog.foldTags.get(stream.name)) return undefined;
  return { version: found.version, state: found.state };
}

/** Writes a snapshot when an append went past a multiple of the stream's interval. Losing one costs time, no truth. */
export async function maybeSnapshot(
  runtime: Runtime,
  stream: StreamDefinition,
  partition: string,
  before: number,
  after: Folded,
): Promise<void> {
  const every = stream.snapshotEvery;
  if (every === undefined || Math.floor(before / every) === Math.floor(after.version / every)) return;
  const tag = runtime.catalog.foldTags.get(stream.name) ?? "";
  try {
    await runtime.stores.snapshots.write({
      id: documentId(partition),
      streamid: partition,
      version: after.version,
      state: after.state,
      tag,
    });
  } catch (error) {
    runtime.log(logEvents.snapshotLost, {
      stream: stream.name,
      streamId: partition.slice(stream.name.length + 1),
      error,
    });
  }
}

/** Makes sure that what a decider named is an event of this stream. */
export function eventClass(runtime: Pick<Runtime, "catalog">, stream: StreamDefinition, name: string) {
  const message = messageNamed(runtime.catalog, name);
  if (!stream.events.some((event) => event.messageName === name)) {
    throw new Error(`${name} is not an event of the stream ${stream.name}.`);
  }
  return message;
}

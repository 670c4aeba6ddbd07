import { classOf } from "../app/catalog.ts";
import type { StreamDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { callHandler, HandlerError } from "../dead-letters/handler-error.ts";
import { partitionOf } from "../messages/ids.ts";
import type { EventRecord } from "../stores/records.ts";
import { foldEvents, initialState, readSnapshot } from "../streams/load-state.ts";
import type { Folded } from "../streams/state-cache.ts";
import { differences } from "./differences.ts";
import type { StateStep, StatesAnswer } from "./shapes.ts";
import { versionOf } from "./summaries.ts";

/** Steps of one answer at most. */
const mostSteps = 100;
/** All states of one answer together, in characters of JSON. */
const mostText = 4_000_000;
/** Events that are folded for one answer at most; a snapshot saves those before it. */
export const mostFolded = 10_000;
const pageSize = 500;

/** What is wanted of a stream is further from its last snapshot, or its beginning, than one request may go. */
export class TooFarError extends Error {
  override readonly name = "TooFarError";
}

/** Which states are wanted. */
export interface StatesRequest {
  /** 0: the state before the first event. */
  readonly from: number;
  readonly to?: number;
}

/**
 * The states of a stream, step by step; undefined when the contract has no such stream.
 * @throws TooFarError when too many events would have to be folded
 */
export async function statesOf(
  runtime: Pick<Runtime, "catalog" | "stores">,
  name: string,
  streamid: string,
  { from, to = Number.POSITIVE_INFINITY }: StatesRequest,
): Promise<StatesAnswer | undefined> {
  const stream = runtime.catalog.streams.get(name);
  if (stream === undefined) return undefined;
  const partition = partitionOf(name, streamid);
  const version = (await runtime.stores.explorer.versions([partition])).get(partition) ?? 0;
  const answer = { stream: name, streamid, version };
  const steps: StateStep[] = [];
  let text = 0;
  const take = (folded: Folded, event?: EventRecord): boolean => {
    const step = stepOf(runtime, stream, folded, steps.at(-1), event);
    text += JSON.stringify(step).length;
    steps.push(step);
    return steps.length < mostSteps && text < mostText && folded.version < to;
  };
  try {
    let folded = await stateBefore(runtime, stream, partition, Math.min(from, version));
    if (folded.version < from || !take(folded)) return { ...answer, steps };
    while (folded.version < version) {
      const events = await runtime.stores.events.readAfter(partition, folded.version, mostSteps);
      for (const event of events) {
        folded = foldEvents(runtime, stream, folded, [event]);
        if (!take(folded, event)) return { ...answer, steps };
      }
      if (events.length === 0) break;
    }
    return { ...answer, steps };
  } catch (error) {
    if (!(error instanceof HandlerError)) throw error;
    return { ...answer, steps, error: error.message };
  }
}

/** The state at a version, from the last snapshot before it where there is one. */
async function stateBefore(
  runtime: Pick<Runtime, "catalog" | "stores">,
  stream: StreamDefinition,
  partition: string,
  version: number,
): Promise<Folded> {
  const snapshot = version === 0 ? undefined : await readSnapshot(runtime, stream, partition);
  let folded = snapshot !== undefined && snapshot.version <= version ? snapshot : initialState(stream);
  const distance = version - folded.version;
  if (distance > mostFolded) {
    throw new TooFarError(
      `Version ${version} is ${distance} events away; at most ${mostFolded} are folded for one answer.`,
    );
  }
  while (folded.version < version) {
    const limit = Math.min(pageSize, version - folded.version);
    const events = await runtime.stores.events.readAfter(partition, folded.version, limit);
    if (events.length === 0) break;
    folded = foldEvents(runtime, stream, folded, events);
  }
  return folded;
}

function stepOf(
  { catalog }: Pick<Runtime, "catalog">,
  { name }: StreamDefinition,
  folded: Folded,
  before: StateStep | undefined,
  event: EventRecord | undefined,
): StateStep {
  const state = asJson(name, folded.state);
  const { version } = folded;
  if (event === undefined) return { version, state, changed: [] };
  const { type } = event.envelope;
  const message = classOf(catalog, type);
  return {
    version,
    event: message?.messageName ?? type,
    ...(message === undefined || message.type === type ? {} : { upcastFrom: versionOf(type) }),
    state,
    changed: before === undefined ? [] : differences(before.state, state),
  };
}

/** As a snapshot would keep it. */
function asJson(stream: string, state: unknown): unknown {
  return callHandler(`The state of ${stream} as JSON`, () => JSON.parse(JSON.stringify(state) ?? "null") as unknown);
}

import type { StreamDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { StoreError } from "../stores/errors.ts";
import type { CommandRecord } from "../stores/records.ts";
import { type Decided, decide } from "../streams/decide.ts";
import { foldEvents, loadState, maybeSnapshot, readTail } from "../streams/load-state.ts";
import type { Folded } from "../streams/state-cache.ts";
import { markerOf, type Result, resultFrom } from "./result.ts";

/** How often somebody else may win the race for a stream before the store is called troubled. */
const mostRaces = 20;

/**
 * Decides a command and records what came of it, once: events (or a marker) go in with the command's id under a unique
 * key, so that of all who work on it the first one's result stands, and everybody else answers that.
 * @throws HandlerError when hand-written code fails, StoreError when the store does
 */
export async function resolveCommand(
  runtime: Runtime,
  stream: StreamDefinition,
  command: CommandRecord,
): Promise<Result> {
  const partition = command.streamid;
  for (let race = 0; race < mostRaces; race++) {
    const { folded, decided } = await decideOnState(runtime, stream, command);
    const created = await record(runtime, stream, command, folded, decided);
    if (created !== undefined) return created;
    runtime.states.delete(partition);
    const stored = await storedResult(runtime, command);
    if (stored !== undefined) return stored;
  }
  throw new StoreError("transient", `The stream ${partition} changes faster than it can be read.`);
}

/** What is recorded for a command already. */
export async function storedResult(runtime: Runtime, command: CommandRecord): Promise<Result | undefined> {
  return resultFrom(await runtime.stores.events.resultOf(command.streamid, command.envelope.id));
}

/** A cached state may be old. An append finds out by itself; anything else is decided on the stream as it is now. */
async function decideOnState(
  runtime: Runtime,
  stream: StreamDefinition,
  { envelope }: CommandRecord,
): Promise<{ readonly folded: Folded; readonly decided: Decided }> {
  const { folded, fresh } = await loadState(runtime, stream, envelope.streamid ?? "");
  if (fresh) return { folded, decided: await decide(runtime, stream, envelope, folded) };
  try {
    const decided = await decide(runtime, stream, envelope, folded);
    if (decided.status === "accepted" && decided.events.length > 0) return { folded, decided };
  } catch {
    // Decided again below: on the stream as it is now it may succeed.
  }
  const now = await readTail(runtime, stream, envelope.streamid ?? "", folded);
  return { folded: now, decided: await decide(runtime, stream, envelope, now) };
}

async function record(
  runtime: Runtime,
  stream: StreamDefinition,
  command: CommandRecord,
  folded: Folded,
  decided: Decided,
): Promise<Result | undefined> {
  const partition = command.streamid;
  const { events } = runtime.stores;
  if (decided.status === "rejected") {
    const result = { status: "rejected", code: decided.code, message: decided.message } as const;
    const marked = await events.mark(markerOf(command.envelope, command.id, partition, result));
    return marked === "created" ? result : undefined;
  }
  if (decided.events.length === 0) {
    const marked = await events.mark(markerOf(command.envelope, command.id, partition, { status: "succeeded" }));
    return marked === "created" ? { status: "succeeded", events: [] } : undefined;
  }
  // Folded before they are stored: events that nothing can fold would break the stream for good.
  const next = foldEvents(runtime, stream, folded, decided.events);
  if ((await events.append(partition, decided.events)) === "exists") return undefined;
  runtime.states.set(partition, next);
  await maybeSnapshot(runtime, stream, partition, folded.version, next);
  return { status: "succeeded", events: decided.events };
}

import type { StreamDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import { commandsHandler, letterId } from "../dead-letters/letter.ts";
import { type ParkedSet, parkedAmong } from "../dead-letters/parked-set.ts";
import { setAside } from "../dead-letters/set-aside.ts";
import { waitBehind } from "../dead-letters/wait-behind.ts";
import { forEachBounded } from "../retry/bounded.ts";
import { commandPolicy } from "../retry/policies.ts";
import { retryTransient } from "../retry/policy.ts";
import { tryHandler } from "../retry/try-handler.ts";
import type { CommandRecord } from "../stores/records.ts";
import { logEvents } from "../telemetry/log-events.ts";
import { batchSpan } from "../telemetry/spans/batch-span.ts";
import { processSpan, showResult } from "../telemetry/spans/command-spans.ts";
import type { Invocation } from "../telemetry/spans/invocation.ts";
import { showFailed } from "../telemetry/spans/show-failed.ts";
import { type MessageSpan, traced } from "../telemetry/spans/traced.ts";
import { isCommandRecord } from "./command-record.ts";
import { failCommand } from "./fail-command.ts";
import { finishCommand } from "./finish-command.ts";
import { postponeCommand } from "./postpone-command.ts";
import { resolveCommand, storedResult } from "./resolve-command.ts";
import type { Result } from "./result.ts";
import { streamOf } from "./stream-of.ts";

/** Streams that are worked on at the same time. */
const parallelStreams = 100;

/** A command as the change feed brings it. */
export type DeliveredCommand = CommandRecord & { readonly _lsn?: number };

/**
 * Handles a batch of the change feed of `commands`: streams in parallel, each stream in order. When it answers, every
 * command has its outcome, is parked until its next try, or waits behind a parked one.
 * @throws StoreError when a store cannot be reached: the whole batch must come again
 */
export async function handleCommands(
  runtime: Runtime,
  batch: readonly DeliveredCommand[],
  invocation?: Invocation,
): Promise<void> {
  const commands = batch.filter(isCommandRecord);
  await runtime.telemetry.span(batchSpan("commands", commands, invocation), () =>
    handleBatch(runtime, batch, commands),
  );
}

async function handleBatch(
  runtime: Runtime,
  batch: readonly DeliveredCommand[],
  commands: readonly DeliveredCommand[],
): Promise<void> {
  const policy = runtime.catalog.app.retry.commands;
  for (const stranger of batch) {
    if (!isCommandRecord(stranger)) await retryTransient(runtime, policy, () => setAside(runtime, stranger));
  }
  const lanes = Map.groupBy(commands, (command) => command.streamid);
  const parked = await retryTransient(runtime, policy, () =>
    parkedAmong(runtime.stores.deadLetters, lanes.keys(), () => [commandsHandler]),
  );
  await forEachBounded(lanes.values(), parallelStreams, (lane) => handleLane(runtime, lane, parked));
}

/** The commands of one stream, one after the other; only what has succeeded may be reported while the next one is decided. */
async function handleLane(runtime: Runtime, lane: readonly DeliveredCommand[], parked: ParkedSet): Promise<void> {
  const works: Promise<void>[] = [];
  try {
    for (const command of lane) {
      await new Promise<void>((goOn, fail) => {
        const start = () => processSpan(runtime, command.envelope);
        const handle = (span: MessageSpan) => handleCommand(runtime, command, parked, span, goOn);
        const work = traced(runtime, command.envelope, start, handle);
        works.push(work);
        work.then(goOn, fail);
      });
    }
  } finally {
    await Promise.allSettled(works);
  }
  await Promise.all(works);
}

/** @param goOn lets the next command of the stream begin before this one is reported */
async function handleCommand(
  runtime: Runtime,
  command: DeliveredCommand,
  parked: ParkedSet,
  span: MessageSpan,
  goOn: () => void,
): Promise<void> {
  const stream = streamOf(runtime.catalog, command.envelope);
  const retrying = <T>(work: () => Promise<T>) => retryTransient(runtime, runtime.catalog.app.retry.commands, work);
  if (parked.get(commandsHandler, command.streamid) !== undefined) {
    const stoodBack = await retrying(() => standBack(runtime, stream, command, parked));
    if (stoodBack === "waits") return span.set({ "eventwright.outcome": "waits" });
    if (stoodBack !== undefined) return showResult(span, stoodBack);
    parked.remove(commandsHandler, command.streamid);
  }
  const result = await settle(runtime, stream, command, parked, span);
  if (result === "postponed") return;
  showResult(span, result);
  // A failure parks the stream, and a refusal shows the state as it is: both come before the next command.
  if (result.status === "succeeded") goOn();
  await retrying(() => finishCommand(runtime, stream, command, result, parked));
}

/**
 * The stream is parked. A command that has its result already comes again after a crash and is finished, not kept.
 * @returns undefined when it is not parked any more
 */
async function standBack(
  runtime: Runtime,
  stream: StreamDefinition,
  command: DeliveredCommand,
  parked: ParkedSet,
): Promise<Result | "waits" | undefined> {
  const stored = await storedResult(runtime, command);
  if (stored !== undefined) {
    await finishCommand(runtime, stream, command, stored, parked);
    return stored;
  }
  // The one that parks the stream until its next try: its letter brings it.
  const { id } = command.envelope;
  if (parked.get(commandsHandler, command.streamid)?.deadLetter === letterId(commandsHandler, id)) return "waits";
  const order = command._lsn ?? Date.parse(command.envelope.time);
  const waits = await waitBehind(
    runtime.stores.deadLetters,
    commandsHandler,
    command.streamid,
    command.envelope,
    order,
  );
  return waits ? "waits" : undefined;
}

/** Tries until the command has a result, which failure is, too; or parks it until a later try. */
async function settle(
  runtime: Runtime,
  stream: StreamDefinition,
  command: CommandRecord,
  parked: ParkedSet,
  span: MessageSpan,
): Promise<Result | "postponed"> {
  const stores = runtime.catalog.app.retry.commands;
  const retrying = <T>(work: () => Promise<T>) => retryTransient(runtime, stores, work);
  let result: Result | undefined;
  const policy = commandPolicy(runtime.catalog, command.envelope.type);
  const work = async () => {
    try {
      result = await retrying(() => resolveCommand(runtime, stream, command));
    } catch (error) {
      runtime.states.delete(command.streamid);
      throw error;
    }
  };
  const failed = await tryHandler(runtime, policy, work, span);
  if (failed === undefined && result !== undefined) return result;
  if (failed === undefined) throw new Error(`The command ${command.envelope.id} came to no result.`);
  showFailed(span, failed);
  const { error, attempts, retryAt } = failed;
  if (retryAt !== undefined) {
    const known = await retrying(() => postponeCommand(runtime, command, { ...failed, retryAt }, parked));
    return known ?? "postponed";
  }
  const letter = letterId(commandsHandler, command.envelope.id);
  runtime.log(logEvents.commandParked, { message: command.envelope, handler: commandsHandler, letter, error });
  return retrying(() => failCommand(runtime, command, error, attempts));
}

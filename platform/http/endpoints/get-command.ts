import { nameOfType } from "../../app/catalog.ts";
import type { Runtime } from "../../app/runtime.ts";
import { parseCommandId, partitionOf } from "../../messages/ids.ts";
import { isTransient } from "../../stores/errors.ts";
import type { OutcomeRecord } from "../../stores/records.ts";
import { type HttpEndpoint, type HttpRequest, json } from "../exchange.ts";
import { preferredWait } from "../headers.ts";
import { Problem } from "../problem.ts";
import { queryValues } from "../query.ts";
import { notYours } from "../security/refusals.ts";

/**
 * Waits between two looks for a waiting client's outcome, milliseconds. Those are for outcomes that another process writes:
 * one of this process is told at once.
 */
const firstLook = 25;
const longestLook = 250;

/** Answers what became of a command, by point reads only; waits for it when the client prefers that. */
export function getCommand(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    queryValues(request, []);
    const id = request.params["commandId"] ?? "";
    const wait = preferredWait(request);
    const headers = {
      "cache-control": "no-store",
      ...(wait > 0 ? { "preference-applied": `wait=${wait / 1000}` } : {}),
    };
    const parsed = parseCommandId(id);
    if (parsed === undefined) throw notFound(id);
    const known = runtime.recent.accepted(id);
    const read = () => (wait > 0 ? lookUp(runtime, id) : runtime.stores.outcomes.read(id));
    const outcome = runtime.recent.outcome(id) ?? (known && wait > 0 ? undefined : await read());
    if (outcome !== undefined) return json(200, outcomeFor(request, outcome), headers);
    const command = known ?? (await findCommand(runtime, parsed))?.envelope;
    if (command === undefined) throw noSuchCommand(request, id);
    checkSender(request, command.caller);
    const late = await waitForOutcome(runtime, request, id, wait, runtime.recent.handles(parsed.streamId));
    if (late !== undefined) return json(200, outcomeFor(request, late), headers);
    const { type, correlationid } = command;
    const name = nameOfType(runtime.catalog, type);
    return json(200, { commandId: id, type: name, status: "accepted", correlationId: correlationid }, headers);
  };
}

function notFound(id: string): Problem {
  return new Problem("not-found", `There is no command ${JSON.stringify(id.slice(0, 1000))}.`);
}

/** An id can be worked out by whoever guesses a command: a caller is told the same of one that is missing and of another's. */
function noSuchCommand({ caller }: HttpRequest, id: string): Problem {
  return caller === undefined ? notFound(id) : notYours("The command");
}

/** What became of a command, for whoever sent it. */
function outcomeFor(request: HttpRequest, { id: _id, caller, ...outcome }: OutcomeRecord) {
  checkSender(request, caller);
  return outcome;
}

/** A command that nobody sent with a token is nobody's: of a process, or from before tokens were asked for. */
function checkSender({ caller }: HttpRequest, sender: string | undefined): void {
  if (caller !== undefined && caller.subject !== sender) throw notYours("The command");
}

/** The id does not say the stream's name; there are few, and the hash is in one of them only. */
async function findCommand(runtime: Runtime, { hash, streamId }: { hash: string; streamId: string }) {
  const names = [...runtime.catalog.streams.keys()];
  const found = await Promise.all(names.map((name) => runtime.stores.commands.read(partitionOf(name, streamId), hash)));
  return found.find((command) => command !== undefined);
}

async function waitForOutcome(runtime: Runtime, request: HttpRequest, id: string, wait: number, near: boolean) {
  const deadline = runtime.clock.now() + wait;
  for (
    let look = near ? longestLook : firstLook;
    runtime.clock.now() < deadline;
    look = Math.min(look * 1.5, longestLook)
  ) {
    if (request.signal?.aborted) break;
    await runtime.recent.wait(id, runtime.clock, Math.min(look, deadline - runtime.clock.now()), request.signal);
    const outcome = runtime.recent.outcome(id) ?? (await lookUp(runtime, id));
    if (outcome !== undefined) return outcome;
  }
  return undefined;
}

/** A store that is busy or away for the moment says nothing about the command: who waits, waits on. */
async function lookUp(runtime: Runtime, id: string) {
  try {
    return await runtime.stores.outcomes.read(id);
  } catch (error) {
    if (isTransient(error)) return undefined;
    throw error;
  }
}

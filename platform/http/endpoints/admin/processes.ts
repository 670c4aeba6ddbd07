import { readActivity } from "../../../admin/activity.ts";
import { cursorOf } from "../../../admin/cursor.ts";
import { listProcesses, showProcess } from "../../../admin/processes.ts";
import type { ActivityAnswer, ProcessAnswer, ProcessesAnswer } from "../../../admin/shapes.ts";
import type { Runtime } from "../../../app/runtime.ts";
import { runtimeStatuses } from "../../../processes/explorer.ts";
import type { HttpEndpoint } from "../../exchange.ts";
import { Problem } from "../../problem.ts";
import { pageLimit, queryValues } from "../../query.ts";
import { cursorParts, fresh, oneOf, pathText, wholeNumber } from "./parameters.ts";

/** The instances of processes. */
export function listAllProcesses(runtime: Runtime): HttpEndpoint {
  const names = (runtime.catalog.app.processes ?? []).map(({ name }) => name);
  return async (request) => {
    const values = queryValues(request, ["process", "status", "limit", "cursor"]);
    const process = oneOf(values, "process", names);
    const status = oneOf(values, "status", runtimeStatuses);
    const place = cursorParts(values, "processes", ["number", "string"]);
    const { items, next } = await listProcesses(runtime, {
      limit: pageLimit(values),
      ...(process === undefined ? {} : { process }),
      ...(status === undefined ? {} : { status }),
      ...(place === undefined ? {} : { after: { created: instantWithin(place[0]), instanceId: place[1] } }),
    });
    const cursor = next === undefined ? {} : { cursor: cursorOf("processes", next.created, next.instanceId) };
    const answer: ProcessesAnswer = { items, ...cursor };
    return fresh(answer);
  };
}

/** One instance with its history. */
export function showOneProcess(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    queryValues(request, []);
    const id = pathText(request, "instanceId", "instance");
    const answer: ProcessAnswer | undefined = isInstanceId(id) ? await showProcess(runtime, id) : undefined;
    if (answer === undefined)
      throw new Problem("not-found", `There is no instance ${JSON.stringify(id)} of a process.`);
    return fresh(answer);
  };
}

/** What happens now. */
export function showActivity(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    const values = queryValues(request, ["seconds"]);
    const seconds = wholeNumber(values, "seconds", { least: 1, most: 3600 }) ?? 60;
    const answer: ActivityAnswer = await readActivity(runtime, seconds);
    return fresh(answer);
  };
}

/** Latest instant that a date can say, milliseconds since the epoch. */
const lastInstant = 8.64e15 - 1000;

function instantWithin(milliseconds: number): number {
  if (milliseconds >= 0 && milliseconds <= lastInstant) return milliseconds;
  throw new Problem("invalid-cursor", "The cursor is not one that was given out.");
}

/** What Durable Functions takes for an id; the path has no other. */
function isInstanceId(id: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it must not hold.
  return id.length <= 256 && !/^@|[/\\#?\u0000-\u001f\u007f-\u009f]/.test(id);
}

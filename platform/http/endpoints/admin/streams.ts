import { cursorOf, partsOf } from "../../../admin/cursor.ts";
import type { StatesAnswer, StreamAnswer, StreamsAnswer } from "../../../admin/shapes.ts";
import { statesOf } from "../../../admin/states.ts";
import { listStreams, type StreamPlace, showStream } from "../../../admin/streams.ts";
import type { Runtime } from "../../../app/runtime.ts";
import type { HttpEndpoint } from "../../exchange.ts";
import { Problem } from "../../problem.ts";
import { pageLimit, queryValues } from "../../query.ts";
import { fresh, oneOf, pathText, someText, wholeNumber, withinReach } from "./parameters.ts";

/** Largest version that a stream may have: ids of events have twelve digits. */
const mostVersions = 999_999_999_999;

/** The streams. */
export function listAllStreams(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    const values = queryValues(request, ["stream", "prefix", "parked", "limit", "cursor"]);
    const [stream, prefix] = [someText(values, "stream"), someText(values, "prefix")];
    const after = placeOf(values.get("cursor"));
    const { items, next } = await listStreams(runtime, {
      ...(stream === undefined ? {} : { stream }),
      ...(prefix === undefined ? {} : { prefix }),
      parked: oneOf(values, "parked", ["true", "false"]) === "true",
      limit: pageLimit(values),
      ...(after === undefined ? {} : { after }),
    });
    const answer: StreamsAnswer = { items, ...(next === undefined ? {} : { cursor: writePlace(next) }) };
    return fresh(answer);
  };
}

/** One stream with its events. */
export function showOneStream(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    const values = queryValues(request, ["after", "limit"]);
    const [stream, streamId] = [pathText(request, "stream", "stream"), pathText(request, "streamId", "stream")];
    const after = wholeNumber(values, "after", { least: 0, most: mostVersions }) ?? 0;
    const answer: StreamAnswer | undefined = await showStream(runtime, stream, streamId, {
      after,
      limit: pageLimit(values),
    });
    if (answer === undefined) throw new Problem("not-found", `There is no stream ${JSON.stringify(stream)}.`);
    return fresh(answer);
  };
}

/** The fold of a stream, step by step. */
export function showStates(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    const values = queryValues(request, ["from", "to"]);
    const [stream, streamId] = [pathText(request, "stream", "stream"), pathText(request, "streamId", "stream")];
    const from = wholeNumber(values, "from", { least: 0, most: mostVersions }) ?? 0;
    const to = wholeNumber(values, "to", { least: from, most: mostVersions });
    const wanted = { from, ...(to === undefined ? {} : { to }) };
    const answer: StatesAnswer | undefined = await withinReach(() => statesOf(runtime, stream, streamId, wanted));
    if (answer === undefined) throw new Problem("not-found", `The contract has no stream ${JSON.stringify(stream)}.`);
    return fresh(answer);
  };
}

function writePlace(place: StreamPlace): string {
  return place.by === "time" ? cursorOf("newest", place.time, place.id) : cursorOf("streams", place.partition);
}

function placeOf(cursor: string | undefined): StreamPlace | undefined {
  if (cursor === undefined) return undefined;
  const newest = partsOf(cursor, "newest", ["string", "string"]);
  if (newest !== undefined) return { by: "time", time: newest[0], id: newest[1] };
  const named = partsOf(cursor, "streams", ["string"]);
  if (named !== undefined) return { by: "name", partition: named[0] };
  throw new Problem("invalid-cursor", "The cursor is not one that was given out.");
}

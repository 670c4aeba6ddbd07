import { cursorOf, partsOf } from "../../../admin/cursor.ts";
import { findMessages, type MessageSearch, type SearchPlace } from "../../../admin/find-messages.ts";
import { showMessage } from "../../../admin/messages.ts";
import type { MessageAnswer, MessagesAnswer, StoryAnswer } from "../../../admin/shapes.ts";
import { tellStory } from "../../../admin/story.ts";
import type { Catalog } from "../../../app/catalog.ts";
import type { Runtime } from "../../../app/runtime.ts";
import type { AnyMessageClass } from "../../../messages/message-class.ts";
import type { HttpEndpoint } from "../../exchange.ts";
import { Problem } from "../../problem.ts";
import { pageLimit, queryValues } from "../../query.ts";
import { fresh, instantOf, oneOf, pathText, someText } from "./parameters.ts";

const known = [
  ...["id", "correlation", "type", "kind", "stream", "streamid", "recipient", "status", "text", "since", "until"],
  ...["limit", "cursor"],
];
const kinds = ["command", "event", "notification"] as const;
const statuses = ["accepted", "succeeded", "rejected", "failed"] as const;
/** How far back a text is looked for in payloads, unless the request says: no index helps there. Milliseconds. */
const usualSearch = 24 * 3_600_000;

/** Finds messages. */
export function listMessages(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    const search = searchOf(runtime, queryValues(request, known));
    const { items, next } = await findMessages(runtime, search);
    const answer: MessagesAnswer = { items, ...(next === undefined ? {} : { cursor: writePlace(next) }) };
    return fresh(answer);
  };
}

/** One message with its payload. */
export function showOneMessage(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    queryValues(request, []);
    const id = pathText(request, "messageId", "message");
    const answer: MessageAnswer | undefined = await showMessage(runtime, id);
    if (answer === undefined) throw new Problem("not-found", `There is no message ${JSON.stringify(id)}.`);
    return fresh(answer);
  };
}

/** Everything that one request set off. */
export function showStory(runtime: Runtime): HttpEndpoint {
  return async (request) => {
    queryValues(request, []);
    const id = pathText(request, "correlationId", "story");
    const answer: StoryAnswer | undefined = await tellStory(runtime, id);
    if (answer === undefined) throw new Problem("not-found", `Nothing has the correlation id ${JSON.stringify(id)}.`);
    return fresh(answer);
  };
}

function searchOf({ catalog, clock }: Runtime, values: ReadonlyMap<string, string>): MessageSearch {
  const id = someText(values, "id");
  const message = messageOf(catalog, values.get("type"));
  const kind = oneOf(values, "kind", kinds);
  const status = oneOf(values, "status", statuses);
  const text = someText(values, "text", { shortest: 3, longest: 200 });
  const since = instantOf(values, "since");
  const until = instantOf(values, "until");
  const from = until === undefined ? clock.now() : Date.parse(until);
  const after = placeOf(values.get("cursor"));
  const filter = {
    correlation: someText(values, "correlation"),
    stream: someText(values, "stream"),
    streamid: someText(values, "streamid"),
    recipient: someText(values, "recipient"),
    since,
    until,
  };
  return {
    ...given({ id, message, kind, status, text, after }),
    // Ids are found at all times, in payloads not.
    ...(text === undefined ? {} : { textSince: since ?? new Date(from - usualSearch).toISOString() }),
    filter: given(filter),
    limit: pageLimit(values),
  };
}

type Given<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

/** Without what is undefined. */
function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}

function messageOf({ byName }: Catalog, name: string | undefined): AnyMessageClass | undefined {
  if (name === undefined) return undefined;
  const found = byName.get(name);
  if (found !== undefined) return found;
  throw new Problem(
    "invalid-query",
    `type must be the name of a message of the contract, not ${JSON.stringify(name)}.`,
  );
}

function writePlace(place: SearchPlace): string {
  return place.by === "mark"
    ? cursorOf("marks", place.at, place.commandId)
    : cursorOf("messages", place.time, place.kind, place.id);
}

function placeOf(cursor: string | undefined): SearchPlace | undefined {
  if (cursor === undefined) return undefined;
  const mark = partsOf(cursor, "marks", ["number", "string"]);
  if (mark !== undefined) return { by: "mark", at: mark[0], commandId: mark[1] };
  const place = partsOf(cursor, "messages", ["string", "string", "string"]);
  const kind = kinds.find((one) => one === place?.[1]);
  if (place !== undefined && kind !== undefined) return { by: "time", time: place[0], kind, id: place[2] };
  throw new Problem("invalid-cursor", "The cursor is not one that was given out.");
}

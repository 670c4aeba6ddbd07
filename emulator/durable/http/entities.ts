import { readBody } from "../../functions/http/body.ts";
import { sendJson } from "../../functions/http/json.ts";
import { ProblemError } from "../../functions/http/problems.ts";
import { entityParts } from "../entities/messages.ts";
import { readJsonText } from "./body.ts";
import type { ManagementContext, ManagementRequest } from "./context.ts";
import { accepted } from "./instances.ts";
import { defaultPage, largestPage, positionOf, tokenHeader, tokenOf } from "./paging.ts";
import { count, flag, text } from "./query.ts";
import { jsonValue, toTheSecond } from "./status.ts";

/** `GET entities/{name}/{key}`: the state. */
export function showEntity({ management }: ManagementContext, { segments, response }: ManagementRequest): void {
  const [, name = "", key = ""] = segments;
  const entity = management.entity(name, key);
  if (entity === undefined) throw new ProblemError(404, "entity-not-found", "There is no such entity.");
  sendJson(response, 200, jsonValue(entity.state));
}

/** `POST entities/{name}/{key}?op=`: sends a signal. */
export async function signalEntity({ management }: ManagementContext, call: ManagementRequest): Promise<void> {
  const { segments, query, request, response } = call;
  const [, name = "", key = ""] = segments;
  const input = await readJsonText(request);
  await management.signal(name, key, text(query, "op") ?? "", input ?? undefined);
  accepted(response);
}

/** `DELETE entities/{name}/{key}`: sends the signal `delete`. */
export async function deleteEntity({ management }: ManagementContext, call: ManagementRequest): Promise<void> {
  const [, name = "", key = ""] = call.segments;
  await readBody(call.request, 1024 * 1024);
  await management.signal(name, key, "delete", undefined);
  accepted(call.response);
}

/** `GET entities/{name?}`: a page, by id; states only with `fetchState=true`. */
export function listEntities({ management }: ManagementContext, call: ManagementRequest): void {
  const { segments, query, request, response } = call;
  const limit = count(query, "top", 1, largestPage) ?? defaultPage;
  const withState = flag(query, "fetchState", false);
  const after = positionOf(request, (value): value is string => typeof value === "string") ?? "";
  const found = management.entities(segments[1], after, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  if (found.length > limit && last !== undefined) response.setHeader(tokenHeader, tokenOf(last.id));
  const shown = page.map(({ id, state, updated }) => ({
    entityId: entityParts(id),
    lastOperationTime: toTheSecond(updated),
    ...(withState && { state: jsonValue(state) }),
  }));
  sendJson(response, 200, shown);
}

import { faultyRaise } from "../../chaos/functions.ts";
import { readBody } from "../../functions/http/body.ts";
import { sendJson } from "../../functions/http/json.ts";
import { ProblemError } from "../../functions/http/problems.ts";
import { Refusal } from "../refusal.ts";
import { type Instance, type InstanceFilter, isLive, type RuntimeStatus } from "../store/rows.ts";
import { isJson, readJsonText } from "./body.ts";
import type { ManagementContext, ManagementRequest } from "./context.ts";
import { shownHistory } from "./history.ts";
import { managementLinks } from "./links.ts";
import { defaultPage, largestPage, positionOf, tokenHeader, tokenOf } from "./paging.ts";
import { count, flag, instant, invalidQuery, text } from "./query.ts";
import { answerAccepted } from "./start.ts";
import { type InstanceStatus, statusOf } from "./status.ts";

/** `GET instances/{id}` */
export function showInstance(context: ManagementContext, { segments, query, response }: ManagementRequest): void {
  const instance = existing(context, segments);
  const showInput = flag(query, "showInput", true);
  const status: InstanceStatus = statusOf(instance, showInput);
  const historyEvents = flag(query, "showHistory", false)
    ? shownHistory(context.management.history(instance.id), {
        showInput,
        showOutput: flag(query, "showHistoryOutput", false),
      })
    : null;
  const body = { ...status, historyEvents };
  if (isLive(instance)) {
    response.setHeader("location", managementLinks(context.links, instance.id).statusQueryGetUri);
    response.setHeader("retry-after", "5");
    sendJson(response, 202, body);
    return;
  }
  const failureIsError = flag(query, "returnInternalServerErrorOnFailure", false);
  sendJson(response, instance.status === "Failed" && failureIsError ? 500 : 200, body);
}

/** `GET instances`: a page, oldest first. */
export function listInstances({ management }: ManagementContext, call: ManagementRequest): void {
  const { query, request, response } = call;
  const limit = count(query, "top", 1, largestPage) ?? defaultPage;
  const showInput = flag(query, "showInput", true);
  const after = positionOf(request, isPosition);
  // One more than shown tells whether there is another page.
  const found = management.list(filterOf(query), after && { created: after[0], id: after[1] }, limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  if (found.length > limit && last !== undefined) response.setHeader(tokenHeader, tokenOf([last.created, last.id]));
  sendJson(
    response,
    200,
    page.map((instance) => statusOf(instance, showInput)),
  );
}

function isPosition(value: unknown): value is [created: number, id: string] {
  return Array.isArray(value) && value.length === 2 && typeof value[0] === "number" && typeof value[1] === "string";
}

/** `DELETE instances/{id}` and, by filter, `DELETE instances` */
export async function purgeInstances({ management }: ManagementContext, call: ManagementRequest): Promise<void> {
  const { segments, query, response } = call;
  const id = segments[1];
  if (id === undefined && text(query, "createdTimeFrom") === undefined) throw invalidQuery("createdTimeFrom", "given");
  const instancesDeleted = id === undefined ? await management.purgeBy(filterOf(query)) : await management.purge(id);
  if (instancesDeleted === 0) throw new ProblemError(404, "instance-not-found", "There is nothing to be purged.");
  sendJson(response, 200, { instancesDeleted });
}

/** `POST instances/{id}/raiseEvent/{name}` */
export async function raiseEvent(context: ManagementContext, call: ManagementRequest): Promise<void> {
  const { segments, request, response } = call;
  const { id, status } = existing(context, segments);
  // Before the body is looked at, as on Azure.
  if (!isLive({ status })) throw new ProblemError(410, "instance-finished", `The instance '${id}' is ${status}.`);
  if (!isJson(request)) {
    throw new ProblemError(400, "not-json", "Only application/json request content is supported.");
  }
  const [name = "", input] = [segments[3], await readJsonText(request)];
  const raise = () => context.management.raiseEvent(id, name, input);
  const { messageFaults, clock } = context;
  await (messageFaults === undefined ? raise() : faultyRaise(raise, messageFaults, clock, `${name} to ${id}`));
  accepted(response);
}

const changes = ["terminate", "suspend", "resume", "rewind"] as const;
/** One of the changes to an instance that take a reason. */
export type Change = (typeof changes)[number];

/** The change that a path names; names ignore case. */
export function changeOf(name: string | undefined): Change | undefined {
  return changes.find((change) => change === name?.toLowerCase());
}

/** `POST instances/{id}/terminate|suspend|resume|rewind?reason=` */
export async function changeInstance(
  context: ManagementContext,
  change: Change,
  { segments, query, request, response }: ManagementRequest,
): Promise<void> {
  await readBody(request, 1024 * 1024);
  try {
    await context.management[change](segments[1] ?? "", text(query, "reason") ?? "");
  } catch (error) {
    if (change !== "rewind" || !(error instanceof Refusal)) throw error;
    // The durable library makes this body, as it is, the message of its error.
    sendJson(response, error.code === "instance-not-found" ? 404 : 412, error.message);
    return;
  }
  accepted(response);
}

/** `POST instances/{id}/restart?restartWithNewInstanceId=` */
export async function restartInstance(
  context: ManagementContext,
  { segments, query, request, response }: ManagementRequest,
): Promise<void> {
  await readBody(request, 1024 * 1024);
  const id = segments[1] ?? "";
  const withNewId = flag(query, "restartWithNewInstanceId", true);
  if (context.management.find(id) === undefined) {
    throw new ProblemError(400, "instance-not-found", `There is no instance with the id '${id}'.`);
  }
  answerAccepted(context, await context.management.restart(id, withNewId), response);
}

function existing({ management }: ManagementContext, [, id = ""]: readonly string[]): Instance {
  const instance = management.find(id);
  if (instance !== undefined) return instance;
  throw new ProblemError(404, "instance-not-found", `There is no instance with the id '${id.slice(0, 256)}'.`);
}

const runtimeStatuses: readonly RuntimeStatus[] = [
  "Pending",
  "Running",
  "Suspended",
  "Completed",
  "Failed",
  "Terminated",
  "ContinuedAsNew",
  "Canceled",
];

function filterOf(query: URLSearchParams): InstanceFilter {
  const statuses = text(query, "runtimeStatus")
    ?.split(",")
    .map((name) => runtimeStatuses.find((status) => status.toLowerCase() === name.trim().toLowerCase()));
  if (statuses?.includes(undefined)) throw invalidQuery("runtimeStatus", `a list of ${runtimeStatuses.join(", ")}`);
  return {
    statuses: statuses?.filter((status) => status !== undefined),
    createdFrom: instant(query, "createdTimeFrom"),
    createdTo: instant(query, "createdTimeTo"),
    idPrefix: text(query, "instanceIdPrefix"),
  };
}

/** 202 without a body. */
export function accepted(response: ManagementRequest["response"]): void {
  response.writeHead(202, { "content-length": 0 });
  response.end();
}

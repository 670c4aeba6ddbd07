import { ProblemError } from "../../functions/http/problems.ts";
import { Refusal, type RefusalCode } from "../refusal.ts";
import type { ManagementContext, ManagementRequest } from "./context.ts";
import { deleteEntity, listEntities, showEntity, signalEntity } from "./entities.ts";
import {
  changeInstance,
  changeOf,
  listInstances,
  purgeInstances,
  raiseEvent,
  restartInstance,
  showInstance,
} from "./instances.ts";
import { text } from "./query.ts";
import { startInstance } from "./start.ts";

const statusOfRefusal: Readonly<Record<RefusalCode, number>> = {
  "invalid-instance-id": 400,
  "unknown-function": 400,
  "instance-exists": 409,
  "instance-not-found": 404,
  "instance-finished": 410,
  "instance-not-failed": 412,
  // As on Azure, where these come out of the extension as exceptions.
  "already-suspended": 500,
  "not-suspended": 500,
};

/**
 * Answers a request to a task hub's management API, the one that the durable library's client talks to.
 * @throws ProblemError for what cannot be done and for paths that are none
 */
export async function answerManagement(context: ManagementContext, call: ManagementRequest): Promise<void> {
  const hub = text(call.query, "taskHub");
  if (hub !== undefined && hub.toLowerCase() !== context.links.taskHub.toLowerCase()) {
    throw new ProblemError(400, "unknown-task-hub", `This host has the task hub ${context.links.taskHub}, no other.`);
  }
  try {
    await route(context, call);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new ProblemError(statusOfRefusal[error.code], error.code, error.message);
  }
}

async function route(context: ManagementContext, call: ManagementRequest): Promise<void> {
  const { segments } = call;
  const depth = segments.length;
  const method = call.request.method ?? "GET";
  switch (segments[0]?.toLowerCase()) {
    case "orchestrators":
      if (method === "POST" && (depth === 2 || depth === 3)) return startInstance(context, call);
      break;
    case "instances":
      if (depth === 1 && method === "GET") return listInstances(context, call);
      if (depth === 2 && method === "GET") return showInstance(context, call);
      if (depth <= 2 && method === "DELETE") return purgeInstances(context, call);
      if (method === "POST") return routeChange(context, call);
      break;
    case "entities":
      if (depth <= 2 && method === "GET") return listEntities(context, call);
      if (depth === 3 && method === "GET") return showEntity(context, call);
      if (depth === 3 && method === "POST") return signalEntity(context, call);
      if (depth === 3 && method === "DELETE") return deleteEntity(context, call);
  }
  throw notFound();
}

async function routeChange(context: ManagementContext, call: ManagementRequest): Promise<void> {
  const { segments } = call;
  const verb = segments[2]?.toLowerCase();
  if (segments.length === 4 && verb === "raiseevent") return raiseEvent(context, call);
  if (segments.length !== 3) throw notFound();
  if (verb === "restart") return restartInstance(context, call);
  const change = changeOf(verb);
  if (change === undefined) throw notFound();
  return changeInstance(context, change, call);
}

function notFound(): ProblemError {
  return new ProblemError(404, "not-found", "There is no such path in the management API of Durable Functions.");
}

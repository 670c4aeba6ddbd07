import type { ServerContext } from "../context.ts";
import { badRequest, methodNotAllowed, notFound } from "../errors.ts";
import type { Answer, Request } from "../http.ts";
import { authorize, authorizeKey } from "../publish/auth.ts";
import { localScope, publishPath, topicId } from "../topics/model.ts";
import { clockPath, clockRoute } from "./clock.ts";
import { listDeliveries } from "./deliveries.ts";
import { listSubscriptions, subscriptionAction, subscriptionRoute, validateByHand } from "./event-subscriptions.ts";
import { readPath, type Target } from "./path.ts";
import { publish } from "./publish.ts";
import { listTopics, topicAction, topicOf, topicRoute } from "./topics.ts";

/** Answers a request. @throws EventGridError for everything that cannot be done */
export async function route(request: Request, context: ServerContext): Promise<Answer> {
  const path = request.url.pathname;
  if (path === "/health" || path === "/") {
    only(request, "GET");
    return { status: 200, body: { status: "ready", service: "eventgrid", topics: context.catalog.topics().length } };
  }
  if (path === clockPath) return clockRoute(request, context);
  const target = readPath(path);
  const [first = "", second, third, ...more] = target.rest.map((part, index) =>
    index === 1 ? part : part.toLowerCase(),
  );
  if (!target.arm && first === "api" && second === "events" && third === undefined) {
    only(request, "POST");
    const scope = topicId(topicScope(target));
    if ((await context.tokens?.publishes(request.headers, scope, instants(context))) !== true) {
      authorize(request.headers, context.key, publishPath(target.topic ?? ""), context.machine.now());
    }
    return publish(request, topicOf(target, context), context);
  }
  const byHand = !target.arm && first === "eventsubscriptions" && third === "validate" && request.method === "GET";
  if (byHand && second !== undefined) return validateByHand(request, topicOf(target, context), second, context);
  await admit(request, target, context);
  if (more.length > 0) throw notFound(`Nothing is at ${path.slice(0, 200)}.`);
  if (target.topic === undefined) {
    only(request, "GET");
    return listTopics(target, context);
  }
  if (first === "") return topicRoute(request, target, context);
  if (first === "eventsubscriptions") return subscriptionRoutes(request, target, context, second, third);
  if (first === "deliveries" && !target.arm && second === undefined) {
    only(request, "GET");
    return listDeliveries(request, topicOf(target, context), context);
  }
  if (second === undefined && target.arm && request.method === "POST") return topicAction(first, target, context);
  throw notFound(`Nothing is at ${path.slice(0, 200)}.`);
}

async function subscriptionRoutes(
  request: Request,
  target: Target,
  context: ServerContext,
  name: string | undefined,
  action: string | undefined,
): Promise<Answer> {
  const topic = topicOf(target, context);
  if (name === undefined) {
    only(request, "GET");
    return listSubscriptions(topic, context);
  }
  if (action === undefined) return subscriptionRoute(request, topic, name, context);
  only(request, "POST");
  return subscriptionAction(action, topic, name, context);
}

/** Where a token must be good at one of them. */
const instants = (context: ServerContext) => [context.clock.now(), Date.now()];

/** The topic that a path names, found or not: roles are looked at first. */
const topicScope = ({ topic = "", subscriptionId, resourceGroup }: Target) => ({
  name: topic,
  subscriptionId: subscriptionId ?? localScope.subscriptionId,
  resourceGroup: resourceGroup ?? localScope.resourceGroup,
});

/**
 * The long form is for programs and asks for the key, or a token, always; the short form may be read by people without it.
 */
async function admit(request: Request, target: Target, context: ServerContext): Promise<void> {
  const wanted = { action: actionOf(request, target), scope: topicId(topicScope(target)) };
  const isAdmitted = target.arm && (await context.tokens?.manages(request.headers, wanted, instants(context))) === true;
  if (!isAdmitted && (target.arm || request.method !== "GET")) authorizeKey(request.headers, context.key);
  if (!target.arm) return;
  const version = request.url.searchParams.get("api-version");
  if (version === null)
    throw badRequest("The api-version query parameter is required, such as api-version=2022-06-15.");
  if (!/^\d{4}-\d{2}-\d{2}(-preview)?$/.test(version))
    throw badRequest("api-version must be a date such as 2022-06-15.");
}

function only(request: Request, method: string): void {
  if (request.method !== method) throw methodNotAllowed(request.method, request.url.pathname);
}

/** What a request of the management does, as roles name it. */
function actionOf({ method }: Request, { rest: [kind = "", , action] }: Target): string {
  const isSubscription = kind.toLowerCase() === "eventsubscriptions";
  const resource = `Microsoft.EventGrid/${isSubscription ? "eventSubscriptions" : "topics"}`;
  if (method === "POST") return `${resource}/${isSubscription ? action : kind}/action`;
  if (method === "GET") return `${resource}/read`;
  return `${resource}/${method === "DELETE" ? "delete" : "write"}`;
}

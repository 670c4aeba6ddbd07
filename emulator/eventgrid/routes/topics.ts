import type { ServerContext } from "../context.ts";
import { conflict, methodNotAllowed, notFound, notSupported } from "../errors.ts";
import { type Answer, type Request, readObject } from "../http.ts";
import { localScope, publishPath, readTopic, renderTopic, type Topic } from "../topics/model.ts";
import type { Target } from "./path.ts";

const same = (left: string, right: string | undefined) =>
  right === undefined || left.toLowerCase() === right.toLowerCase();

const inScope = (topic: Topic, target: Target) =>
  same(topic.subscriptionId, target.subscriptionId) && same(topic.resourceGroup, target.resourceGroup);

/** The topic that a path names. @throws EventGridError 404 */
export function topicOf(target: Target, context: ServerContext): Topic {
  const topic = context.catalog.topic(target.topic ?? "");
  if (topic !== undefined && inScope(topic, target)) return topic;
  throw notFound(
    `The topic ${JSON.stringify((target.topic ?? "").slice(0, 100))} does not exist. Make it with PUT /topics/<name>.`,
  );
}

/** Lists topics. */
export function listTopics(target: Target, context: ServerContext): Answer {
  const topics = context.catalog.topics().filter((topic) => inScope(topic, target));
  return { status: 200, body: { value: topics.map((topic) => renderTopic(topic, context.baseUrl())) } };
}

/** Makes, shows or removes a topic. @throws EventGridError */
export async function topicRoute(request: Request, target: Target, context: ServerContext): Promise<Answer> {
  const { catalog, engine, baseUrl } = context;
  switch (request.method) {
    case "GET":
      return { status: 200, body: renderTopic(topicOf(target, context), baseUrl()) };
    case "PUT":
      return putTopic(request, target, context);
    case "DELETE": {
      const topic = catalog.topic(target.topic ?? "");
      if (topic === undefined || !inScope(topic, target)) return { status: 204 };
      for (const subscription of catalog.subscriptions(topic.name)) engine.forget(subscription);
      catalog.deleteTopic(topic);
      return { status: 200 };
    }
    case "POST":
      // As in Azure, where a topic's host without the path takes no events.
      if (target.arm) throw methodNotAllowed(request.method, request.url.pathname);
      throw notFound(`No events are taken at ${request.url.pathname}; publish to …${publishPath(target.topic ?? "")}.`);
    default:
      throw methodNotAllowed(request.method, request.url.pathname);
  }
}

async function putTopic(request: Request, target: Target, context: ServerContext): Promise<Answer> {
  const text = await request.text();
  const body = text.trim() === "" ? {} : await readObject({ ...request, text: async () => text });
  const before = context.catalog.topic(target.topic ?? "");
  const { subscriptionId = before?.subscriptionId, resourceGroup = before?.resourceGroup } = target;
  const scope = {
    subscriptionId: subscriptionId ?? localScope.subscriptionId,
    resourceGroup: resourceGroup ?? localScope.resourceGroup,
  };
  const topic = readTopic(before?.name ?? target.topic ?? "", scope, body);
  if (before !== undefined && !inScope(before, target)) {
    throw conflict(
      `A topic ${before.name} exists in resource group ${before.resourceGroup}; here a name is taken once for all.`,
    );
  }
  if (before !== undefined && before.inputSchema !== topic.inputSchema) {
    throw conflict(
      `The topic ${before.name} has inputSchema ${before.inputSchema}, which cannot be changed. Delete it first.`,
    );
  }
  context.catalog.putTopic(topic);
  return { status: before === undefined ? 201 : 200, body: renderTopic(topic, context.baseUrl()) };
}

/** The actions of a topic. @throws EventGridError */
export function topicAction(action: string, target: Target, context: ServerContext): Answer {
  topicOf(target, context);
  // Both keys are the one that the server was started with.
  if (action.toLowerCase() === "listkeys") return { status: 200, body: { key1: context.key, key2: context.key } };
  throw notSupported(`the action ${action.slice(0, 100)} on a topic`);
}

import type { ServerContext } from "../context.ts";
import { invalidRequest, methodNotAllowed, notFound, notSupported, unauthorized } from "../errors.ts";
import { type Answer, type Request, readObject } from "../http.ts";
import { handshake } from "../subscriptions/handshake.ts";
import { isLoopback } from "../subscriptions/loopback.ts";
import { type EventSubscription, renderSubscription, stateOf } from "../subscriptions/model.ts";
import { notifyDeletion } from "../subscriptions/notify-deletion.ts";
import { readSubscription } from "../subscriptions/read.ts";
import { type Topic, topicId } from "../topics/model.ts";

/** Azure's quota a topic. */
const mostSubscriptions = 500;

/** Lists a topic's subscriptions. */
export function listSubscriptions(topic: Topic, context: ServerContext): Answer {
  const now = context.clock.now();
  const value = context.catalog.subscriptions(topic.name).map((one) => renderSubscription(one, topic, now));
  return { status: 200, body: { value } };
}

/** The subscription of that name. @throws EventGridError 404 */
export function subscriptionOf(topic: Topic, name: string, context: ServerContext): EventSubscription {
  const subscription = context.catalog.subscription(topic.name, name);
  if (subscription !== undefined) return subscription;
  throw notFound(`The event subscription ${JSON.stringify(name.slice(0, 100))} of topic ${topic.name} does not exist.`);
}

/** Makes, shows or removes a subscription. @throws EventGridError */
export async function subscriptionRoute(
  request: Request,
  topic: Topic,
  name: string,
  context: ServerContext,
): Promise<Answer> {
  switch (request.method) {
    case "GET":
      return {
        status: 200,
        body: renderSubscription(subscriptionOf(topic, name, context), topic, context.clock.now()),
      };
    case "PUT":
      return putSubscription(request, topic, name, context);
    case "DELETE": {
      const subscription = context.catalog.subscription(topic.name, name);
      if (subscription === undefined) return { status: 204 };
      context.engine.forget(subscription);
      context.catalog.deleteSubscription(subscription);
      notifyDeletion(subscription, topic, context);
      return { status: 200 };
    }
    default:
      throw methodNotAllowed(request.method, request.url.pathname);
  }
}

async function putSubscription(request: Request, topic: Topic, name: string, context: ServerContext): Promise<Answer> {
  const { catalog, engine, clock, log } = context;
  const definition = readSubscription(name, topic, await readObject(request), context.deadLetters);
  if (!context.remoteWebhooks && !isLoopback(definition.endpointUrl)) {
    throw invalidRequest(
      "destination.properties.endpointUrl must lead to this machine (localhost, 127.0.0.1 or [::1]). To deliver to others, " +
        "start with `npm start -- --remote-webhooks` (option remoteWebhooks).",
    );
  }
  if (
    catalog.subscription(topic.name, name) === undefined &&
    catalog.subscriptions(topic.name).length >= mostSubscriptions
  ) {
    throw invalidRequest(
      `The topic ${topic.name} has ${mostSubscriptions} event subscriptions, which is the most it can have.`,
    );
  }
  const code = context.newId();
  const validationUrl = `${context.baseUrl()}/topics/${topic.name}/eventSubscriptions/${name}/validate?code=${code}`;
  const handshakeContext = { caller: context.caller, now: clock.now(), topicId: topicId(topic), code, validationUrl };
  const validation = await handshake(definition, handshakeContext);
  if (catalog.topic(topic.name) === undefined) throw notFound(`The topic ${topic.name} was removed meanwhile.`);
  const before = catalog.subscription(topic.name, name);
  const subscription = catalog.putSubscription({
    ...definition,
    name: before?.name ?? name,
    topic: topic.name,
    validation,
  });
  engine.refresh(subscription, topic);
  if (validation.state === "AwaitingManualAction") {
    log("warn", "the endpoint did not return the validation code; open validationUrl within 5 minutes", {
      name,
      validationUrl,
    });
  }
  return { status: before === undefined ? 201 : 200, body: renderSubscription(subscription, topic, clock.now()) };
}

/** Completes a validation by hand: whoever has the secret address may. @throws EventGridError 401, 404 */
export function validateByHand(request: Request, topic: Topic, name: string, context: ServerContext): Answer {
  const subscription = subscriptionOf(topic, name, context);
  const { validation } = subscription;
  const now = context.clock.now();
  if (validation.state === "Succeeded") throw unauthorized("This event subscription waits for no validation.");
  if (request.url.searchParams.get("code") !== validation.code) throw unauthorized("The validation code is wrong.");
  if (stateOf(subscription, now) === "Failed") {
    throw unauthorized("The five minutes for validation by hand are over. Set the event subscription again.");
  }
  const { id, ...definition } = subscription;
  const validated = context.catalog.putSubscription({ ...definition, validation: { state: "Succeeded" } });
  context.engine.refresh(validated, topic);
  return { status: 200, body: { message: `The event subscription ${subscription.name} (${id}) is validated.` } };
}

/** The actions of a subscription. @throws EventGridError */
export function subscriptionAction(action: string, topic: Topic, name: string, context: ServerContext): Answer {
  const { endpointUrl, attributes } = subscriptionOf(topic, name, context);
  if (action.toLowerCase() === "getfullurl") return { status: 200, body: { endpointUrl } };
  if (action.toLowerCase() === "getdeliveryattributes") {
    const value = attributes.map(({ name: header, type, ...properties }) => ({ name: header, type, properties }));
    return { status: 200, body: { value } };
  }
  throw notSupported(`the action ${action.slice(0, 100)} on an event subscription`);
}

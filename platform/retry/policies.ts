import { type Catalog, classOf } from "../app/catalog.ts";
import type { RetryPolicies, RetryPolicy } from "../app/definition.ts";
import { commandsHandler, notifierHandler, projectionHandler, publishHandler } from "../dead-letters/letter.ts";
import type { Envelope } from "../messages/envelope.ts";

/** What is tried once. */
const once: RetryPolicy = { attempts: 1, strategy: "fixed", first: 0, max: 0 };

/** The policy of a command's decider. */
export function commandPolicy(catalog: Catalog, type: string): RetryPolicy {
  const { retry } = catalog.app;
  return ofMessage(retry, classOf(catalog, type)?.messageName) ?? retry.commands;
}

/** The policy of a read model's projection. */
export function projectionPolicy({ app: { retry } }: Catalog, readModel: string): RetryPolicy {
  return own(retry.readModels, readModel) ?? retry.projections;
}

/** The policy of a notifier of events. */
export function notifierPolicy({ app: { retry } }: Catalog, notification: string): RetryPolicy {
  return ofMessage(retry, notification) ?? retry.projections;
}

/** The policy of a notifier of refusals and failures: one try where the contract names none, for it holds up nobody. */
export function outcomeNotifierPolicy({ app: { retry } }: Catalog, notification: string): RetryPolicy {
  return ofMessage(retry, notification) ?? once;
}

/** The policy of requests to Event Grid. */
export function publishPolicy({ app: { retry } }: Catalog): RetryPolicy {
  return retry.publish ?? retry.projections;
}

/** The policy of a handler by its name in letters; one try for what is gone from the contract. */
export function policyOf(catalog: Catalog, handler: string, message: Envelope): RetryPolicy {
  if (handler === commandsHandler) return commandPolicy(catalog, message.type);
  if (handler === publishHandler) return publishPolicy(catalog);
  const model = catalog.app.readModels.find(({ descriptor }) => projectionHandler(descriptor.name) === handler);
  if (model !== undefined) return projectionPolicy(catalog, model.descriptor.name);
  const notification = [...catalog.byName.keys()].find((name) => notifierHandler(name) === handler);
  if (notification === undefined) return once;
  const isEvent = classOf(catalog, message.type)?.kind === "event";
  return (isEvent ? notifierPolicy : outcomeNotifierPolicy)(catalog, notification);
}

function ofMessage(retry: RetryPolicies, name: string | undefined): RetryPolicy | undefined {
  return name === undefined ? undefined : own(retry.messages, name);
}

function own(policies: Readonly<Record<string, RetryPolicy>> | undefined, name: string): RetryPolicy | undefined {
  return policies !== undefined && Object.hasOwn(policies, name) ? policies[name] : undefined;
}

import { objectAt, own, stringAt } from "../../json/json.ts";
import type { Contract, Message, Process, Reaction } from "../../model/contract.ts";
import { earlierOf } from "./earlier.ts";
import { publicNeeds } from "./hidden-owner.ts";
import { componentOf, publicBundle } from "./public-bundle.ts";
import { reachable } from "./reachable.ts";

/**
 * The contract as people outside may see it: without private messages, without schemas that only those need, without read
 * models that nobody can ask for. What handlers do with private messages in between is left out; the flow graph is made of
 * the whole contract, before.
 */
export function publicPart(contract: Contract): Contract {
  const messages = contract.messages.filter(({ visibility }) => visibility === "public");
  const names = new Set(messages.map(({ name }) => name));
  const keys = new Set(messages.flatMap((message) => [message.name, ...earlierOf(message).map(({ name }) => name)]));
  const shown = contract.readModels.filter(({ queries }) => queries.length > 0);
  const shownNames = new Set(shown.map(({ name }) => name));
  const readModels = shown.map((model) => ({
    ...model,
    folds: model.folds.filter((event) => names.has(event)),
    queries: model.queries.map((query) => ({ ...query, needs: publicNeeds(query.needs, shownNames) })),
    retry: undefined,
  }));
  const used = new Set(messages.flatMap((message) => (message.kind === "command" ? message.rejections : [])));
  const streams = new Set(
    messages.flatMap((message) => (message.kind === "command" || message.kind === "event" ? [message.stream] : [])),
  );
  const roots = [
    ...messages.flatMap((message) => [message.payload, ...earlierOf(message).map(({ payload }) => payload)]),
    ...readModels.flatMap(({ document }) => document ?? []),
    ...headersOf(contract, keys),
  ];
  const schemas = reachable(roots, contract.schemas);
  return {
    ...contract,
    messages: messages.map((message) => restricted(message, names, shownNames)),
    security: { ...contract.security, notifications: publicNeeds(contract.security.notifications, shownNames) },
    streams: contract.streams.filter(({ name }) => streams.has(name)),
    readModels,
    reactions: [] satisfies readonly Reaction[],
    processes: [] satisfies readonly Process[],
    settings: [],
    rejections: contract.rejections.filter(({ code }) => used.has(code)),
    retryPolicies: {},
    schemas,
    bundle: publicBundle(contract.bundle, {
      messages: keys,
      schemas: new Set(schemas.map(({ name }) => name)),
      streams,
      readModels: shownNames,
      rejections: used,
    }),
  };
}

/** A message that names only messages and read models that are shown. */
function restricted(message: Message, names: ReadonlySet<string>, readModels: ReadonlySet<string>): Message {
  const shown = (list: readonly string[]) => list.filter((name) => names.has(name));
  if (message.kind === "command") {
    const needs = publicNeeds(message.needs, readModels);
    return { ...message, needs, produces: shown(message.produces), retry: undefined };
  }
  if (message.kind === "notification")
    return { ...message, onEvents: shown(message.onEvents), onProcessFailed: [], retry: undefined };
  return message;
}

/** Names of the schemas that describe the envelopes of the messages. */
function headersOf({ bundle }: Contract, keys: ReadonlySet<string>): readonly string[] {
  const found = new Set<string>();
  const take = (messages: object): void => {
    for (const [key, message] of Object.entries(messages)) {
      const name = schemaOfHeaders(message);
      if (name !== undefined && keys.has(componentOf(key, message))) found.add(name);
    }
  };
  take(objectAt(objectAt(bundle, "components"), "messages"));
  for (const channel of Object.values(objectAt(bundle, "channels"))) take(objectAt(channel, "messages"));
  return [...found];
}

/** Name of the schema that a bundled message refers to for its headers. */
export function schemaOfHeaders(message: unknown): string | undefined {
  const headers = own(message, "headers");
  const ref = stringAt(headers, "$ref") ?? stringAt(own(headers, "schema"), "$ref");
  return ref?.replace("#/components/schemas/", "");
}

import { type Document, isMap, parseDocument, type YAMLMap } from "yaml";
import { isObject, listAt, objectAt, own, stringAt } from "../json/json.ts";
import { pointer, segmentsOf, valueAt } from "../json/pointer.ts";
import { type Contract, type PlainMessage, plainMessagesOf } from "../model/contract.ts";
import { camelCase, kebabCase, pascalCase } from "../model/names.ts";
import { Fields } from "./fields.ts";

/** A document with the words that it lacked, and what was assumed to find them. */
export interface Adopted {
  readonly text: string;
  readonly assumptions: readonly string[];
}

interface Adoptee {
  readonly message: PlainMessage;
  readonly kind: "command" | "event";
  readonly idField: string;
  readonly stream: string;
}

/**
 * Gives a document that knows nothing of Eventwright the words to run: what its application receives are commands, what it
 * sends are events, and they belong together by the id that they share. A beginning for people to correct; comments and
 * layout stay. Undefined when there is nothing to begin with: no operation, or no message with a required id.
 */
export function adopt(text: string, contract: Contract): Adopted | undefined {
  const document = parseDocument(text);
  const value = document.toJS() as unknown;
  const assumptions: string[] = [];
  const fields = new Fields(contract);
  const adoptees = adopteesOf(value, contract, fields, assumptions);
  if (!adoptees.some(({ kind }) => kind === "command")) return undefined;
  for (const adoptee of adoptees) addWords(document, fields, adoptee, adoptees);
  addEndpoints(document, value, adoptees, assumptions);
  const readModels = new Map<string, object>();
  for (const stream of new Set(adoptees.map((adoptee) => adoptee.stream))) {
    const model = addReadModel(document, contract, fields, stream, adoptees);
    if (model !== undefined) readModels.set(...model);
  }
  const name = kebabCase(contract.title).replace(/^[^a-z]+|[^a-z0-9]+$/g, "") || "service";
  document.set("x-eventwright", {
    vocabulary: 1,
    name,
    source: `/${name}`,
    schemaBase: `https://${name}.example/schemas/`,
    topic: `${name}-events`,
    streams: Object.fromEntries(
      adoptees.map(({ stream, idField }) => [stream, { description: `Everything with one ${idField}.` }]),
    ),
    ...(readModels.size > 0 && { readModels: Object.fromEntries(readModels) }),
  });
  return { text: document.toString({ lineWidth: 0 }), assumptions };
}

/** The messages that get words: what operations receive and send, with a required id. */
function adopteesOf(value: unknown, contract: Contract, fields: Fields, assumptions: string[]): readonly Adoptee[] {
  const actions = actionsOf(value);
  const candidates = plainMessagesOf(contract).flatMap((message) => {
    const action = message.at.file === contract.file ? actions.get(message.at.pointer) : undefined;
    const ids = [...fields.of(message.payload)]
      .filter(
        ([name, { schema, required }]) => required && stringAt(schema, "type") === "string" && /(^i|I|_i)d$/.test(name),
      )
      .map(([name]) => name);
    if (action === undefined) assumptions.push(`${message.name} is used by no operation, and stays as it is.`);
    else if (ids.length === 0)
      assumptions.push(`${message.name} has no required text that is an id, and stays as it is.`);
    return action === undefined || ids.length === 0 ? [] : [{ message, action, ids }];
  });
  const counts = new Map<string, number>();
  for (const id of candidates.flatMap(({ ids }) => ids)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return candidates.map(({ message, action, ids }) => {
    const idField = ids.reduce((best, id) => ((counts.get(id) ?? 0) > (counts.get(best) ?? 0) ? id : best));
    const stream = camelCase(pascalCase(idField.replace(/_?[iI]d$/, ""))) || "item";
    const kind = action === "receive" ? "command" : "event";
    assumptions.push(
      `${message.name} is ${kind === "command" ? "a command" : "an event"} of the stream ${stream}, by its ${idField}.`,
    );
    return { message, kind, idField, stream };
  });
}

/** What the application does with each message, by where the message is written. */
function actionsOf(value: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const operation of Object.values(objectAt(value, "operations"))) {
    const action = stringAt(operation, "action");
    for (const place of messagesOf(value, operation))
      if (action !== undefined && !found.has(place)) found.set(place, action);
  }
  return found;
}

/** Where the messages of an operation are written, as pointers. */
function messagesOf(value: unknown, operation: unknown): readonly string[] {
  const channel = (stringAt(own(operation, "channel"), "$ref") ?? "#").slice(1);
  const listed = listAt(operation, "messages").map((entry) => (stringAt(entry, "$ref") ?? "#").slice(1));
  const all = Object.keys(objectAt(valueAt(value, channel), "messages")).map((key) =>
    pointer(channel, "messages", key),
  );
  return (listed.length > 0 ? listed : all).map((place) => {
    const next = stringAt(valueAt(value, place), "$ref");
    return next?.startsWith("#") ? next.slice(1) : place;
  });
}

/** Moves the message to the components under the name that its class has, and gives it its words. */
function addWords(
  document: Document,
  fields: Fields,
  { message, kind, idField, stream }: Adoptee,
  all: readonly Adoptee[],
): void {
  const from = segmentsOf(message.at.pointer) ?? [];
  const node = document.getIn(from, true);
  if (!isMap(node)) return;
  const map = node as YAMLMap;
  map.set("name", message.name);
  // Only what the command can fill: an event that asks for more is caused by something else.
  const produces = all
    .filter((other) => other.kind === "event" && other.stream === stream)
    .filter(
      (other) => fields.fill(other.message.payload, [{ expression: "", schema: message.payload }]).missing.length === 0,
    )
    .map((other) => other.message.name);
  const words = { kind, version: 1, stream, streamId: pointer("", idField) };
  map.set("x-eventwright", document.createNode(kind === "command" ? { ...words, produces } : words));
  const to = ["components", "messages", message.name];
  if (from.join("/") === to.join("/")) return;
  document.deleteIn(from);
  document.setIn(to, map);
  if (from[0] === "channels") document.setIn(from, { $ref: `#${pointer("", ...to)}` });
  else redirect(document.contents, `#${message.at.pointer}`, `#${pointer("", ...to)}`);
}

/** Lets every reference to a place lead to another. */
function redirect(node: unknown, from: string, to: string): void {
  if (!isObject(node) || !Array.isArray(own(node, "items"))) return;
  for (const item of (node as { items: unknown[] }).items) {
    const { key, value } = item as { key?: { value?: unknown }; value?: { value?: unknown } };
    if (key?.value === "$ref" && value?.value === from) value.value = to;
    redirect(value ?? item, from, to);
  }
}

/** Commands come in over HTTP: one to an address. */
function addEndpoints(document: Document, value: unknown, adoptees: readonly Adoptee[], assumptions: string[]): void {
  const commands = new Map(
    adoptees.filter(({ kind }) => kind === "command").map((one) => [one.message.at.pointer, one.message.name]),
  );
  const taken = new Set<string>();
  for (const [name, operation] of Object.entries(objectAt(value, "operations"))) {
    const received = messagesOf(value, operation).flatMap((place) => commands.get(place) ?? []);
    if (stringAt(operation, "action") !== "receive" || received.length === 0) continue;
    const channel = (stringAt(own(operation, "channel"), "$ref") ?? "#").slice(1);
    const address = stringAt(valueAt(value, channel), "address");
    if (address === undefined || address.includes("{") || received.length > 1 || taken.has(address)) {
      assumptions.push(
        `${received.join(", ")} gets no HTTP endpoint: an endpoint is one address, without parameters, for one message.`,
      );
      continue;
    }
    taken.add(address);
    document.setIn(["operations", name, "bindings", "http"], document.createNode({ method: "POST" }));
    assumptions.push(`${received[0]} comes in by POST /api/${address.replace(/^\//, "")}.`);
  }
}

/** A read model of a stream: the last value of every field that its events carry. */
function addReadModel(
  document: Document,
  contract: Contract,
  fields: Fields,
  stream: string,
  adoptees: readonly Adoptee[],
): readonly [string, object] | undefined {
  const events = adoptees.filter((one) => one.kind === "event" && one.stream === stream);
  const idField = events[0]?.idField;
  if (idField === undefined) return undefined;
  const properties: Record<string, unknown> = {};
  for (const { message } of events) {
    const at = fields.placeOf(message.payload);
    if (at === undefined) continue;
    for (const name of fields.of(message.payload).keys()) {
      // The messages of this document have moved by now.
      const place = at.pointer.replace(message.at.pointer, pointer("/components/messages", message.name));
      const file = at.file === contract.file ? "" : `./${at.file}`;
      properties[name] ??= { $ref: `${file}#${pointer(place, "properties", name)}` };
    }
  }
  const schemas = new Set(contract.schemas.map(({ name }) => name));
  const title = [pascalCase(stream), `${pascalCase(stream)}Document`, `${pascalCase(stream)}View`].find(
    (name) => !schemas.has(name),
  );
  if (title === undefined) return undefined;
  const description = `One ${stream} as it stands.`;
  const schema = { title, description, type: "object", additionalProperties: false, required: [idField], properties };
  document.setIn(["components", "schemas", title], document.createNode(schema));
  const name = `${stream}s`;
  const path = `/${kebabCase(name)}`;
  const queries = {
    [`get${pascalCase(stream)}`]: { path: `${path}/{${idField}}`, summary: description, description, returns: "one" },
    [`list${pascalCase(name)}`]: { path, summary: `All ${name}.`, description: `All ${name}, by id.`, returns: "page" },
  };
  const folds = events.map(({ message }) => message.name);
  return [name, { description: `Every ${stream} as it stands.`, document: title, per: "stream", folds, queries }];
}

import { type JsonObject, listAt, objectAt, own, stringAt, stringsAt } from "../../json/json.ts";
import { segmentsOf, valueAt } from "../../json/pointer.ts";
import { componentOf } from "../../render/documents/public-bundle.ts";
import { addTo } from "./lists.ts";

/** A server of the contract. */
export interface Server {
  readonly key: string;
  readonly protocol: string;
  readonly host: string;
  readonly pathname: string;
  readonly description: string;
  /** Each way to show who one is, in words. */
  readonly security: readonly string[];
}

/** A channel with the operations on it. */
export interface Channel {
  readonly key: string;
  readonly title: string;
  readonly description: string;
  /** Null: it has none, messages find their way by other means. */
  readonly address: string | null;
  readonly servers: readonly Server[];
  readonly operations: readonly Operation[];
  /** Keys of the components of its messages. */
  readonly messages: readonly string[];
}

/** What the service does on a channel. */
export interface Operation {
  readonly key: string;
  /** From the service's side. */
  readonly action: "send" | "receive";
  readonly summary: string;
  /** HTTP method; undefined: it is not HTTP. */
  readonly method: string | undefined;
  /** Keys of the components of its messages. */
  readonly messages: readonly string[];
  /** Each way to show who one is, in words. */
  readonly security: readonly string[];
}

/** How a message travels. */
export interface Route {
  readonly channel: Channel;
  readonly operations: readonly Operation[];
}

/** The servers of a bundled contract. */
export function serversOf(bundle: JsonObject): readonly Server[] {
  return Object.entries(objectAt(bundle, "servers")).map(([key, value]) => ({
    key,
    protocol: stringAt(value, "protocol") ?? "",
    host: stringAt(value, "host") ?? "",
    pathname: stringAt(value, "pathname") ?? "",
    description: stringAt(value, "description") ?? "",
    security: listAt(value, "security").map((scheme) => securityWords(dereferenced(bundle, scheme))),
  }));
}

/** The channels of a bundled contract, with their operations. */
export function channelsOf(bundle: JsonObject): readonly Channel[] {
  const servers = new Map(serversOf(bundle).map((server) => [server.key, server]));
  const operations = operationsByChannel(bundle);
  return Object.entries(objectAt(bundle, "channels")).map(([key, value]) => {
    const listed = own(value, "servers");
    const names = listAt(value, "servers").map((entry) => lastSegment(stringAt(entry, "$ref")));
    const messages = new Map(
      Object.entries(objectAt(value, "messages")).map(([name, message]) => [name, componentOf(name, message)]),
    );
    return {
      key,
      title: stringAt(value, "title") ?? key,
      description: stringAt(value, "description") ?? stringAt(value, "summary") ?? "",
      address: stringAt(value, "address") ?? null,
      servers: listed === undefined ? [...servers.values()] : names.flatMap((name) => servers.get(name) ?? []),
      messages: [...messages.values()],
      operations: (operations.get(key) ?? []).map((operation) => operationOf(bundle, operation, messages)),
    };
  });
}

/** How messages travel, by the key of their component. */
export function routesOf(bundle: JsonObject): ReadonlyMap<string, readonly Route[]> {
  const routes = new Map<string, Route[]>();
  for (const channel of channelsOf(bundle)) {
    const byMessage = new Map<string, Operation[]>();
    for (const operation of channel.operations) {
      for (const message of operation.messages) addTo(byMessage, message, operation);
    }
    for (const message of channel.messages) {
      addTo(routes, message, { channel, operations: byMessage.get(message) ?? [] });
    }
  }
  return routes;
}

interface RawOperation {
  readonly key: string;
  readonly value: unknown;
}

function operationsByChannel(bundle: JsonObject): ReadonlyMap<string, readonly RawOperation[]> {
  const operations = new Map<string, RawOperation[]>();
  for (const [key, value] of Object.entries(objectAt(bundle, "operations"))) {
    const channel = lastSegment(stringAt(own(value, "channel"), "$ref"));
    addTo(operations, channel, { key, value });
  }
  return operations;
}

function operationOf(
  bundle: JsonObject,
  { key, value }: RawOperation,
  messages: ReadonlyMap<string, string>,
): Operation {
  const http = objectAt(objectAt(value, "bindings"), "http");
  const listed = own(value, "messages");
  const names = listAt(value, "messages").map((entry) => messages.get(lastSegment(stringAt(entry, "$ref"))) ?? "");
  return {
    key,
    action: stringAt(value, "action") === "send" ? "send" : "receive",
    summary: stringAt(value, "summary") ?? stringAt(value, "title") ?? "",
    method: stringAt(http, "method"),
    messages: listed === undefined ? [...messages.values()] : names,
    security: listAt(value, "security").map((scheme) => securityWords(dereferenced(bundle, scheme))),
  };
}

function securityWords(scheme: unknown): string {
  const type = stringAt(scheme, "type") ?? "";
  const name = stringAt(scheme, "name");
  const place = stringAt(scheme, "in");
  const kind = stringAt(scheme, "scheme");
  if (type === "httpApiKey" && name !== undefined) return `API key in the ${place ?? "header"} \`${name}\``;
  const scopes = stringsAt(scheme, "scopes").map((scope) => `\`${scope}\``);
  const isToken = type === "openIdConnect" || type === "oauth2" || (type === "http" && kind === "bearer");
  if (isToken) return scopes.length === 0 ? "any access token" : `an access token with ${scopes.join(" and ")}`;
  if (type === "http" && kind !== undefined) return `HTTP ${kind}`;
  return type;
}

function dereferenced(bundle: JsonObject, value: unknown): unknown {
  const ref = stringAt(value, "$ref");
  return ref === undefined ? value : valueAt(bundle, ref.slice(1));
}

function lastSegment(ref: string | undefined): string {
  return segmentsOf((ref ?? "").replace(/^#/, ""))?.at(-1) ?? "";
}

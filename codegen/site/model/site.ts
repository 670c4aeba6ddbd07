import { by, type JsonObject, objectAt, stringAt } from "../../json/json.ts";
import type { Contract, Example, Message } from "../../model/contract.ts";
import { earlierOf } from "../../render/documents/earlier.ts";
import { publicPart } from "../../render/documents/public-part.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";
import { type FlowGraph, flowGraphOf } from "../flow/graph.ts";
import { addTo } from "./lists.ts";
import { schemaFile } from "./paths.ts";
import { type Route, routesOf, type Server, serversOf } from "./routes.ts";

/** A version of a message as a page shows it. */
export interface MessageVersion {
  readonly message: Message;
  readonly version: number;
  /** Key of its component in the contract. */
  readonly key: string;
  /** Name of the payload in the schema table. */
  readonly payload: string;
  readonly examples: readonly Example[];
  readonly personalData: readonly string[];
  readonly title: string;
  readonly description: string;
  /** Last day on which outsiders get or may send it, such as `2027-06-30`; an earlier version without one is history. */
  readonly sunset: string | undefined;
  /** Day since when it is deprecated. */
  readonly deprecatedSince: string | undefined;
  readonly isNewest: boolean;
}

/** Everything that pages are made of: the public part of a contract, and what is looked up in it. */
export interface Site {
  readonly contract: Contract;
  readonly schemas: ReadonlyMap<string, NamedSchema>;
  readonly servers: readonly Server[];
  /** Whether pages have to be short, so that all of them together stay small. */
  readonly isLarge: boolean;
  /** Channels and operations of a message, by the key of its component. */
  readonly routes: ReadonlyMap<string, readonly Route[]>;
  readonly graph: FlowGraph;
  /** Versions of messages that were published and are not in the contract any more, by the message's name. */
  readonly past: ReadonlyMap<string, readonly number[]>;
  /** Sentences of the codes that commands are rejected with. */
  readonly rejections: ReadonlyMap<string, string>;
  readonly messages: ReadonlyMap<string, Message>;
  /** The messages of each kind, sorted by what people call them. */
  readonly kinds: Readonly<Record<Message["kind"], readonly Message[]>>;
  /** Name of the schema that is published at a path. */
  readonly published: ReadonlyMap<string, NamedSchema>;
  /** Where a schema is published. */
  readonly fileOf: (schema: string) => string;
  /** Messages whose payload a schema is, by the schema's path. */
  readonly payloadOf: ReadonlyMap<string, readonly MessageVersion[]>;
}

/** Contracts with more public messages than this are large. */
const large = 200;

/** Makes a site of a whole contract: what is private is left out here, once, for everything. */
export function siteOf(whole: Contract): Site {
  const contract = publicPart(whole);
  const schemas = new Map(contract.schemas.map((schema) => [schema.name, schema]));
  const schemaBase = schemaBaseOf(contract.bundle);
  const files = new Map(contract.schemas.map(({ name, id }) => [name, schemaFile(id, schemaBase)]));
  const fileOf = (name: string) => files.get(name) ?? `schemas/${name}.json`;
  const payloadOf = new Map<string, MessageVersion[]>();
  for (const message of contract.messages) {
    for (const version of versionsOf(message)) {
      addTo(payloadOf, fileOf(version.payload), version);
    }
  }
  return {
    contract,
    schemas,
    servers: serversOf(contract.bundle),
    isLarge: contract.messages.length > large,
    routes: routesOf(contract.bundle),
    graph: flowGraphOf(whole),
    past: new Map(),
    rejections: new Map(contract.rejections.map(({ code, message }) => [code, message])),
    messages: new Map(contract.messages.map((message) => [message.name, message])),
    kinds: {
      command: ofKind(contract, "command"),
      event: ofKind(contract, "event"),
      notification: ofKind(contract, "notification"),
      message: ofKind(contract, "message"),
    },
    published: new Map(contract.schemas.map((schema) => [fileOf(schema.name), schema])),
    fileOf,
    payloadOf,
  };
}

/** The versions of a message that live, the newest first. */
export function versionsOf(message: Message): readonly MessageVersion[] {
  const none = { sunset: undefined, deprecatedSince: undefined };
  const newest: MessageVersion = { ...message, ...none, message, key: message.name, isNewest: true };
  const earlier = earlierOf(message).map((version): MessageVersion => {
    return { ...version, message, key: version.name, isNewest: false, deprecatedSince: version.deprecated };
  });
  return [newest, ...earlier].sort((a, b) => b.version - a.version);
}

/** The address that the contract publishes its schemas under. */
export function schemaBaseOf(bundle: JsonObject): string {
  const words = objectAt(bundle, "x-eventwright");
  return stringAt(words, "schemaBase") ?? `https://${stringAt(words, "name") ?? "contract"}.example/schemas/`;
}

function ofKind(contract: Contract, kind: Message["kind"]): readonly Message[] {
  return contract.messages.filter((message) => message.kind === kind).sort(by(({ title }) => title.toLowerCase()));
}

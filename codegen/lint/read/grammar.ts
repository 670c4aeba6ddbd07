/** The kinds of objects that an AsyncAPI 3 document is made of. */
export type Kind =
  | "document"
  | "info"
  | "server"
  | "serverVariable"
  | "channel"
  | "parameter"
  | "operation"
  | "operationTrait"
  | "reply"
  | "replyAddress"
  | "message"
  | "messageTrait"
  | "correlationId"
  | "securityScheme"
  | "components"
  | "tag"
  | "externalDocs"
  | "bindings"
  | "schema";

/** How the objects of a word stand there: one, a list, or a map by name. */
export type Slot = readonly [shape: "one" | "list" | "map", kind: Kind];

const described: Readonly<Record<string, Slot>> = {
  tags: ["list", "tag"],
  externalDocs: ["one", "externalDocs"],
};
const bound: Readonly<Record<string, Slot>> = { ...described, bindings: ["one", "bindings"] };

/** Which objects stand where. What is not listed holds no objects that could be referred to. */
export const grammar: Readonly<Record<Kind, Readonly<Record<string, Slot>>>> = {
  document: {
    info: ["one", "info"],
    servers: ["map", "server"],
    channels: ["map", "channel"],
    operations: ["map", "operation"],
    components: ["one", "components"],
  },
  info: described,
  server: { ...bound, variables: ["map", "serverVariable"], security: ["list", "securityScheme"] },
  serverVariable: {},
  channel: { ...bound, messages: ["map", "message"], servers: ["list", "server"], parameters: ["map", "parameter"] },
  parameter: {},
  operation: {
    ...bound,
    channel: ["one", "channel"],
    messages: ["list", "message"],
    traits: ["list", "operationTrait"],
    security: ["list", "securityScheme"],
    reply: ["one", "reply"],
  },
  operationTrait: { ...bound, security: ["list", "securityScheme"] },
  reply: { address: ["one", "replyAddress"], channel: ["one", "channel"], messages: ["list", "message"] },
  replyAddress: {},
  message: {
    ...bound,
    headers: ["one", "schema"],
    payload: ["one", "schema"],
    correlationId: ["one", "correlationId"],
    traits: ["list", "messageTrait"],
  },
  messageTrait: { ...bound, headers: ["one", "schema"], correlationId: ["one", "correlationId"] },
  correlationId: {},
  securityScheme: {},
  components: {
    schemas: ["map", "schema"],
    servers: ["map", "server"],
    channels: ["map", "channel"],
    operations: ["map", "operation"],
    messages: ["map", "message"],
    securitySchemes: ["map", "securityScheme"],
    serverVariables: ["map", "serverVariable"],
    parameters: ["map", "parameter"],
    correlationIds: ["map", "correlationId"],
    replies: ["map", "reply"],
    replyAddresses: ["map", "replyAddress"],
    externalDocs: ["map", "externalDocs"],
    tags: ["map", "tag"],
    operationTraits: ["map", "operationTrait"],
    messageTraits: ["map", "messageTrait"],
    serverBindings: ["map", "bindings"],
    channelBindings: ["map", "bindings"],
    operationBindings: ["map", "bindings"],
    messageBindings: ["map", "bindings"],
  },
  tag: { externalDocs: ["one", "externalDocs"] },
  externalDocs: {},
  bindings: {},
  schema: {},
};

/** Words of bindings whose value is a schema, whatever the protocol. */
export const bindingSchemas = ["key", "headers", "query", "groupId", "clientId"];

/** Words for people, with the article that they take. */
export const kindNames: Readonly<Record<Kind, string>> = {
  document: "a document",
  info: "an info object",
  server: "a server",
  serverVariable: "a server variable",
  channel: "a channel",
  parameter: "a parameter",
  operation: "an operation",
  operationTrait: "an operation trait",
  reply: "a reply",
  replyAddress: "a reply address",
  message: "a message",
  messageTrait: "a message trait",
  correlationId: "a correlation id",
  securityScheme: "a security scheme",
  components: "components",
  tag: "a tag",
  externalDocs: "external documentation",
  bindings: "bindings",
  schema: "a schema",
};

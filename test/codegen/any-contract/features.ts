import type { RuleName } from "../../../codegen/diagnostics/catalogue.ts";

/** A small document with one feature of AsyncAPI or JSON Schema, and what must be said of it. */
export interface Feature {
  readonly name: string;
  /** By path; the document is `asyncapi.yaml`, or `deep/asyncapi.yaml` when references lead out of its folder. */
  readonly files: Readonly<Record<string, string>>;
  /** Names of the messages in code, sorted. */
  readonly messages: readonly string[];
  /** Rules of the reasons, each once, sorted; none: everything is generated. */
  readonly reasons?: readonly RuleName[];
  /** Number of examples that are checked. */
  readonly examples?: number;
}

const head = (title: string, version = "3.0.0") => `asyncapi: ${version}\ninfo: { title: ${title}, version: 1.0.0 }\n`;
/** A document whose only message has a payload, and examples that are valid and invalid. */
const payload = (title: string, schema: string, good: string, format?: string): Readonly<Record<string, string>> => ({
  "asyncapi.yaml": `${head(title)}components:
  messages:
    seen:
      payload: ${format === undefined ? schema : `{ schemaFormat: "${format}", schema: ${schema} }`}
      examples: [{ payload: ${good} }]
`,
});

export const features: readonly Feature[] = [
  {
    name: "references through components and files, with escapes and percent-encoding",
    messages: ["AB", "Far", "Nested"],
    examples: 2,
    files: {
      "asyncapi.yaml": `${head("References")}channels:
  one: { $ref: "#/components/channels/one" }
  two: { $ref: "./channels/two.yaml#/two" }
operations:
  receive: { $ref: "#/components/operations/receive" }
components:
  channels:
    one:
      address: one/{id}
      parameters: { id: { $ref: "#/components/parameters/id" } }
      servers: []
      messages: { "a/b": { $ref: "#/components/messages/a~1b" } }
  operations:
    receive: { action: receive, channel: { $ref: "#/channels/one" }, messages: [{ $ref: "#/channels/one/messages/a~1b" }] }
  parameters: { id: { description: An id. } }
  messages:
    a/b: { $ref: "#/components/messages/chain" }
    chain: { payload: { $ref: "#/components/schemas/with%20space" }, examples: [{ payload: { a: x } }] }
  schemas:
    with space:
      type: object
      description: { $ref: "./about.md" }
      required: [a]
      properties: { a: { $ref: "schemas/text.json#/definitions/t~1x" } }
`,
      "channels/two.yaml": `two:
  address: two
  messages:
    far: { $ref: "../messages.yaml#/far" }
    nested: { payload: { $ref: "#/local" } }
local: { type: integer }
`,
      "about.md": "What it is about.",
      "messages.yaml": 'far:\n  payload: { $ref: "./schemas/text.json" }\n  examples: [{ payload: { t: "y" } }]\n',
      "schemas/text.json": `{ "type": "object", "properties": { "t": { "$ref": "#/definitions/t~1x" } },
  "definitions": { "t/x": { "type": "string" } } }`,
    },
  },
  {
    name: "references out of the document's folder, within the root",
    messages: ["Up"],
    files: {
      "deep/asyncapi.yaml": `${head("Up")}components:\n  messages:\n    up: { payload: { $ref: "../shared/up.json" } }\n`,
      "shared/up.json": '{ "type": "string" }',
    },
  },
  {
    name: "references that lead nowhere, to another host, out of the root",
    messages: ["Host", "Lost", "Out"],
    reasons: ["file-missing", "reference-escapes", "reference-remote", "reference-unresolved"],
    files: {
      "asyncapi.yaml": `${head("Lost")}components:
  messages:
    lost: { payload: { type: object, properties: { a: { $ref: "./none.json" }, b: { $ref: "#/components/schemas/none" } } } }
    host: { payload: { $ref: "https://example.com/a.json" } }
    out: { payload: { $ref: "../../../outside.json" } }
`,
    },
  },
  {
    name: "schemas by $id and $anchor, and definitions inside a payload",
    messages: ["Anchored", "Identified", "Local"],
    examples: 3,
    files: {
      "asyncapi.yaml": `${head("Ids")}components:
  messages:
    identified:
      payload: { type: object, properties: { a: { $ref: "https://example.com/schemas/a" } } }
      examples: [{ payload: { a: 1 } }]
    local:
      payload: { type: object, properties: { b: { $ref: "#/$defs/b" } }, $defs: { b: { type: boolean } } }
      examples: [{ payload: { b: true } }]
    anchored:
      payload: { type: array, items: { $ref: "#point" } }
      examples: [{ payload: [[1, 2]] }]
  schemas:
    a: { $id: "https://example.com/schemas/a", type: integer }
    point: { $id: "#point", type: array, items: { type: number } }
`,
    },
  },
  {
    name: "recursive schemas, also a base that lists its kinds",
    messages: ["Seen", "Tree"],
    examples: 2,
    reasons: ["schema-circular"],
    files: {
      "asyncapi.yaml": `${head("Trees")}components:
  messages:
    tree: { payload: { $ref: "#/components/schemas/node" }, examples: [{ payload: { next: { next: {} } } }] }
    seen: { payload: { $ref: "#/components/schemas/pet" }, examples: [{ payload: { kind: dog, barks: true } }] }
  schemas:
    node: { type: object, properties: { next: { $ref: "#/components/schemas/node" } } }
    pet: { type: object, oneOf: [{ $ref: "#/components/schemas/dog" }], properties: { kind: { type: string } } }
    dog: { allOf: [{ $ref: "#/components/schemas/pet" }, { type: object, properties: { barks: { type: boolean } } }] }
`,
    },
  },
  {
    name: "draft-04",
    messages: ["Seen"],
    examples: 1,
    files: payload(
      "Four",
      "{ id: 'http://x.example/a', type: object, properties: { n: { type: number, minimum: 0, exclusiveMinimum: true } } }",
      "{ n: 0.1 }",
      "application/schema+json;version=draft-04",
    ),
  },
  {
    name: "2019-09",
    messages: ["Seen"],
    examples: 1,
    files: payload(
      "Nineteen",
      "{ type: array, items: [{ type: string }], additionalItems: false }",
      "[a]",
      "application/schema+json;version=2019-09",
    ),
  },
  {
    name: "2020-12",
    messages: ["Seen"],
    examples: 1,
    files: payload(
      "Twenty",
      "{ type: array, prefixItems: [{ type: string }], items: false }",
      "[a]",
      "application/schema+json;version=draft-2020-12",
    ),
  },
  {
    name: "OpenAPI 3.0, nullable and with flags",
    messages: ["Seen"],
    examples: 1,
    files: payload(
      "Open",
      "{ type: object, properties: { a: { type: string, nullable: true, enum: [x] }, b: { type: number, minimum: 1, exclusiveMinimum: true, example: 2 } } }",
      "{ a: null, b: 1.5 }",
      "application/vnd.oai.openapi;version=3.0.0",
    ),
  },
  ...[
    "application/vnd.apache.avro;version=1.9.0",
    "application/vnd.google.protobuf;version=3",
    "application/raml+yaml;version=1.0",
  ].map(
    (format): Feature => ({
      name: `a payload in another language: ${format}`,
      messages: ["Seen"],
      examples: 1,
      reasons: ["payload-untyped"],
      files: payload("Other", "{ type: record, name: Seen, fields: [] }", "{ any: 1 }", format),
    }),
  ),
  {
    name: "traits, replies, correlation ids, bindings, headers and examples with headers only",
    messages: ["Asked", "Replied"],
    reasons: ["payload-missing"],
    files: {
      "asyncapi.yaml": `${head("Traits")}channels:
  ask: { address: ask, messages: { asked: { $ref: "#/components/messages/asked" } } }
  answer: { address: null, messages: { replied: { payload: { type: string } } } }
operations:
  ask:
    action: send
    channel: { $ref: "#/channels/ask" }
    traits: [{ bindings: { http: { method: GET } } }]
    reply:
      address: { location: "$message.header#/replyTo" }
      channel: { $ref: "#/channels/answer" }
      messages: [{ $ref: "#/channels/answer/messages/replied" }]
components:
  messages:
    asked:
      traits: [{ $ref: "#/components/messageTraits/common" }]
      correlationId: { location: "$message.header#/id" }
      bindings: { kafka: { key: { type: string } } }
      x-anything: { goes: here }
  messageTraits:
    common:
      summary: From a trait.
      headers: { type: object, properties: { id: { $ref: "#/components/schemas/id" } } }
      examples: [{ name: only, headers: { id: a } }]
  schemas: { id: { type: string } }
`,
    },
  },
  {
    name: "payloads of any shape, and none",
    messages: ["Empty", "Never", "Nothing", "Plain", "Yes"],
    examples: 1,
    reasons: ["format-unsupported", "payload-missing"],
    files: {
      "asyncapi.yaml": `${head("Shapes")}components:
  messages:
    empty: { payload: {} }
    yes: { payload: { $ref: "any.json" } }
    never: { payload: { $ref: "none.json" } }
    plain: { payload: { type: string, format: hour, enum: [a, b] }, examples: [{ payload: a }] }
    nothing: {}
`,
      "any.json": "true",
      "none.json": "false",
    },
  },
  {
    name: "names that clash, are reserved, are no identifiers",
    messages: [
      "Class",
      "ErrorMessage",
      "FirstHello",
      "Foo",
      "FooMessage",
      "MessageMessage",
      "SecondHello",
      "UserCreated",
      "UserCreatedMessage",
      "Value9Lives",
    ],
    files: {
      "asyncapi.yaml": `${head("Names")}channels:
  first: { address: "1", messages: { hello: { payload: { type: string } } } }
  second: { address: "2", messages: { hello: { payload: { type: integer } } } }
components:
  messages:
    Foo: { payload: { $ref: "#/components/schemas/foo" } }
    foo: { payload: { type: string } }
    user-created: { payload: { title: Same, type: object, properties: { a: { $ref: "#/components/schemas/Record" } } } }
    userCreated: { payload: { title: Same, type: string } }
    class: { payload: { type: string } }
    Error: { payload: { type: string } }
    9lives: { payload: { type: string } }
    привет: { payload: { type: string } }
  schemas:
    foo: { type: object, properties: { b: { $ref: "#/components/schemas/Foo" } } }
    Foo: { type: object, title: Foo, properties: { "": { type: string }, "a b": { type: string }, constructor: { type: string } } }
    Record: { type: object }
`.replaceAll("привет", "Message"),
    },
  },
  {
    name: "YAML's anchors and merge keys, big numbers, extensions, a list of types, unknown words and formats",
    messages: ["One", "Two"],
    examples: 2,
    reasons: ["format-unsupported", "keyword-unsupported"],
    files: {
      "asyncapi.yaml": `${head("Yaml")}x-templates:
  base: &base { type: object, additionalProperties: false }
components:
  messages:
    one:
      payload: { <<: *base, properties: { n: &n { type: integer, maximum: 18446744073709551615, format: uint64 } } }
      examples: [{ payload: { n: 12345678901234567890 } }]
    two:
      payload: { <<: *base, properties: { n: *n, s: { type: [string, "null"], x-hint: 1, contentEncoding: base64, discriminator: kind } } }
      examples: [{ payload: { n: 1, s: null } }]
`,
    },
  },
  {
    name: "regular expressions that are only valid without Unicode rules, and none at all",
    messages: ["Seen"],
    examples: 1,
    reasons: ["keyword-left-out"],
    files: payload(
      "Patterns",
      String.raw`{ type: object, properties: { a: { type: string, pattern: '^[\w-\.]+\@x$' }, b: { type: string, pattern: '(?i)b' } }, patternProperties: { '^x\-': { type: integer } } }`,
      "{ a: a-b.c@x, b: B, x-1: 2 }",
    ),
  },
  {
    name: "words beside a reference, which draft-07 ignores, and values that words cannot have",
    messages: ["Seen"],
    examples: 1,
    reasons: ["reference-siblings"],
    files: payload(
      "Siblings",
      "{ type: object, properties: { a: { $ref: '#/components/messages/seen/payload/definitions/t', maxLength: 1 } }, definitions: { t: { type: string } } }",
      "{ a: long }",
    ),
  },
  {
    name: "an example that breaks its own schema",
    messages: ["Seen"],
    examples: 1,
    reasons: ["example-invalid"],
    files: payload("Wrong", "{ type: string }", "1"),
  },
  {
    name: "AsyncAPI 2 with a choice of messages",
    messages: ["Known", "OnUserMessage0", "UserSignedUp"],
    examples: 1,
    files: {
      "asyncapi.yaml": `${head("Two", "2.6.0")}channels:
  user/{id}:
    parameters: { id: { schema: { type: string } } }
    publish:
      operationId: onUser
      message:
        oneOf:
          - payload: { type: string }
          - $ref: "#/components/messages/known"
  user:
    subscribe:
      message: { messageId: userSignedUp, payload: { type: object, properties: { a: { type: string } } }, examples: [{ payload: { a: x } }] }
components:
  messages:
    known: { schemaFormat: "application/schema+json;version=draft-07", payload: { type: integer } }
`,
    },
  },
];

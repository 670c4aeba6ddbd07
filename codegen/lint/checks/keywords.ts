import { isObject } from "../../json/json.ts";
import { supportedFormats } from "../../schema/compiler.ts";

/** The seven types. */
export const types: readonly string[] = ["array", "boolean", "integer", "null", "number", "object", "string"];

/** Says what a word's value must be when it is something else. */
type ValueCheck = (value: unknown) => string | undefined;

const be =
  (what: string, isRight: (value: unknown) => boolean): ValueCheck =>
  (value) =>
    isRight(value) ? undefined : what;
const isSchema = (value: unknown) => isObject(value) || typeof value === "boolean";
const isText = (value: unknown) => typeof value === "string";
const isCount = (value: unknown) => typeof value === "number" && Number.isInteger(value) && value >= 0;

const anything = be("anything", () => true);
const schema = be("a schema", isSchema);
const schemas = be(
  "a list of schemas that is not empty",
  (value) => Array.isArray(value) && value.length > 0 && value.every(isSchema),
);
const named = be("a map of schemas", (value) => isObject(value) && Object.values(value).every(isSchema));
const texts = be("a list of texts", (value) => Array.isArray(value) && value.every(isText));
const text = be("a text", isText);
const yesOrNo = be("true or false", (value) => typeof value === "boolean");
const number = be("a number", (value) => typeof value === "number");
const count = be("a whole number from 0", isCount);
const list = be("a list", Array.isArray);

/** Words of draft-07 and 2020-12 that lint understands, with what their values must be. */
export const keywords: ReadonlyMap<string, ValueCheck> = new Map([
  ["$anchor", text],
  ["$comment", text],
  ["$defs", named],
  ["$dynamicAnchor", text],
  ["$dynamicRef", text],
  ["$id", text],
  ["$ref", text],
  ["$schema", text],
  ["$vocabulary", be("a map", isObject)],
  ["additionalItems", schema],
  ["additionalProperties", schema],
  ["allOf", schemas],
  ["anyOf", schemas],
  ["const", anything],
  ["contains", schema],
  ["contentEncoding", text],
  ["contentMediaType", text],
  ["contentSchema", schema],
  ["default", anything],
  ["definitions", named],
  [
    "dependencies",
    be(
      "a map of schemas or lists of texts",
      (value) => isObject(value) && Object.values(value).every((item) => isSchema(item) || Array.isArray(item)),
    ),
  ],
  [
    "dependentRequired",
    be("a map of lists of texts", (value) => isObject(value) && Object.values(value).every(Array.isArray)),
  ],
  ["dependentSchemas", named],
  ["deprecated", yesOrNo],
  ["description", text],
  ["discriminator", anything],
  ["else", schema],
  ["enum", list],
  ["example", anything],
  ["examples", list],
  ["exclusiveMaximum", number],
  ["exclusiveMinimum", number],
  ["externalDocs", anything],
  ["format", text],
  ["if", schema],
  [
    "items",
    be("a schema or a list of schemas", (value) => isSchema(value) || (Array.isArray(value) && value.every(isSchema))),
  ],
  ["maxContains", count],
  ["maxItems", count],
  ["maxLength", count],
  ["maxProperties", count],
  ["maximum", number],
  ["minContains", count],
  ["minItems", count],
  ["minLength", count],
  ["minProperties", count],
  ["minimum", number],
  ["multipleOf", be("a number above 0", (value) => typeof value === "number" && value > 0)],
  ["not", schema],
  ["oneOf", schemas],
  ["pattern", text],
  ["patternProperties", named],
  ["prefixItems", schemas],
  ["properties", named],
  ["propertyNames", schema],
  ["readOnly", yesOrNo],
  ["required", texts],
  ["then", schema],
  ["title", text],
  [
    "type",
    be(
      "a type or a list of types",
      (value) => isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isText)),
    ),
  ],
  ["unevaluatedItems", schema],
  ["unevaluatedProperties", schema],
  ["uniqueItems", yesOrNo],
  ["writeOnly", yesOrNo],
]);

/** The words, for spelling. */
export const allKeywords: ReadonlySet<string> = new Set(keywords.keys());

/** Words of 2020-12 that draft-07 does not know, with what draft-07 says instead (nothing when it has no such word). */
export const draft2020Only: ReadonlyMap<string, string> = new Map([
  ["prefixItems", "items: [ … ]"],
  ["dependentRequired", "dependencies"],
  ["dependentSchemas", "dependencies"],
  ["unevaluatedProperties", ""],
  ["unevaluatedItems", ""],
  ["minContains", ""],
  ["maxContains", ""],
  ["$dynamicRef", ""],
  ["$dynamicAnchor", ""],
]);

/** Words of draft-07 that 2020-12 does not know. */
export const draft07Only: ReadonlyMap<string, string> = new Map([
  ["additionalItems", "items"],
  ["dependencies", "dependentSchemas"],
]);

/** Formats of JSON Schema, OpenAPI's formats of numbers and texts, and those that the generator checks. */
export const knownFormats: ReadonlySet<string> = new Set([
  ...supportedFormats,
  ...`binary byte char date date-time decimal double duration email float hostname idn-email idn-hostname int16 int32 int64
int8 ipv4 ipv6 iri iri-reference json-pointer password regex relative-json-pointer time uint16 uint32 uint64 uint8 uri
uri-reference uri-template uuid`.split(/\s+/),
]);

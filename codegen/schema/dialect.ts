import { isObject, type JsonObject, own } from "../json/json.ts";
import { isDecisive } from "./emit/words.ts";
import { mapSubschemas } from "./walk.ts";

/** How a schema's words are to be read. */
export type Dialect = "draft-04" | "draft-06" | "draft-07" | "2019-09" | "2020-12" | "openapi-3.0";

/** Whether the words beside a `$ref` count. In the older drafts, and in OpenAPI 3.0, they decide nothing. */
export function hasSiblings(dialect: Dialect): boolean {
  return dialect === "2019-09" || dialect === "2020-12";
}

/** The dialect that `$schema` or AsyncAPI's `schemaFormat` names; undefined when it is another one. */
export function dialectOf(name: string | undefined): Dialect | undefined {
  if (name === undefined) return "draft-07";
  const [type = "", ...parameters] = name.split(";").map((part) => part.trim().toLowerCase());
  const version = parameters.find((part) => part.startsWith("version="))?.slice("version=".length) ?? "";
  const draft = /^https?:\/\/json-schema\.org\/(?:draft-0([467])|draft\/(2019-09|2020-12))\/schema#?$/.exec(type);
  if (draft !== null) return named(draft[1] === undefined ? (draft[2] ?? "") : `draft-0${draft[1]}`);
  if (/^application\/schema(\+json|\+yaml)?$/.test(type)) return named(version.replace(/^draft-(?=20)/, ""));
  if (/^application\/vnd\.aai\.asyncapi(\+json|\+yaml)?$/.test(type)) return "draft-07";
  if (/^application\/vnd\.oai\.openapi(\+json|\+yaml)?$/.test(type))
    return version.startsWith("3.1") ? "2020-12" : "openapi-3.0";
  return undefined;
}

function named(version: string): Dialect | undefined {
  if (version === "") return "draft-07";
  const all: readonly Dialect[] = ["draft-04", "draft-06", "draft-07", "2019-09", "2020-12"];
  return all.find((dialect) => dialect === version);
}

/** The `schemaFormat` that says in which words a schema is written; undefined for AsyncAPI's own. */
export function formatOf(dialect: Dialect): string | undefined {
  if (dialect === "draft-07") return undefined;
  if (dialect === "openapi-3.0") return "application/vnd.oai.openapi;version=3.0.0";
  return `application/schema+json;version=${dialect.startsWith("draft") ? dialect : `draft-${dialect}`}`;
}

/** Name of the language of a `schemaFormat` that is no JSON Schema, for people. */
export function languageOf(format: string): string {
  const known = [/avro/i, /protobuf/i, /raml/i, /xml|xsd/i, /graphql/i, /json-?structure/i, /asn/i];
  const names = ["Avro", "Protobuf", "RAML", "XML", "GraphQL", "JSON Structure", "ASN.1"];
  return names[known.findIndex((pattern) => pattern.test(format))] ?? `\`${format}\``;
}

/** Rewrites one schema (not what lies below it) to the words of 2020-12, so that later phases know one dialect. */
export function modernise(schema: JsonObject, dialect: Dialect): JsonObject {
  const { items, additionalItems, dependencies, ...rest } = dialect === "openapi-3.0" ? fromOpenApi(schema) : schema;
  const result: Record<string, unknown> = { ...rest };
  if (Array.isArray(items)) {
    result["prefixItems"] = items;
    if (additionalItems !== undefined) result["items"] = additionalItems;
  } else if (items !== undefined) result["items"] = items;
  for (const [key, value] of Object.entries(isObject(dependencies) ? dependencies : {})) {
    const word = Array.isArray(value) ? "dependentRequired" : "dependentSchemas";
    result[word] = { ...(result[word] as object), [key]: value };
  }
  if (dialect === "draft-04") {
    if (typeof result["id"] === "string") delete result["id"];
    exclusive(result);
  }
  return result;
}

/** OpenAPI 3.0: `nullable` is a type, and exclusive bounds are flags. */
function fromOpenApi({ nullable, ...schema }: JsonObject): JsonObject {
  const result: Record<string, unknown> = { ...schema };
  exclusive(result);
  if (nullable !== true) return result;
  const { type, enum: values } = result;
  if (typeof type === "string") result["type"] = [type, "null"];
  if (Array.isArray(values) && !values.includes(null)) result["enum"] = [...values, null];
  return result;
}

/** `minimum: 1, exclusiveMinimum: true` → `exclusiveMinimum: 1`. */
function exclusive(schema: Record<string, unknown>): void {
  for (const [flag, bound] of [
    ["exclusiveMinimum", "minimum"],
    ["exclusiveMaximum", "maximum"],
  ] as const) {
    if (typeof schema[flag] !== "boolean") continue;
    const isExclusive = schema[flag] === true;
    delete schema[flag];
    if (!isExclusive || typeof schema[bound] !== "number") continue;
    schema[flag] = schema[bound];
    delete schema[bound];
  }
}

/** How schemas are rewritten. */
export interface Rewriting {
  /** Default: 2020-12. */
  readonly dialect?: Dialect;
  /** The `$ref` to the schema that a reference leads to; undefined when it leads nowhere. */
  readonly refer: (schema: JsonObject) => string | undefined;
  /** Takes out what cannot be understood, where that is allowed. */
  readonly tidy?: (schema: JsonObject) => JsonObject;
}

/**
 * Modernises a schema and everything below it, and renames its references. Words beside a reference are left out where they
 * decide nothing.
 */
export function modernised(schema: unknown, rewriting: Rewriting): unknown {
  if (!isObject(schema)) return schema;
  const { dialect = "2020-12", refer, tidy } = rewriting;
  const isReference = typeof own(schema, "$ref") === "string" && !hasSiblings(dialect);
  const words = Object.entries(modernise(schema, dialect)).flatMap(([word, value]) => {
    if (["$schema", "$id", "$defs", "definitions"].includes(word)) return [];
    if (word !== "$ref" || typeof value !== "string") {
      return isReference && isDecisive(word) ? [] : [[word, value] as const];
    }
    const ref = refer(schema);
    return ref === undefined ? [] : [[word, ref] as const];
  });
  const rewritten = Object.fromEntries(words);
  return mapSubschemas(tidy === undefined ? rewritten : tidy(rewritten), (sub) => modernised(sub, rewriting));
}

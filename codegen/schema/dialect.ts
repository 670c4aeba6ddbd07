import { isObject, type JsonObject, own } from "../json/json.ts";
import { isDecisive } from "./emit/words.ts";
import { mapSubschemas } from "./walk.ts";

/** How a schema's words are to be read. */
export type Dialect = "draft-07" | "2020-12";

/** The dialect that `$schema` or AsyncAPI's `schemaFormat` names; undefined when it is another one. */
export function dialectOf(name: string | undefined): Dialect | undefined {
  if (name === undefined) return "draft-07";
  if (/^https?:\/\/json-schema\.org\/draft-07\/schema#?$/.test(name)) return "draft-07";
  if (/^https:\/\/json-schema\.org\/draft\/2020-12\/schema#?$/.test(name)) return "2020-12";
  if (/^application\/schema\+(json|yaml);version=draft-07$/.test(name)) return "draft-07";
  if (/^application\/schema\+(json|yaml);version=draft-2020-12$/.test(name)) return "2020-12";
  if (/^application\/vnd\.aai\.asyncapi(\+json|\+yaml)?;version=\d+\.\d+\.\d+$/.test(name)) return "draft-07";
  return undefined;
}

/** Rewrites one schema (not what lies below it) from draft-07 to the words of 2020-12, so that later phases know one dialect. */
export function modernise(schema: JsonObject): JsonObject {
  const { items, additionalItems, dependencies, ...rest } = schema;
  const result: Record<string, unknown> = { ...rest };
  if (Array.isArray(items)) {
    result["prefixItems"] = items;
    if (additionalItems !== undefined) result["items"] = additionalItems;
  } else if (items !== undefined) result["items"] = items;
  for (const [key, value] of Object.entries(isObject(dependencies) ? dependencies : {})) {
    const word = Array.isArray(value) ? "dependentRequired" : "dependentSchemas";
    result[word] = { ...(result[word] as object), [key]: value };
  }
  return result;
}

/**
 * Modernises a schema and everything below it, and renames its references. In draft-07 words beside a reference decide
 * nothing, and are left out.
 */
export function modernised(
  schema: unknown,
  rename: (ref: string, path: JsonObject) => string,
  dialect: Dialect = "2020-12",
): unknown {
  if (!isObject(schema)) return schema;
  const { $schema: _dialect, $id: _id, $defs: _defs, definitions: _definitions, ...words } = modernise(schema);
  const ref = own(words, "$ref");
  if (typeof ref !== "string") return mapSubschemas(words, (sub) => modernised(sub, rename, dialect));
  const beside = Object.entries(words).filter(([word]) => dialect === "2020-12" || !isDecisive(word));
  const renamed = { ...Object.fromEntries(beside), $ref: rename(ref, schema) };
  return mapSubschemas(renamed, (sub) => modernised(sub, rename, dialect));
}

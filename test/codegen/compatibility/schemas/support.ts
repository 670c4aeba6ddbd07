import type { SchemaSide } from "../../../../codegen/compatibility/schemas/prove-subset.ts";
import { isObject, type JsonObject } from "../../../../codegen/json/json.ts";
import { modernised } from "../../../../codegen/schema/dialect.ts";
import type { NamedSchema } from "../../../../codegen/schema/schema-table.ts";

/** A side of a comparison, from a schema whose `$defs` become schemas with names. */
export function sideOf(schema: unknown, name = "Message"): SchemaSide {
  const definitions = isObject(schema) && isObject(schema["$defs"]) ? schema["$defs"] : {};
  const all = { ...definitions, [name]: schema };
  return { name, schemas: Object.entries(all).map(([key, value]) => named(key, value)) };
}

function named(name: string, value: unknown): NamedSchema {
  const schema = modernised(value, { refer: ({ $ref }) => String($ref) });
  return {
    name,
    at: { file: `${name}.json`, pointer: "" },
    dialect: "2020-12",
    schema: (isObject(schema) ? schema : schema === false ? { not: {} } : {}) as JsonObject,
    published: {},
    id: `https://example.com/${name}.json`,
  };
}

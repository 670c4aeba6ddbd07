import { isObject, type JsonObject } from "../../json/json.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";
import { mapSubschemas, subschemasOf } from "../../schema/walk.ts";

/** The schemas that some schemas need, directly or not, sorted by name. */
export function reachable(names: readonly string[], schemas: readonly NamedSchema[]): readonly NamedSchema[] {
  const byName = new Map(schemas.map((schema) => [schema.name, schema]));
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    walk(byName.get(name)?.schema);
  };
  const walk = (schema: unknown): void => {
    if (!isObject(schema)) return;
    if (typeof schema["$ref"] === "string") visit(schema["$ref"].replace("#/$defs/", ""));
    for (const sub of subschemasOf(schema)) walk(sub.schema);
  };
  for (const name of names) visit(name);
  return schemas.filter(({ name }) => found.has(name));
}

/** A schema whose references lead below `base`. */
export function rebased(schema: unknown, base: string): unknown {
  if (!isObject(schema)) return schema;
  const mapped = mapSubschemas(schema, (sub) => rebased(sub, base));
  if (typeof mapped["$ref"] !== "string") return mapped;
  return { ...mapped, $ref: mapped["$ref"].replace("#/$defs/", base) } satisfies JsonObject;
}

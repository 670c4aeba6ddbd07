import { isObject, type JsonObject, own } from "../../json/json.ts";
import { nameOf } from "./meaning.ts";
import type { Schema, Scope } from "./nodes.ts";

/** What tells an alternative from the others: its type and the fields that have one fixed value. Undefined when there is nothing. */
export function discriminatorOf(schema: Schema, scope: Scope): Schema | undefined {
  const parts = partsOf(schema, scope, new Set());
  const type = parts.map((part) => own(part, "type")).find((value) => value !== undefined);
  const marks: Record<string, Schema> = {};
  for (const part of parts) {
    for (const [name, rule] of Object.entries((own(part, "properties") as JsonObject | undefined) ?? {})) {
      const fixed = partsOf(rule, scope, new Set()).find(isFixed);
      if (fixed !== undefined) marks[name] = fixedOf(fixed);
    }
  }
  const own_ = parts.find(isFixed);
  const words = {
    ...(type === undefined ? {} : { type }),
    ...(own_ === undefined ? {} : fixedOf(own_)),
    ...(Object.keys(marks).length === 0 ? {} : { properties: marks, required: Object.keys(marks) }),
  };
  return Object.keys(words).length === 0 ? undefined : words;
}

function isFixed(schema: JsonObject): boolean {
  const values = own(schema, "enum");
  return Object.hasOwn(schema, "const") || (Array.isArray(values) && values.length <= 3);
}

function fixedOf(schema: JsonObject): JsonObject {
  return Object.hasOwn(schema, "const") ? { const: schema["const"] } : { enum: schema["enum"] };
}

/** A schema with what it refers to and its parts in `allOf`. */
function partsOf(schema: unknown, scope: Scope, seen: Set<unknown>): readonly JsonObject[] {
  if (!isObject(schema) || seen.has(schema)) return [];
  seen.add(schema);
  const ref = own(schema, "$ref");
  const parts = (own(schema, "allOf") as readonly unknown[] | undefined) ?? [];
  return [
    schema,
    ...(typeof ref === "string" ? partsOf(scope.schemas.get(nameOf(ref))?.schema, scope, seen) : []),
    ...parts.flatMap((part) => partsOf(part, scope, seen)),
  ];
}

import { isObject, type JsonObject, own, stringsAt } from "../json/json.ts";
import { segmentsOf } from "../json/pointer.ts";
import type { NamedSchema } from "../schema/schema-table.ts";

/** A field that a pointer into a payload leads to. */
export interface PayloadField {
  readonly schema: JsonObject;
  /** Whether it, and each object around it, is required. */
  readonly isRequired: boolean;
  /** Types that its schema allows; none when it does not say. */
  readonly types: readonly string[];
}

/** The field that a JSON pointer leads to in values of a schema; undefined when the schema describes none. */
export function fieldAt(
  name: string,
  pointer: string,
  schemas: ReadonlyMap<string, NamedSchema>,
): PayloadField | undefined {
  let schema = resolve({ $ref: `#/$defs/${name}` }, schemas);
  let isRequired = true;
  for (const segment of segmentsOf(pointer) ?? [undefined]) {
    const step = segment === undefined ? undefined : property(schema, segment, schemas);
    if (step === undefined) return undefined;
    isRequired = isRequired && step.isRequired;
    schema = resolve(step.schema, schemas);
  }
  return { schema, isRequired, types: typesOf(schema) };
}

function property(
  schema: JsonObject,
  name: string,
  schemas: ReadonlyMap<string, NamedSchema>,
): { schema: unknown; isRequired: boolean } | undefined {
  const properties = own(schema, "properties");
  let found = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  let isRequired = stringsAt(schema, "required").includes(name);
  const parts = own(schema, "allOf");
  for (const part of Array.isArray(parts) ? parts : []) {
    const inPart = property(resolve(part, schemas), name, schemas);
    found ??= inPart?.schema;
    isRequired ||= inPart?.isRequired === true || stringsAt(part, "required").includes(name);
  }
  return found === undefined ? undefined : { schema: found, isRequired };
}

function resolve(value: unknown, schemas: ReadonlyMap<string, NamedSchema>): JsonObject {
  let schema: JsonObject = isObject(value) ? value : {};
  for (let steps = 0; typeof schema["$ref"] === "string" && steps < 100; steps++) {
    schema = schemas.get(schema["$ref"].replace("#/$defs/", ""))?.schema ?? {};
  }
  return schema;
}

function typesOf(schema: JsonObject): readonly string[] {
  const type = own(schema, "type");
  if (typeof type === "string") return [type];
  if (Array.isArray(type)) return stringsAt(schema, "type");
  const values = own(schema, "enum") ?? (own(schema, "const") === undefined ? [] : [own(schema, "const")]);
  return Array.isArray(values) ? [...new Set(values.map((value) => (value === null ? "null" : typeof value)))] : [];
}

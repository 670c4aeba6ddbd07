import { isObject, type JsonObject, stringAt } from "../json/json.ts";
import { isCircular } from "./circles.ts";
import type { NamedSchema } from "./schema-table.ts";
import { mapSubschemas, subschemasOf } from "./walk.ts";

/** Words with schemas for the same value, those first whose loss says least: what a base says of its kinds, they say themselves. */
const choices = ["oneOf", "anyOf", "not", "if", "then", "else", "dependentSchemas"];

/**
 * Schemas that only messages without a kind need, without references that lead back for the same value: a base type that
 * lists its kinds, each of which is made of the base. The list goes; what is left has an end.
 */
export function withoutCircles(
  schemas: readonly NamedSchema[],
  note: (schema: NamedSchema) => void,
): readonly NamedSchema[] {
  const byName = new Map(schemas.map(({ name, schema }) => [name, schema]));
  const resolve = (name: string) => byName.get(name);
  const circular = schemas.filter(({ name, isPlain }) => isPlain === true && isCircular(name, resolve));
  for (const strip of [withoutChoices, withoutParts]) {
    for (const { name } of circular) {
      if (!isCircular(name, resolve)) continue;
      const inCircle = (other: string) => other === name || reaches(other, name, resolve);
      byName.set(name, strip(byName.get(name) ?? {}, inCircle));
    }
  }
  return schemas.map((schema) => {
    const left = byName.get(schema.name);
    if (left === undefined || left === schema.schema) return schema;
    note(schema);
    return { ...schema, schema: left };
  });
}

function withoutChoices(schema: JsonObject, inCircle: (name: string) => boolean): JsonObject {
  const kept = Object.entries(schema).filter(
    ([word, value]) => !choices.includes(word) || !leads({ [word]: value }, inCircle),
  );
  return withoutCompanions(Object.fromEntries(kept));
}

function withoutCompanions({ if: condition, ...rest }: JsonObject): JsonObject {
  if (condition !== undefined) return { if: condition, ...rest };
  const { then: _then, else: _else, ...kept } = rest;
  return kept;
}

function withoutParts(schema: JsonObject, inCircle: (name: string) => boolean): JsonObject {
  const { $ref, ...rest } = schema;
  const words = typeof $ref === "string" && !inCircle(nameIn($ref)) ? schema : rest;
  return mapSubschemas(words, (sub, word) => (word === "allOf" && leads(sub, inCircle) ? true : sub));
}

function leads(schema: unknown, inCircle: (name: string) => boolean): boolean {
  if (!isObject(schema)) return false;
  const ref = stringAt(schema, "$ref");
  if (ref !== undefined && inCircle(nameIn(ref))) return true;
  return subschemasOf(schema)
    .filter(({ path }) => [...choices, "allOf"].includes(String(path[0])))
    .some(({ schema: sub }) => leads(sub, inCircle));
}

/** Whether a schema refers to another for the same value, directly or not. */
function reaches(from: string, to: string, resolve: (name: string) => JsonObject | undefined): boolean {
  const seen = new Set<string>();
  const waiting = [from];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (seen.has(name)) continue;
    seen.add(name);
    leads(resolve(name), (other) => {
      waiting.push(other);
      return false;
    });
  }
  return seen.has(to);
}

function nameIn(ref: string): string {
  return ref.replace("#/$defs/", "");
}

import { isObject, type JsonObject, listAt, objectAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { regularExpression } from "../make/pattern.ts";
import type { Prepared } from "../prepare.ts";

/** A value within a document, with all that its schema may say about it: of every branch, taken or not. */
export interface Place {
  readonly path: string;
  readonly segments: readonly (string | number)[];
  readonly value: unknown;
  readonly schemas: readonly JsonObject[];
}

/** All values of a document, the document itself first. */
export function atPlaces(side: Prepared, schema: unknown, document: unknown): readonly Place[] {
  const places: Place[] = [];
  const visit = (value: unknown, segments: readonly (string | number)[], about: readonly unknown[]): void => {
    const schemas = unfolded(side, about);
    places.push({ path: pointer("", ...segments), segments, value, schemas });
    if (Array.isArray(value)) {
      value.forEach(
        (item, index) =>
          void visit(
            item,
            [...segments, index],
            schemas.flatMap((part) => itemSchemas(part, index)),
          ),
      );
    } else if (isObject(value)) {
      for (const [name, field] of Object.entries(value)) {
        visit(
          field,
          [...segments, name],
          schemas.flatMap((part) => fieldSchemas(part, name)),
        );
      }
    }
  };
  visit(document, [], [schema]);
  return places;
}

/** A copy of a document with another value at a place; undefined takes it away. */
export function replaced(document: unknown, segments: readonly (string | number)[], value: unknown): unknown {
  const [first, ...rest] = segments;
  if (first === undefined) return value;
  if (Array.isArray(document)) {
    const index = Number(first);
    const item = replaced(document[index], rest, value);
    return item === undefined ? document.toSpliced(index, 1) : document.with(index, item);
  }
  const fields = Object.entries(isObject(document) ? document : {});
  return Object.fromEntries(
    fields.flatMap(([name, field]) => {
      const changed = name === first ? replaced(field, rest, value) : field;
      return changed === undefined ? [] : [[name, changed]];
    }),
  );
}

/** Schemas that speak of the same value, with the references among them followed. */
function unfolded(side: Prepared, schemas: readonly unknown[]): readonly JsonObject[] {
  const found = new Set<JsonObject>();
  const visit = (schema: unknown): void => {
    if (!isObject(schema) || found.has(schema)) return;
    found.add(schema);
    const ref = stringAt(schema, "$ref");
    if (ref !== undefined) visit(side.resolve(ref));
    for (const word of ["allOf", "anyOf", "oneOf"]) listAt(schema, word).forEach(visit);
    for (const word of ["if", "then", "else", "not"]) visit(own(schema, word));
    Object.values(objectAt(schema, "dependentSchemas")).forEach(visit);
  };
  schemas.forEach(visit);
  return [...found];
}

function fieldSchemas(schema: JsonObject, name: string): unknown[] {
  const found: unknown[] = [own(objectAt(schema, "properties"), name)];
  for (const [pattern, part] of Object.entries(objectAt(schema, "patternProperties"))) {
    if (regularExpression(pattern)?.test(name)) found.push(part);
  }
  return [...found, own(schema, "additionalProperties"), own(schema, "unevaluatedProperties")];
}

function itemSchemas(schema: JsonObject, index: number): unknown[] {
  return [listAt(schema, "prefixItems")[index] ?? own(schema, "items"), own(schema, "contains")];
}

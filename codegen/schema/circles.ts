import { isObject, type JsonObject, stringAt } from "../json/json.ts";
import { subschemasOf } from "./walk.ts";

/** Words whose schemas speak of the same value as the schema around them. */
const inPlace = ["allOf", "anyOf", "dependentSchemas", "else", "if", "not", "oneOf", "then"];

/**
 * Whether a schema refers back to itself for one and the same value: no validator would come to an end. (Trees refer back
 * for a value further down, which is fine.)
 */
export function isCircular(name: string, resolve: (name: string) => JsonObject | undefined): boolean {
  const seen = new Set<string>();
  const waiting = [...inPlaceReferences(resolve(name))];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...inPlaceReferences(resolve(next)));
  }
  return false;
}

function inPlaceReferences(schema: unknown): readonly string[] {
  if (!isObject(schema)) return [];
  const ref = stringAt(schema, "$ref");
  const below = subschemasOf(schema).filter(({ path }) => inPlace.includes(String(path[0])));
  const found = below.flatMap(({ schema: sub }) => inPlaceReferences(sub));
  return ref === undefined ? found : [ref.replace("#/$defs/", ""), ...found];
}

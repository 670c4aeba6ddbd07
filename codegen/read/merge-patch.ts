import { isObject, type JsonObject } from "../json/json.ts";

/** JSON Merge Patch (RFC 7386), but `null` stays a value: AsyncAPI's traits take nothing away. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const result: Record<string, unknown> = isObject(target) ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    result[key] = isObject(value) && isObject(result[key]) ? mergePatch(result[key], value) : value;
  }
  return result;
}

/** An object with its traits: a later trait adds to an earlier one, and the object's own words count most. */
export function withTraits(value: JsonObject, traits: readonly JsonObject[]): JsonObject {
  if (traits.length === 0) return value;
  const { traits: _traits, ...own } = value;
  const all = traits.reduce<unknown>((merged, trait) => mergePatch(merged, trait), {});
  return mergePatch(all, own) as JsonObject;
}

import { isObject, type JsonObject, objectAt, own, stringsAt } from "../../json/json.ts";

/** A field that tells which of several branches a value belongs to. */
export interface Tag {
  readonly property: string;
  /** For each branch the values that stand for it; no value stands for two. */
  readonly values: readonly (readonly (string | number | boolean)[])[];
}

/**
 * The tag of branches: a field that each of them requires with values of its own. Undefined when there is none, or when a
 * branch takes anything but objects.
 * @param resolve what a reference leads to
 */
export function tagOf(branches: readonly unknown[], resolve: (ref: string) => JsonObject | undefined): Tag | undefined {
  if (branches.length < 2) return undefined;
  const resolved = branches.map((branch) => {
    const ref = own(branch, "$ref");
    return typeof ref === "string" ? resolve(ref) : branch;
  });
  if (!resolved.every((branch) => isObject(branch) && own(branch, "type") === "object")) return undefined;
  for (const property of stringsAt(resolved[0], "required")) {
    const values = resolved.map((branch) => valuesOf(branch as JsonObject, property));
    const all = values.flatMap((list) => list ?? []);
    if (values.every((list) => list !== undefined) && new Set(all).size === all.length) {
      return { property, values: values.map((list) => list ?? []) };
    }
  }
  return undefined;
}

function valuesOf(branch: JsonObject, property: string): readonly (string | number | boolean)[] | undefined {
  if (!stringsAt(branch, "required").includes(property)) return undefined;
  const field = own(objectAt(branch, "properties"), property);
  if (!isObject(field)) return undefined;
  const values = Object.hasOwn(field, "const") ? [field["const"]] : own(field, "enum");
  if (!Array.isArray(values) || values.length === 0) return undefined;
  const isPlain = (value: unknown) => ["string", "number", "boolean"].includes(typeof value);
  return values.every(isPlain) ? values : undefined;
}

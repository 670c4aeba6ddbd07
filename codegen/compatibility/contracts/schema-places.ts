import type { Location } from "../../diagnostics/diagnostic.ts";
import { own, stringAt } from "../../json/json.ts";
import { pointer, segmentsOf } from "../../json/pointer.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";

/** Where a pointer into a schema leads. */
export interface SchemaPlace {
  /** The place in the file where the schema, or the one it refers to, is written. */
  readonly at: Location;
  /** Whether the whole pointer could be followed; else the place is the deepest that there is. */
  readonly isWhole: boolean;
}

/**
 * Follows a pointer through named schemas: from the schema itself, or from any other when it begins with `#/$defs/<name>`.
 * References on the way are passed through.
 */
export function locateInSchema(
  { schemas, name }: { readonly schemas: readonly NamedSchema[]; readonly name: string },
  path: string,
): SchemaPlace {
  const find = (wanted: string) => schemas.find((schema) => schema.name === wanted);
  const segments = segmentsOf(path.replace(/^#/, "")) ?? [];
  const isNamed = segments[0] === "$defs" && find(segments[1] ?? "") !== undefined;
  const root = find(isNamed ? (segments[1] ?? "") : name);
  if (root === undefined) return { at: { file: "", pointer: "" }, isWhole: false };
  let at: Location = root.at;
  let value: unknown = root.schema;
  for (const segment of isNamed ? segments.slice(2) : segments) {
    let next = below(value, segment);
    while (next === undefined) {
      const target = find((stringAt(value, "$ref") ?? "").replace("#/$defs/", ""));
      if (target === undefined) return { at, isWhole: false };
      at = target.at;
      value = target.schema;
      next = segment === "$ref" ? value : below(value, segment);
    }
    if (segment !== "$ref" || next !== value) at = { file: at.file, pointer: pointer(at.pointer, segment) };
    value = next;
  }
  return { at, isWhole: true };
}

function below(value: unknown, segment: string): unknown {
  return Array.isArray(value) ? value[Number(segment)] : own(value, segment);
}

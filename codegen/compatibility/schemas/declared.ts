import { isObject, type JsonObject, own } from "../../json/json.ts";
import { matches } from "./evaluate.ts";
import { nameOf } from "./meaning.ts";
import type { Schema, Scope } from "./nodes.ts";
import type { Step } from "./steps.ts";

/**
 * The schemas that a side names for the values at the end of some steps, in all its parts and branches. Only for choosing words:
 * no verdict leans on it.
 */
export function declaredAt(root: Schema, steps: readonly Step[], scope: Scope): readonly JsonObject[] {
  let current = inPlace([root], scope);
  for (const step of steps) {
    if (step.to === "given") continue;
    current = inPlace(
      current.flatMap((schema) => below(schema, step)),
      scope,
    );
  }
  return current;
}

/** Schemas with everything that speaks of the same value. */
function inPlace(schemas: readonly unknown[], scope: Scope): readonly JsonObject[] {
  const found = new Set<JsonObject>();
  const queue = [...schemas];
  for (let schema = queue.shift(); schema !== undefined; schema = queue.shift()) {
    if (!isObject(schema) || found.has(schema)) continue;
    found.add(schema);
    const ref = own(schema, "$ref");
    if (typeof ref === "string") queue.push(scope.schemas.get(nameOf(ref))?.schema);
    for (const word of ["allOf", "anyOf", "oneOf"]) queue.push(...((own(schema, word) as unknown[]) ?? []));
    for (const word of ["then", "else"]) queue.push(own(schema, word) ?? true);
    queue.push(...Object.values((own(schema, "dependentSchemas") as object | undefined) ?? {}));
  }
  return [...found];
}

function below(schema: JsonObject, step: Step): readonly unknown[] {
  const prefix = (own(schema, "prefixItems") as readonly unknown[] | undefined) ?? [];
  const items = own(schema, "items");
  switch (step.to) {
    case "field":
      return ofField(schema, step.name);
    case "fields":
    case "matching":
      return [own(schema, "additionalProperties"), ...Object.values((own(schema, "properties") as object) ?? {})];
    case "item":
      return [step.index < prefix.length ? prefix[step.index] : items];
    case "items":
      return [...prefix.slice(step.index), items];
    case "given":
      return [];
  }
}

function ofField(schema: JsonObject, name: string): readonly unknown[] {
  const named = own(own(schema, "properties"), name);
  const patterns = Object.entries((own(schema, "patternProperties") as JsonObject | undefined) ?? {})
    .filter(([pattern]) => matches(pattern, name))
    .map(([, rule]) => rule);
  const found = [...(named === undefined ? [] : [named]), ...patterns];
  return found.length > 0 ? found : [own(schema, "additionalProperties")];
}

/** Whether a side names a field where the steps lead. */
export function namesField(schemas: readonly JsonObject[], name: string): boolean {
  return schemas.some((schema) => own(own(schema, "properties"), name) !== undefined);
}

/** Whether a side says what a field must be where the steps lead: by its name, by a pattern, or as a map does for all fields. */
export function describesField(schemas: readonly JsonObject[], name: string): boolean {
  return schemas.some((schema) => {
    const rules = [...ofField(schema, name), own(schema, "unevaluatedProperties")];
    return namesField([schema], name) || rules.some((rule) => rule !== undefined && rule !== true);
  });
}

/** Names of the fields that a side names where the steps lead. */
export function fieldsOf(schemas: readonly JsonObject[]): readonly string[] {
  return [
    ...new Set(schemas.flatMap((schema) => Object.keys((own(schema, "properties") as object | undefined) ?? {}))),
  ];
}

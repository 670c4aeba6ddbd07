import { isObject, type JsonObject } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { matches } from "./evaluate.ts";
import type { Schema } from "./nodes.ts";

/** One step from a value to a value in it, or (`given`) a condition on the value itself. */
export type Step =
  | { readonly to: "field"; readonly name: string }
  | { readonly to: "fields"; readonly names: readonly string[]; readonly patterns: readonly string[] }
  | { readonly to: "matching"; readonly pattern: string }
  | { readonly to: "item"; readonly index: number }
  | { readonly to: "items"; readonly index: number }
  | { readonly to: "given"; readonly schema: Schema };

/** The schema of all documents that have, at the end of the steps, a value for which `end` holds. */
export function reaching(steps: readonly Step[], end: Schema): Schema {
  return steps.reduceRight(having, end);
}

/** The schema of all values that have, one step on, a value for which `below` holds. */
function having(below: Schema, step: Step): Schema {
  switch (step.to) {
    case "field":
      return { type: "object", required: [step.name], properties: { [step.name]: below } };
    case "fields":
      return { type: "object", not: { ...known(step), additionalProperties: { not: below } } };
    case "matching":
      return { type: "object", not: { patternProperties: { [step.pattern]: { not: below } } } };
    case "item":
      return { type: "array", minItems: step.index + 1, prefixItems: [...Array(step.index).fill(true), below] };
    case "items":
      return { type: "array", not: { prefixItems: Array(step.index).fill(true), items: { not: below } } };
    case "given":
      return { allOf: [step.schema, below] };
  }
}

/** Words that let all these names pass. */
export function known({
  names,
  patterns,
}: {
  readonly names: readonly string[];
  readonly patterns: readonly string[];
}): JsonObject {
  return {
    properties: Object.fromEntries(names.map((name) => [name, true])),
    patternProperties: Object.fromEntries(patterns.map((pattern) => [pattern, true])),
  };
}

/** Where the steps lead to in a document; `*` stands for any item or any field. */
export function instanceOf(steps: readonly Step[]): string {
  return steps.reduce((path, step) => {
    if (step.to === "given") return path;
    return pointer(path, step.to === "field" ? step.name : step.to === "item" ? step.index : "*");
  }, "");
}

/** The values in a document that the steps lead to. */
export function valuesAt(document: unknown, steps: readonly Step[]): readonly unknown[] {
  return steps.reduce<readonly unknown[]>((values, step) => values.flatMap((value) => below(value, step)), [document]);
}

function below(value: unknown, step: Step): readonly unknown[] {
  switch (step.to) {
    case "given":
      return [value];
    case "field":
      return isObject(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [];
    case "fields":
      return isObject(value)
        ? Object.keys(value)
            .filter((name) => !step.names.includes(name) && !step.patterns.some((pattern) => matches(pattern, name)))
            .map((name) => value[name])
        : [];
    case "matching":
      return isObject(value)
        ? Object.keys(value)
            .filter((name) => matches(step.pattern, name))
            .map((name) => value[name])
        : [];
    case "item":
      return Array.isArray(value) && step.index < value.length ? [value[step.index]] : [];
    case "items":
      return Array.isArray(value) ? value.slice(step.index) : [];
  }
}

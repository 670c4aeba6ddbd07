import { isObject, type Json, pointerTo } from "../json/pointer.ts";
import { check } from "./check.ts";
import { resolved, type Schema, type SchemaDocument, type SchemaObject, typesOf } from "./schema.ts";

/** One input of a form, or a group of them. */
export interface Field {
  readonly pointer: string;
  /** The member's name; the number of an item, from 1; empty for the whole. */
  readonly name: string;
  /** What the schema says that it means. */
  readonly help?: string | undefined;
  /** What may stand in it, in few words. */
  readonly hint?: string | undefined;
  readonly required: boolean;
  /** Whether null is a value of it. */
  readonly nullable: boolean;
  readonly input: Input;
}

/** How a value is put in. What a form has no input for is `json`. */
export type Input =
  | { readonly kind: "text"; readonly format?: string | undefined; readonly multiline: boolean }
  | { readonly kind: "number"; readonly integer: boolean }
  | { readonly kind: "boolean" }
  | { readonly kind: "choice"; readonly choices: readonly Json[] }
  | { readonly kind: "constant"; readonly value: Json }
  | { readonly kind: "object"; readonly fields: () => readonly Field[] }
  | { readonly kind: "list"; readonly item: (index: number) => Field; readonly min: number; readonly max: number }
  | { readonly kind: "variants"; readonly variants: readonly Variant[] }
  | { readonly kind: "json" };

/** One of several shapes that a value can have. */
export interface Variant {
  readonly label: string;
  readonly field: Field;
  /** Whether a value has this shape. */
  readonly fits: (value: Json) => boolean;
}

/** Texts that may be longer get several lines. */
const longestLine = 120;

/** The field of a schema; what is below it is made when it is asked for, as schemas may hold themselves. */
export function fieldOf(schema: Schema, document: SchemaDocument, pointer = "", name = "", required = true): Field {
  const plain = flattened(schema, document);
  const types = plain === undefined ? [] : typesOf(plain);
  return {
    pointer,
    name,
    required,
    help: plain?.description ?? plain?.title,
    hint: plain === undefined ? undefined : hintOf(plain),
    nullable: types.length > 1 && types.includes("null"),
    input: plain === undefined ? { kind: "json" } : inputOf(plain, types, document, pointer),
  };
}

function inputOf(schema: SchemaObject, types: readonly string[], document: SchemaDocument, pointer: string): Input {
  if (schema.const !== undefined) return { kind: "constant", value: schema.const };
  if (schema.enum !== undefined) return { kind: "choice", choices: schema.enum };
  const variants = schema.oneOf ?? schema.anyOf;
  if (variants !== undefined) return variantsOf(schema, variants, document, pointer);
  const [type, ...others] = types.filter((one) => one !== "null");
  if (others.length > 0) return { kind: "json" };
  if (type === "string") {
    const { format, maxLength = 0 } = schema;
    return { kind: "text", format, multiline: format === undefined && maxLength > longestLine };
  }
  if (type === "number" || type === "integer") return { kind: "number", integer: type === "integer" };
  if (type === "boolean") return { kind: "boolean" };
  if (type === "array" && typeof schema.items === "object" && !Array.isArray(schema.items)) {
    const items = schema.items as Schema;
    const { minItems: min = 0, maxItems: max = Number.POSITIVE_INFINITY } = schema;
    const item = (index: number) => fieldOf(items, document, pointerTo(pointer, index), String(index + 1), true);
    return { kind: "list", item, min, max };
  }
  const { properties, required = [] } = schema;
  if (properties === undefined || (type !== undefined && type !== "object")) return { kind: "json" };
  const fields = () =>
    Object.entries(properties).map(([name, one]) =>
      fieldOf(one, document, pointerTo(pointer, name), name, required.includes(name)),
    );
  return { kind: "object", fields };
}

function variantsOf(schema: SchemaObject, all: readonly Schema[], document: SchemaDocument, pointer: string): Input {
  const { oneOf: _one, anyOf: _any, ...common } = schema;
  return {
    kind: "variants",
    variants: all.map((one, index) => {
      const whole: Schema = { allOf: [common, one] };
      const field = fieldOf(whole, document, pointer);
      const plain = flattened(one, document);
      const label = plain?.title ?? markOf(plain, document) ?? `variant ${index + 1}`;
      return { label, field, fits: (value: Json) => check(value, whole, document).length === 0 };
    }),
  };
}

/** The constant that tells a variant from its neighbours. */
function markOf(schema: SchemaObject | undefined, document: SchemaDocument): string | undefined {
  for (const one of Object.values(schema?.properties ?? {})) {
    const member = resolved(one, document);
    if (typeof member === "object" && typeof member.const === "string") return member.const;
  }
  return schema?.type === undefined ? undefined : typesOf(schema).join(" or ");
}

/** A schema with its references followed and all that `allOf` adds drawn together; undefined when it takes everything or nothing. */
function flattened(given: Schema, document: SchemaDocument, depth = 0): SchemaObject | undefined {
  const schema = resolved(given, document);
  if (typeof schema === "boolean" || depth > 20) return undefined;
  const { allOf = [], ...own } = schema;
  let sum: SchemaObject = own;
  for (const part of allOf) {
    const more = flattened(part, document, depth + 1) ?? {};
    sum = {
      ...more,
      ...sum,
      ...(more.properties !== undefined && { properties: { ...more.properties, ...sum.properties } }),
      ...(more.required !== undefined && { required: [...new Set([...(sum.required ?? []), ...more.required])] }),
    };
  }
  return sum;
}

function hintOf(schema: SchemaObject): string | undefined {
  const { minLength, maxLength, minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, pattern, format } =
    schema;
  const words = [
    format,
    typesOf(schema).includes("integer") ? "whole number" : undefined,
    minimum !== undefined && `from ${minimum}`,
    exclusiveMinimum !== undefined && `above ${exclusiveMinimum}`,
    maximum !== undefined && maximum !== Number.MAX_SAFE_INTEGER && `up to ${maximum}`,
    exclusiveMaximum !== undefined && `below ${exclusiveMaximum}`,
    multipleOf !== undefined && multipleOf !== 1 && `a multiple of ${multipleOf}`,
    minLength !== undefined && minLength > 1 && `at least ${minLength} characters`,
    maxLength !== undefined && `at most ${maxLength} characters`,
    pattern !== undefined && `pattern ${pattern}`,
  ].filter((word): word is string => typeof word === "string");
  return words.length === 0 ? undefined : words.join(", ");
}

/** A value to begin with: what the schema fixes, and the groups that must be there. */
export function blankOf(field: Field): Json {
  const { input } = field;
  if (input.kind === "constant") return input.value;
  if (input.kind === "list") return [];
  if (input.kind === "variants") return input.variants[0] === undefined ? undefined : blankOf(input.variants[0].field);
  if (input.kind !== "object") return undefined;
  const entries = input
    .fields()
    .filter(({ required }) => required)
    .map((one): [string, Json] => [one.name, blankOf(one)])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries);
}

/** What was typed in an input, as a value; undefined: nothing. What is no number stays a text, so that it can be corrected. */
export function typed(text: string, input: Input, required: boolean): Json {
  if (text === "" && !(input.kind === "text" && required)) return undefined;
  if (input.kind === "number") return text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text;
  if (input.kind === "boolean") return text === "true";
  if (input.kind === "choice") return input.choices.find((choice) => choiceText(choice) === text) ?? text;
  return text;
}

/** A value in an input. */
export function textOf(value: Json): string {
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** A choice as it is shown and told from others. */
export const choiceText = (choice: Json): string => (typeof choice === "string" ? choice : JSON.stringify(choice));

/** Whether a form has an input for every member of a value: what it does not show would be sent unseen. */
export function shows(field: Field, value: Json): boolean {
  const { input } = field;
  if (value === undefined) return true;
  if (value === null) return field.nullable || input.kind === "json" || input.kind === "choice";
  if (input.kind === "object") {
    if (!isObject(value)) return false;
    const fields = new Map(input.fields().map((one) => [one.name, one]));
    return Object.entries(value).every(([name, one]) => {
      const inner = fields.get(name);
      return inner !== undefined && shows(inner, one);
    });
  }
  if (input.kind === "list") return Array.isArray(value) && value.every((one, index) => shows(input.item(index), one));
  if (input.kind === "variants") return input.variants.some(({ field: one }) => shows(one, value));
  return input.kind === "json" || typeof value !== "object";
}

import { same } from "../json/diff.ts";
import { isObject, type Json, pointerTo } from "../json/pointer.ts";
import { hasFormat } from "./formats.ts";
import { resolved, type Schema, type SchemaDocument, type SchemaObject, typesOf } from "./schema.ts";

/** What is wrong with a value, where. */
export interface Fault {
  /** JSON pointer; empty for the value as a whole. */
  readonly pointer: string;
  readonly message: string;
}

/** Deeper than any message may be. */
const deepest = 128;

/**
 * Holds a value against its schema while somebody types it. The server has the last word: a keyword that is not known here takes
 * everything.
 */
export function check(value: Json, schema: Schema, document: SchemaDocument): Fault[] {
  return checked(value, schema, "", { document, depth: 0 });
}

interface Context {
  readonly document: SchemaDocument;
  readonly depth: number;
}

function checked(value: Json, given: Schema, pointer: string, { document, depth }: Context): Fault[] {
  const schema = resolved(given, document);
  if (schema === true || depth > deepest) return [];
  if (schema === false) return [{ pointer, message: "must not be there" }];
  const context = { document, depth: depth + 1 };
  const fault = (message: string): Fault[] => [{ pointer, message }];
  const types = typesOf(schema);
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) return fault(`must be ${types.join(" or ")}`);
  if (schema.const !== undefined && !same(schema.const, value)) return fault(`must be ${JSON.stringify(schema.const)}`);
  if (schema.enum !== undefined && !schema.enum.some((one) => same(one, value))) {
    return fault(`must be one of ${schema.enum.map((one) => JSON.stringify(one)).join(", ")}`);
  }
  const faults: Fault[] = [];
  if (typeof value === "string") faults.push(...ofText(value, schema).flatMap(fault));
  if (typeof value === "number") faults.push(...ofNumber(value, schema).flatMap(fault));
  if (Array.isArray(value)) faults.push(...ofArray(value, schema, pointer, context));
  if (isObject(value)) faults.push(...ofObject(value, schema, pointer, context));
  faults.push(...ofParts(value, schema, pointer, context));
  return faults;
}

function isOfType(value: Json, type: string): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function ofText(value: string, schema: SchemaObject): string[] {
  const length = [...value].length;
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern, format } = schema;
  return [
    ...(length < minLength
      ? [minLength === 1 ? "must not be empty" : `must have at least ${minLength} characters`]
      : []),
    ...(length > maxLength ? [`must have at most ${maxLength} characters`] : []),
    ...(pattern !== undefined && !matches(value, pattern) ? [`must match ${pattern}`] : []),
    ...(format !== undefined && !hasFormat(value, format) ? [`must be a valid ${format}`] : []),
  ];
}

/** A pattern that this browser does not understand takes everything. */
function matches(value: string, pattern: string): boolean {
  try {
    return new RegExp(pattern, "u").test(value);
  } catch {
    return true;
  }
}

function ofNumber(value: number, schema: SchemaObject): string[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  return [
    ...(minimum !== undefined && value < minimum ? [`must be at least ${minimum}`] : []),
    ...(maximum !== undefined && value > maximum ? [`must be at most ${maximum}`] : []),
    ...(exclusiveMinimum !== undefined && value <= exclusiveMinimum ? [`must be above ${exclusiveMinimum}`] : []),
    ...(exclusiveMaximum !== undefined && value >= exclusiveMaximum ? [`must be below ${exclusiveMaximum}`] : []),
    ...(multipleOf !== undefined && !Number.isInteger(value / multipleOf)
      ? [`must be a multiple of ${multipleOf}`]
      : []),
  ];
}

function ofArray(value: readonly Json[], schema: SchemaObject, pointer: string, context: Context): Fault[] {
  const { minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems, contains } = schema;
  const tuple = schema.prefixItems ?? (Array.isArray(schema.items) ? (schema.items as readonly Schema[]) : []);
  const rest = Array.isArray(schema.items) ? schema.additionalItems : (schema.items as Schema | undefined);
  const faults = value.flatMap((item, index) =>
    checked(item, tuple[index] ?? rest ?? true, pointerTo(pointer, index), context),
  );
  const say = (message: string) => faults.push({ pointer, message });
  if (value.length < minItems) say(`must have at least ${minItems} ${minItems === 1 ? "item" : "items"}`);
  if (value.length > maxItems) say(`must have at most ${maxItems} items`);
  if (uniqueItems === true && value.some((item, index) => value.slice(0, index).some((one) => same(one, item)))) {
    say("must not have the same item twice");
  }
  if (contains !== undefined && !value.some((item) => checked(item, contains, "", context).length === 0)) {
    say("lacks an item of the kind that it must contain");
  }
  return faults;
}

function ofObject(
  value: Readonly<Record<string, Json>>,
  schema: SchemaObject,
  pointer: string,
  context: Context,
): Fault[] {
  const { properties = {}, patternProperties = {}, additionalProperties = true, propertyNames, required = [] } = schema;
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY, dependentRequired = {} } = schema;
  const names = Object.keys(value);
  const needed = new Set([
    ...required,
    ...Object.entries(dependentRequired).flatMap(([name, more]) => (Object.hasOwn(value, name) ? more : [])),
  ]);
  const faults: Fault[] = [...needed]
    .filter((name) => !Object.hasOwn(value, name))
    .map((name) => ({ pointer: pointerTo(pointer, name), message: "is missing" }));
  for (const name of names) {
    const at = pointerTo(pointer, name);
    const own = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const alike = Object.entries(patternProperties).filter(([pattern]) => matches(name, pattern));
    const schemas = [...(own === undefined ? [] : [own]), ...alike.map(([, one]) => one)];
    if (schemas.length === 0 && additionalProperties === false)
      faults.push({ pointer: at, message: "is not known here" });
    else
      for (const one of schemas.length === 0 ? [additionalProperties] : schemas)
        faults.push(...checked(value[name], one, at, context));
    if (propertyNames !== undefined && checked(name, propertyNames, "", context).length > 0) {
      faults.push({ pointer: at, message: "has a name that is not allowed" });
    }
  }
  if (names.length < minProperties) faults.push({ pointer, message: `must have at least ${minProperties} members` });
  if (names.length > maxProperties) faults.push({ pointer, message: `must have at most ${maxProperties} members` });
  return faults;
}

/** Schemas that are made of others. */
function ofParts(value: Json, schema: SchemaObject, pointer: string, context: Context): Fault[] {
  const { allOf = [], anyOf, oneOf, not } = schema;
  const ok = (one: Schema) => checked(value, one, pointer, context).length === 0;
  const faults = allOf.flatMap((one) => checked(value, one, pointer, context));
  if (anyOf !== undefined && !anyOf.some(ok)) faults.push(...nearest(value, anyOf, pointer, context));
  if (oneOf !== undefined) {
    const fitting = oneOf.filter(ok).length;
    if (fitting === 0) faults.push(...nearest(value, oneOf, pointer, context));
    if (fitting > 1) faults.push({ pointer, message: "fits more than one of the variants, and must fit one" });
  }
  if (not !== undefined && ok(not)) faults.push({ pointer, message: "is of a kind that is not allowed" });
  const next = schema.if === undefined ? undefined : ok(schema.if) ? schema.then : schema.else;
  if (next !== undefined) faults.push(...checked(value, next, pointer, context));
  return faults;
}

/** The faults of the variant that fits best: the one whose faults lie deepest, or are fewest. */
function nearest(value: Json, variants: readonly Schema[], pointer: string, context: Context): Fault[] {
  const found = variants.map((one) => checked(value, one, pointer, context));
  const weight = (faults: readonly Fault[]) =>
    faults.filter((fault) => fault.pointer === pointer).length * 1_000 + faults.length;
  return (
    found.sort((one, other) => weight(one) - weight(other))[0] ?? [{ pointer, message: "fits none of the variants" }]
  );
}

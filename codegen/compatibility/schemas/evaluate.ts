import { characters, equal, formats } from "../../assets/runtime.js";
import { isObject, type JsonObject, own } from "../../json/json.ts";
import { nameOf } from "./meaning.ts";
import type { Scope } from "./nodes.ts";

/** Thrown when a schema holds a word that is not understood here. */
export class NotUnderstood extends Error {}

/** Whether a value is valid for a schema: the same verdict as the compiled validators give, without compiling. */
export function isValid(schema: unknown, value: unknown, scope: Scope): boolean {
  return evaluate(schema, value, scope, new Set());
}

/** `seen` collects the fields that the schema spoke of, for `unevaluatedProperties`. */
function evaluate(schema: unknown, value: unknown, scope: Scope, seen: Set<string>): boolean {
  if (!isObject(schema)) return schema !== false;
  if (own(schema, "unevaluatedItems") !== undefined) throw new NotUnderstood("unevaluatedItems");
  return (
    isOfType(schema, value) &&
    (typeof value !== "number" || checkNumber(schema, value)) &&
    (typeof value !== "string" || checkText(schema, value)) &&
    (!Array.isArray(value) || checkList(schema, value, scope)) &&
    (!isObject(value) || checkObject(schema, value, scope, seen)) &&
    checkParts(schema, value, scope, seen) &&
    (!isObject(value) || checkUnevaluated(schema, value, scope, seen))
  );
}

function isOfType(schema: JsonObject, value: unknown): boolean {
  const type = own(schema, "type");
  const types = type === undefined ? undefined : [type].flat();
  const actual = value === null ? "null" : Array.isArray(value) ? "array" : typeof value;
  if (types !== undefined && !types.includes(actual) && !(types.includes("integer") && Number.isInteger(value))) {
    return false;
  }
  if (Object.hasOwn(schema, "const") && !equal(schema["const"], value)) return false;
  const values = own(schema, "enum");
  return !Array.isArray(values) || values.some((item) => equal(item, value));
}

const within = (schema: JsonObject, size: number, min: string, max: string) => {
  const [least, most] = [own(schema, min), own(schema, max)];
  return !(typeof least === "number" && size < least) && !(typeof most === "number" && size > most);
};

function hasFormat(schema: JsonObject, value: string | number): boolean {
  const name = own(schema, "format");
  const format = typeof name === "string" && Object.hasOwn(formats, name) ? formats[name] : undefined;
  if (format === undefined || format.type !== typeof value) return true;
  return (format.validate as (value: unknown) => boolean)(value);
}

function checkNumber(schema: JsonObject, value: number): boolean {
  const [above, below, of] = ["exclusiveMinimum", "exclusiveMaximum", "multipleOf"].map((word) => own(schema, word));
  if (typeof above === "number" && value <= above) return false;
  if (typeof below === "number" && value >= below) return false;
  if (typeof of === "number" && Math.abs(Math.round(value / of) - value / of) > 1e-12) return false;
  return within(schema, value, "minimum", "maximum") && hasFormat(schema, value);
}

const expressions = new Map<string, RegExp>();

/** Whether a text matches a pattern, as ajv understands patterns. */
export function matches(pattern: string, text: string): boolean {
  const expression = expressions.get(pattern) ?? compiled(pattern);
  expressions.set(pattern, expression);
  return expression.test(text);
}

function compiled(pattern: string): RegExp {
  try {
    return new RegExp(pattern, "u");
  } catch {
    throw new NotUnderstood(`the pattern ${pattern}`);
  }
}

function checkText(schema: JsonObject, value: string): boolean {
  const pattern = own(schema, "pattern");
  return (
    within(schema, characters(value), "minLength", "maxLength") &&
    (typeof pattern !== "string" || matches(pattern, value)) &&
    hasFormat(schema, value)
  );
}

function checkList(schema: JsonObject, value: readonly unknown[], scope: Scope): boolean {
  if (!within(schema, value.length, "minItems", "maxItems")) return false;
  const prefix = own(schema, "prefixItems");
  const first = Array.isArray(prefix) ? prefix : [];
  const items = own(schema, "items");
  for (const [index, item] of value.entries()) {
    const rule = index < first.length ? first[index] : items;
    if (rule !== undefined && !isValid(rule, item, scope)) return false;
  }
  const contains = own(schema, "contains");
  if (contains !== undefined) {
    const count = value.filter((item) => isValid(contains, item, scope)).length;
    if (!within({ minContains: 1, ...schema }, count, "minContains", "maxContains")) return false;
  }
  if (own(schema, "uniqueItems") !== true) return true;
  return value.every((item, index) => value.slice(0, index).every((other) => !equal(item, other)));
}

function checkObject(schema: JsonObject, value: JsonObject, scope: Scope, seen: Set<string>): boolean {
  const names = Object.keys(value);
  if (!within(schema, names.length, "minProperties", "maxProperties")) return false;
  const required = own(schema, "required");
  if (Array.isArray(required) && !required.every((name) => Object.hasOwn(value, name))) return false;
  const properties = own(schema, "properties");
  const patterns = Object.entries((own(schema, "patternProperties") as JsonObject | undefined) ?? {});
  const others = own(schema, "additionalProperties");
  const nameRule = own(schema, "propertyNames");
  for (const name of names) {
    const item = value[name];
    const rules = patterns.filter(([pattern]) => matches(pattern, name)).map(([, rule]) => rule);
    if (isObject(properties) && Object.hasOwn(properties, name)) rules.push(properties[name]);
    if (rules.length === 0 && others !== undefined) rules.push(others);
    if (!rules.every((rule) => isValid(rule, item, scope))) return false;
    if (rules.length > 0) seen.add(name);
    if (nameRule !== undefined && !isValid(nameRule, name, scope)) return false;
  }
  for (const [name, needed] of Object.entries((own(schema, "dependentRequired") as JsonObject | undefined) ?? {})) {
    if (Object.hasOwn(value, name) && !(needed as string[]).every((other) => Object.hasOwn(value, other))) return false;
  }
  for (const [name, rule] of Object.entries((own(schema, "dependentSchemas") as JsonObject | undefined) ?? {})) {
    if (Object.hasOwn(value, name) && !evaluate(rule, value, scope, seen)) return false;
  }
  return true;
}

function checkParts(schema: JsonObject, value: unknown, scope: Scope, seen: Set<string>): boolean {
  const holds = (part: unknown): boolean => {
    const below = new Set<string>();
    if (!evaluate(part, value, scope, below)) return false;
    for (const name of below) seen.add(name);
    return true;
  };
  const list = (word: string) => own(schema, word) as readonly unknown[] | undefined;
  const ref = own(schema, "$ref");
  if (typeof ref === "string" && !holds(scope.schemas.get(nameOf(ref))?.schema)) return false;
  if (list("allOf")?.every(holds) === false) return false;
  if (list("anyOf") !== undefined && list("anyOf")?.filter(holds).length === 0) return false;
  if (list("oneOf") !== undefined && list("oneOf")?.filter(holds).length !== 1) return false;
  const not = own(schema, "not");
  if (not !== undefined && evaluate(not, value, scope, new Set())) return false;
  const condition = own(schema, "if");
  if (condition === undefined) return true;
  const next = own(schema, holds(condition) ? "then" : "else");
  return next === undefined || holds(next);
}

function checkUnevaluated(schema: JsonObject, value: JsonObject, scope: Scope, seen: Set<string>): boolean {
  const rule = own(schema, "unevaluatedProperties");
  if (rule === undefined) return true;
  for (const name of Object.keys(value)) {
    if (seen.has(name)) continue;
    if (!isValid(rule, value[name], scope)) return false;
    seen.add(name);
  }
  return true;
}

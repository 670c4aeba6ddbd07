import { isObject, type JsonObject, listAt, own, stringsAt } from "../../json/json.ts";
import { emitArray } from "./emit-arrays.ts";
import { emitChoices } from "./emit-choices.ts";
import { emitUnevaluated } from "./emit-marks.ts";
import { emitObject } from "./emit-objects.ts";
import { emitConstants, emitNumber, emitString, isOneOf } from "./emit-values.ts";
import { type Emitted, expression, functionOf, type Place, pathOf, rootPlace, Scope } from "./scope.ts";
import { tagOf } from "./tags.ts";
import type { EmitSchema, Test } from "./types.ts";

type Resolve = (name: string) => JsonObject | undefined;

/**
 * Writes the code of one named schema: a function `check<Name>(value, faults, path)`. With a list for `faults` it notes all
 * faults there, with `null` it answers false at the first. It calls the functions of the schemas that are referred to.
 * Throws when a word of the schema does not have the value that it must have.
 * @param resolve the schema of another name
 */
export function emitNamed(name: string, schema: JsonObject, resolve: Resolve): Emitted {
  const scope = new Scope(functionOf(name));
  const emitter = emitterOf(resolve);
  defineCheck(scope, functionOf(name), schema, emitter);
  return scope.finish();
}

function defineCheck(scope: Scope, name: string, schema: unknown, emit: EmitSchema): void {
  scope.define(name, "value, faults, path", () => {
    emit(scope, schema, rootPlace);
    scope.line("return true;");
  });
}

function emitterOf(resolve: Resolve): EmitSchema {
  const resolveRef = (ref: string) => resolve(nameOf(ref));
  const emit: EmitSchema = (scope, schema, place) => {
    if (schema === false) scope.fail("", place, "false schema", "{}");
    if (!isObject(schema)) return;
    emitTypes(scope, schema, place);
    emitReference(scope, schema, place);
    for (const sub of listAt(schema, "allOf")) emit(scope, sub, place);
    emitChoices(scope, schema, place, emit, testOf, (branches) => tagOf(branches, resolveRef));
    emitUnevaluated(scope, schema, place, emit, testOf, resolveRef);
  };
  const emitTypes = (scope: Scope, schema: JsonObject, place: Place): void => {
    emitByType(scope, schema, place, emit, testOf);
    emitConstants(scope, schema, place);
  };
  const testOf = (scope: Scope, schema: unknown, value: string): Test => {
    const simple = simpleTest(scope, schema, value);
    if (simple !== undefined) return { test: simple, explain: (place) => emit(scope, schema, place) };
    const ref = isObject(schema) && Object.keys(schema).length === 1 ? own(schema, "$ref") : undefined;
    const name = typeof ref === "string" ? called(scope, ref) : scope.local("choice");
    if (typeof ref !== "string") defineCheck(scope, name, schema, emit);
    return {
      test: `${name}(${value}, null, "")`,
      explain: (place) => scope.line(`${name}(${place.value}, faults, ${pathOf(place)});`),
    };
  };
  return emit;
}

function nameOf(ref: string): string {
  return ref.replace("#/$defs/", "");
}

function called(scope: Scope, ref: string): string {
  scope.refs.add(nameOf(ref));
  return functionOf(nameOf(ref));
}

function emitReference(scope: Scope, schema: JsonObject, place: Place): void {
  const ref = own(schema, "$ref");
  if (typeof ref !== "string") return;
  const path = pathOf(place) === "path" ? "path" : `faults && ${pathOf(place)}`;
  scope.line(`if (!${called(scope, ref)}(${place.value}, faults, ${path})) return false;`);
}

/** Words that speak of one type only, in the order in which types are looked at. */
const words = {
  string: ["format", "maxLength", "minLength", "pattern"],
  number: ["exclusiveMaximum", "exclusiveMinimum", "format", "maximum", "minimum", "multipleOf"],
  array: ["contains", "items", "maxItems", "minItems", "prefixItems", "uniqueItems"],
  object: [
    "additionalProperties",
    "dependentRequired",
    "dependentSchemas",
    "maxProperties",
    "minProperties",
    "patternProperties",
    "properties",
    "propertyNames",
    "required",
  ],
} as const;

/** One branch for each type that the schema has something to say about; what is of no allowed type is a fault. */
function emitByType(
  scope: Scope,
  schema: JsonObject,
  place: Place,
  emit: EmitSchema,
  testOf: (scope: Scope, schema: unknown, value: string) => Test,
): void {
  const { value } = place;
  const types = typesOf(schema);
  const writers = { string: emitString, number: emitNumber, array: emitArray, object: emitObject } as const;
  const left = new Set(types);
  let start = "if";
  for (const type of ["object", "string", "number", "array"] as const) {
    if (!words[type].some((word) => own(schema, word) !== undefined)) continue;
    const isInteger = type === "number" && types !== undefined && !types.includes("number");
    if (types !== undefined && !types.includes(isInteger ? "integer" : type)) continue;
    for (const name of type === "number" ? ["number", "integer"] : [type]) left.delete(name);
    const test = isInteger ? typeTest(scope, "integer", value) : typeTest(scope, type, value);
    scope.block(`${start} (${test}) {`, () => writers[type](scope, schema, place, emit, testOf), "}");
    start = "else if";
  }
  if (types === undefined || isSaidByValues(schema, types)) return;
  const rest = [...left].filter((type) => !(type === "integer" && left.has("number")));
  const tests = rest.map((type) => typeTest(scope, type, value));
  const isOther = tests.length === 0 ? "" : `!(${tests.join(" || ")}) && `;
  const params = `{ type: ${expression(own(schema, "type"))} }`;
  const fault = `${scope.helper("fault")}(faults, ${pathOf(place)}, "type", ${params})`;
  scope.line(`${start === "if" ? "" : "else "}if (${isOther}${fault}) return false;`);
}

function typesOf(schema: JsonObject): readonly string[] | undefined {
  const type = own(schema, "type");
  return typeof type === "string" ? [type] : Array.isArray(type) ? stringsAt(schema, "type") : undefined;
}

/** Whether `const` or `enum` allow no other types anyway: their own words say more. */
function isSaidByValues(schema: JsonObject, types: readonly string[]): boolean {
  const values = Object.hasOwn(schema, "const") ? [schema["const"]] : own(schema, "enum");
  return Array.isArray(values) && values.every((item) => types.some((type) => isOfType(item, type)));
}

function isOfType(value: unknown, type: string): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  if (type === "integer") return Number.isInteger(value);
  return typeof value === type;
}

function typeTest(scope: Scope, type: string, value: string): string {
  switch (type) {
    case "null":
      return `${value} === null`;
    case "array":
      return `Array.isArray(${value})`;
    case "object":
      return `${scope.helper("isRecord")}(${value})`;
    case "integer":
      return `Number.isInteger(${value})`;
    case "number":
      return `Number.isFinite(${value})`;
    default:
      return `typeof ${value} === ${JSON.stringify(type)}`;
  }
}

/** A test that needs no function: of a type, or of a few values. */
function simpleTest(scope: Scope, schema: unknown, value: string): string | undefined {
  if (typeof schema === "boolean") return String(schema);
  if (!isObject(schema)) return undefined;
  const keys = Object.keys(schema);
  if (keys.length === 0) return "true";
  const types = typesOf(schema);
  if (keys.length === 1 && types !== undefined) {
    return `(${types.map((type) => typeTest(scope, type, value)).join(" || ")})`;
  }
  const constants = Object.hasOwn(schema, "const") ? [schema["const"]] : own(schema, "enum");
  const isOnly = keys.length === 1 || (keys.length === 2 && types !== undefined && isSaidByValues(schema, types));
  if (!Array.isArray(constants) || !isOnly) return undefined;
  const isPlain = constants.every((item) => typeof item !== "object" || item === null);
  if (!isPlain) return undefined;
  return isOneOf(scope, value, constants, expression(constants));
}

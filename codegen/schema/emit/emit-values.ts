import { formats } from "../../assets/runtime.js";
import { type JsonObject, own } from "../../json/json.ts";
import { expression, type Place, type Scope } from "./scope.ts";

/** Lists up to this length are compared one by one; longer ones are sets. */
const longestChain = 8;

/** What the formats' functions are called in the shared runtime. */
export function formatFunction(format: string): string {
  const words = format.split("-").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `is${words.join("")}`;
}

/** The checks of texts. */
export function emitString(scope: Scope, schema: JsonObject, place: Place): void {
  const { value } = place;
  const [least, most, pattern] = [own(schema, "minLength"), own(schema, "maxLength"), own(schema, "pattern")];
  // A character is one or two units: only between the two counts the characters have to be counted.
  if (typeof least === "number" && least > 0) {
    const few =
      least === 1 ? `${value} === ""` : `${value}.length < ${least * 2} && ${characters(scope, value)} < ${least}`;
    scope.fail(few, place, "minLength", `{ limit: ${least} }`);
  }
  if (typeof most === "number") {
    const many = `${value}.length > ${most} && ${characters(scope, value)} > ${most}`;
    scope.fail(many, place, "maxLength", `{ limit: ${most} }`);
  }
  if (typeof pattern === "string") {
    const params = `{ pattern: ${JSON.stringify(pattern)} }`;
    scope.fail(`!${patternOf(scope, pattern)}.test(${value})`, place, "pattern", params);
  }
  emitFormat(scope, schema, place, "string");
}

/** A regular expression, as a constant. Throws a SyntaxError when the pattern is none. */
export function patternOf(scope: Scope, pattern: string): string {
  return scope.constant("pattern", String(new RegExp(pattern, "u")));
}

function characters(scope: Scope, value: string): string {
  return `${scope.helper("characters")}(${value})`;
}

/** The checks of numbers. */
export function emitNumber(scope: Scope, schema: JsonObject, place: Place): void {
  const { value } = place;
  const bounds = [
    ["minimum", "<", ">="],
    ["maximum", ">", "<="],
    ["exclusiveMinimum", "<=", ">"],
    ["exclusiveMaximum", ">=", "<"],
  ] as const;
  for (const [word, wrong, right] of bounds) {
    const limit = own(schema, word);
    if (typeof limit !== "number") continue;
    scope.fail(`${value} ${wrong} ${limit}`, place, word, `{ comparison: ${JSON.stringify(right)}, limit: ${limit} }`);
  }
  const step = own(schema, "multipleOf");
  if (typeof step === "number") {
    const isMultiple = `${scope.helper("isMultiple")}(${value}, ${step})`;
    scope.fail(`!${isMultiple}`, place, "multipleOf", `{ multipleOf: ${step} }`);
  }
  emitFormat(scope, schema, place, "number");
}

/** A format that nobody knows says nothing. */
function emitFormat(scope: Scope, schema: JsonObject, place: Place, type: "string" | "number"): void {
  const format = own(schema, "format");
  if (typeof format !== "string" || !Object.hasOwn(formats, format) || formats[format]?.type !== type) return;
  const check = `!${scope.helper(formatFunction(format))}(${place.value})`;
  scope.fail(check, place, "format", `{ format: ${JSON.stringify(format)} }`);
}

/** `const` and `enum`. */
export function emitConstants(scope: Scope, schema: JsonObject, place: Place): void {
  if (Object.hasOwn(schema, "const")) {
    const wanted = schema["const"];
    const differs = `!${equals(scope, place.value, wanted)}`;
    scope.fail(differs, place, "const", `{ allowedValue: ${expression(wanted)} }`);
  }
  const values = own(schema, "enum");
  if (!Array.isArray(values)) return;
  const list = scope.constant("values", expression(values));
  scope.fail(`!${isOneOf(scope, place.value, values, list)}`, place, "enum", `{ allowedValues: ${list} }`);
}

/** An expression for: the value is one of these. */
export function isOneOf(scope: Scope, value: string, values: readonly unknown[], list: string): string {
  const isSimple = values.every((item) => typeof item !== "object" || item === null);
  if (isSimple && values.length > longestChain) return `${list}.includes(${value})`;
  if (values.length === 0) return "false";
  return `(${values.map((item) => equals(scope, value, item)).join(" || ")})`;
}

function equals(scope: Scope, value: string, wanted: unknown): string {
  if (typeof wanted !== "object" || wanted === null) return `(${value} === ${JSON.stringify(wanted)})`;
  return `${scope.helper("equal")}(${value}, ${expression(wanted)})`;
}

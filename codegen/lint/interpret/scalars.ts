import { characters, equal, formats } from "../../assets/runtime.js";
import { type JsonObject, own } from "../../json/json.ts";
import type { Evaluation } from "./evaluation.ts";
import { patternOf } from "./patterns.ts";

/** Texts longer than this are not given to patterns: an example is no reason to wait. */
const longestText = 10_000;

/** Whether a value is of a type of JSON Schema. */
export function isOfType(value: unknown, type: unknown): boolean {
  if (type === "null") return value === null;
  if (type === "array") return Array.isArray(value);
  if (type === "object") return typeof value === "object" && value !== null && !Array.isArray(value);
  if (type === "integer") return typeof value === "number" && Number.isInteger(value);
  return typeof value === type;
}

/** Checks `type`, `enum`, `const` and the words of numbers and texts. */
export function checkScalar(schema: JsonObject, value: unknown, path: string, found: Evaluation): void {
  const type = own(schema, "type");
  if (type !== undefined) {
    const types = Array.isArray(type) ? type : [type];
    if (!types.some((one) => isOfType(value, one))) found.fail(path, "type", { type });
  }
  const values = own(schema, "enum");
  if (Array.isArray(values) && !values.some((one) => equal(one, value))) {
    found.fail(path, "enum", { allowedValues: values });
  }
  if (Object.hasOwn(schema, "const") && !equal(schema["const"], value)) {
    found.fail(path, "const", { allowedValue: schema["const"] });
  }
  if (typeof value === "number") checkNumber(schema, value, path, found);
  if (typeof value === "string") checkText(schema, value, path, found);
  if (typeof value === "number" || typeof value === "string") checkFormat(schema, value, path, found);
}

function checkNumber(schema: JsonObject, value: number, path: string, found: Evaluation): void {
  const bound = (keyword: string, comparison: string, holds: (limit: number) => boolean) => {
    const limit = own(schema, keyword);
    if (typeof limit === "number" && !holds(limit)) found.fail(path, keyword, { comparison, limit });
  };
  bound("minimum", ">=", (limit) => value >= limit);
  bound("maximum", "<=", (limit) => value <= limit);
  bound("exclusiveMinimum", ">", (limit) => value > limit);
  bound("exclusiveMaximum", "<", (limit) => value < limit);
  const step = own(schema, "multipleOf");
  if (typeof step !== "number" || step <= 0) return;
  const quotient = value / step;
  if (Math.abs(Math.round(quotient) - quotient) > 1e-12) found.fail(path, "multipleOf", { multipleOf: step });
}

function checkText(schema: JsonObject, value: string, path: string, found: Evaluation): void {
  const limit = (keyword: string, holds: (limit: number, length: number) => boolean) => {
    const most = own(schema, keyword);
    if (typeof most === "number" && !holds(most, characters(value))) found.fail(path, keyword, { limit: most });
  };
  limit("minLength", (least, length) => length >= least);
  limit("maxLength", (most, length) => length <= most);
  const pattern = own(schema, "pattern");
  if (typeof pattern !== "string" || value.length > longestText) return;
  if (patternOf(pattern)?.test(value) === false) found.fail(path, "pattern", { pattern });
}

function checkFormat(schema: JsonObject, value: string | number, path: string, found: Evaluation): void {
  const name = own(schema, "format");
  if (typeof name !== "string" || !Object.hasOwn(formats, name)) return;
  const format = formats[name];
  const holds =
    (format?.type === "string" && typeof value === "string" && format.validate(value)) ||
    (format?.type === "number" && typeof value === "number" && format.validate(value)) ||
    format?.type !== typeof value;
  if (!holds) found.fail(path, "format", { format: name });
}

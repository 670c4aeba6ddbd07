import type { Type, Value } from "../types.ts";
import { convert } from "../values/convert.ts";
import type { Functions, ScalarFunction } from "./function.ts";

/** A function that makes a value of its type out of any value. */
const to = (type: Type): ScalarFunction => ({
  kind: "plain",
  parameters: ["any"],
  result: type,
  names: "first",
  takesNull: true,
  of: ([value], [from]) => convert(value as Value, from as Type, type),
});

/** What `gettype` says of a value inside a dynamic one. */
function typeOf(value: Value, type: Type): string {
  if (type !== "dynamic") return type;
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "boolean") return "bool";
  if (typeof value === "number") return Number.isInteger(value) ? "long" : "double";
  if (typeof value === "string") return "string";
  return value.constructor.name === "Instant"
    ? "datetime"
    : value.constructor.name === "Span"
      ? "timespan"
      : "dictionary";
}

/** Conversions between types. */
export const conversion: Functions = {
  tostring: to("string"),
  toint: to("int"),
  tolong: to("long"),
  toreal: to("real"),
  todouble: to("real"),
  tobool: to("bool"),
  toboolean: to("bool"),
  todatetime: to("datetime"),
  totimespan: to("timespan"),
  totime: to("timespan"),
  toguid: to("guid"),
  todynamic: to("dynamic"),
  parse_json: to("dynamic"),
  parsejson: to("dynamic"),
  toobject: to("dynamic"),
  gettype: {
    kind: "plain",
    parameters: ["any"],
    result: "string",
    takesNull: true,
    of: ([value], [type]) => typeOf(value as Value, type as Type),
  },
};

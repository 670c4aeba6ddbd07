import { type Bound, derived } from "../bind/bound.ts";
import { mustBeBool } from "../bind/logic.ts";
import { semanticError } from "../error.ts";
import { isNumeric, type Row, type Type, type Value } from "../types.ts";
import { convert } from "../values/convert.ts";
import { bindAll, type Call, type Functions, type ScalarFunction } from "./function.ts";

/** The type that all the values of a choice fit in: the widest number, or dynamic. */
export function commonType(bounds: readonly Bound[], who: string, at: number): Type {
  const types = [...new Set(bounds.map((each) => each.type))];
  if (types.length === 1) return types[0] as Type;
  if (types.every(isNumeric)) return types.includes("real") ? "real" : "long";
  if (types.includes("dynamic")) return "dynamic";
  throw semanticError("bad-types", `The values of '${who}' are ${types.join(" and ")}: cast them to one type`, at);
}

/** A value as one of another type, where that is not the same already. */
export const asType = (bound: Bound, type: Type) =>
  bound.type === type || (isNumeric(bound.type) && isNumeric(type))
    ? bound.value
    : (row: Row) =>
        convert(bound.value(row), bound.type === "string" && type === "dynamic" ? "dynamic" : bound.type, type);

function bindIff(call: Call): Bound {
  const [condition, yes, no] = bindAll(call) as [Bound, Bound, Bound];
  mustBeBool(condition, `'${call.name}'`);
  const type = commonType([yes, no], call.name, call.at);
  const [a, b] = [asType(yes, type), asType(no, type)];
  return derived(type, [condition, yes, no], (row) => (condition.value(row) ? a(row) : b(row)), call.at);
}

function bindCase(call: Call): Bound {
  const args = bindAll(call);
  if (args.length % 2 === 0) {
    throw semanticError(
      "argument-count",
      "'case' takes pairs of a condition and a value, then a value for the rest",
      call.at,
    );
  }
  const conditions = args.slice(0, -1).filter((_, index) => index % 2 === 0);
  const results = [...args.slice(0, -1).filter((_, index) => index % 2 === 1), args.at(-1) as Bound];
  for (const each of conditions) mustBeBool(each, "'case'");
  const type = commonType(results, "case", call.at);
  const values = results.map((each) => asType(each, type));
  return derived(
    type,
    args,
    (row) => {
      const found = conditions.findIndex((each) => each.value(row) === true);
      return (values.at(found) as (row: Row) => Value)(row);
    },
    call.at,
  );
}

function bindCoalesce(call: Call): Bound {
  const args = bindAll(call);
  const type = commonType(args, "coalesce", call.at);
  const values = args.map((each) => asType(each, type));
  const isNothing = (value: Value) => value === null || (type === "string" && value === "");
  return derived(
    type,
    args,
    (row) => {
      for (const each of values) {
        const value = each(row);
        if (!isNothing(value)) return value;
      }
      return type === "string" ? "" : null;
    },
    call.at,
  );
}

const question = (test: (value: Value, type: Type) => boolean): ScalarFunction => ({
  kind: "plain",
  parameters: ["any"],
  result: "bool",
  takesNull: true,
  of: ([value], [type]) => test(value as Value, type as Type),
});

const isNull = (value: Value, type: Type) => type !== "string" && value === null;
const isEmpty = (value: Value) => value === null || value === "";

/** Choices and questions about nothing. */
export const conditional: Functions = {
  iff: { kind: "special", count: [3, 3], bind: bindIff },
  iif: { kind: "special", count: [3, 3], bind: bindIff },
  case: { kind: "special", count: [3, Infinity], bind: bindCase },
  coalesce: { kind: "special", count: [2, 64], bind: bindCoalesce },
  isnull: question(isNull),
  isnotnull: question((value, type) => !isNull(value, type)),
  notnull: question((value, type) => !isNull(value, type)),
  isempty: question(isEmpty),
  isnotempty: question((value) => !isEmpty(value)),
  notempty: question((value) => !isEmpty(value)),
  not: { kind: "plain", parameters: ["bool"], result: "bool", of: ([value]) => value !== true },
};

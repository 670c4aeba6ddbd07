import { type Bound, constant, derived } from "../bind/bound.ts";
import { semanticError } from "../error.ts";
import { isNumeric, type Type } from "../types.ts";
import { toDynamic } from "../values/dynamic.ts";
import { ticksOf } from "../values/time.ts";
import { bindAll, type Call, type Functions } from "./function.ts";

/** Most items; what would come after them is left out, as Kusto leaves it out. */
const most = 1_048_576;

/** `range(from, to [, step])` as an array; the step is 1, of times an hour, unless it is given. */
function bindRange(call: Call): Bound {
  const [from, to, given] = bindAll(call) as [Bound, Bound, Bound?];
  const isTime = from.type === "datetime" || from.type === "timespan";
  const step = given ?? constant(isTime ? "timespan" : "long", isTime ? ticksOf.hour : 1, call.at);
  const fits = isTime
    ? from.type === to.type && step.type === "timespan"
    : [from, to, step].every((each) => isNumeric(each.type));
  if (!fits) {
    throw semanticError("bad-types", `'range' goes not from ${from.type} to ${to.type} by ${step.type}`, call.at);
  }
  return derived(
    "dynamic",
    [from, to, step],
    (row) => {
      const [first, last, by] = [from.value(row), to.value(row), step.value(row)] as (number | null)[];
      if (first == null || last == null || by == null || by === 0) return null;
      return rangeOf(first, last, by, from.type);
    },
    call.at,
  );
}

function rangeOf(first: number, last: number, by: number, type: Type) {
  const made = [];
  for (let index = 0; index < most; index++) {
    const value = first + index * by;
    if (by > 0 ? value > last : value < last) break;
    made.push(toDynamic(value, type));
  }
  return made;
}

/** The function that makes arrays. */
export const ranges: Functions = { range: { kind: "special", count: [2, 3], bind: bindRange } };

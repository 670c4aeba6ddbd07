import type { Bound } from "../bind/bound.ts";
import { constantValue } from "../bind/bound.ts";
import type { Frame } from "../bind/scope.ts";
import { semanticError } from "../error.ts";
import { isNumeric, type Row, type Value } from "../types.ts";
import { bindAll, type Call, type Functions } from "./function.ts";

function frameOf(call: Call): Frame {
  if (call.scope.frame) return call.scope.frame;
  throw semanticError(
    "not-serialized",
    `'${call.name}' wants rows in a fixed order: put 'serialize' or 'order by' before it`,
    call.at,
  );
}

const made = (bound: Pick<Bound, "type" | "value">, call: Call): Bound => ({
  ...bound,
  isConstant: false,
  name: undefined,
  at: call.at,
});

/** `prev(value [, distance [, fallback]])` and `next`. */
function bindNeighbour(call: Call, direction: 1 | -1): Bound {
  const frame = frameOf(call);
  const [of, distance, fallback] = bindAll(call) as [Bound, Bound?, Bound?];
  const away = direction * (distance ? (constantValue(distance) as number) : 1);
  const nothing = of.type === "string" ? "" : null;
  const value = (row: Row): Value => {
    const other = frame.rows[frame.index + away];
    return other ? of.value(other) : fallback ? fallback.value(row) : nothing;
  };
  return made({ type: of.type, value }, call);
}

function bindRowNumber(call: Call): Bound {
  const frame = frameOf(call);
  const [start, restart] = bindAll(call) as [Bound?, Bound?];
  const first = start ? (constantValue(start) as number) : 1;
  let number = first;
  const value = (row: Row): Value => {
    number = frame.index === 0 || restart?.value(row) === true ? first : number + 1;
    return number;
  };
  return made({ type: "long", value }, call);
}

function bindCumulative(call: Call): Bound {
  const frame = frameOf(call);
  const [of, restart] = bindAll(call) as [Bound, Bound?];
  if (!isNumeric(of.type) && of.type !== "timespan")
    throw semanticError("bad-types", "'row_cumsum' adds numbers", of.at);
  let sum = 0;
  const value = (row: Row): Value => {
    if (frame.index === 0 || restart?.value(row) === true) sum = 0;
    sum += (of.value(row) as number | null) ?? 0;
    return sum;
  };
  return made({ type: of.type, value }, call);
}

/** Functions of a row and the ones beside it. */
export const windows: Functions = {
  prev: { kind: "special", count: [1, 3], bind: (call) => bindNeighbour(call, -1) },
  next: { kind: "special", count: [1, 3], bind: (call) => bindNeighbour(call, 1) },
  row_number: { kind: "special", count: [0, 2], bind: bindRowNumber },
  row_cumsum: { kind: "special", count: [1, 2], bind: bindCumulative },
};

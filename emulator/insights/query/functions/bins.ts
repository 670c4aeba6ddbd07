import { type Bound, derived } from "../bind/bound.ts";
import { runtimeError, semanticError } from "../error.ts";
import { isNumeric, type Type, type Value } from "../types.ts";
import { baseTicks } from "../values/time.ts";
import { bindAll, type Call, type Functions } from "./function.ts";

/** The multiple of a size below a value. Bins of datetimes are counted from year 1, as Kusto counts them. */
function bin(value: number, size: number, type: Type): Value {
  if (size <= 0) return null;
  const start = type === "datetime" ? Number(baseTicks % BigInt(size)) : 0;
  const found = Math.floor((value + start) / size) * size - start;
  return found + 0;
}

function checkSize(value: Bound, size: Bound, call: Call): Type {
  if (value.type === "datetime" || value.type === "timespan") {
    if (size.type === "timespan") return value.type;
  } else if (isNumeric(value.type) && isNumeric(size.type)) {
    return value.type === "real" || size.type === "real"
      ? "real"
      : value.type === "int" && size.type === "int"
        ? "int"
        : "long";
  }
  throw semanticError("bad-types", `'${call.name}' does not divide ${value.type} by ${size.type}`, call.at);
}

function bindBin(call: Call): Bound {
  const [value, size] = bindAll(call) as [Bound, Bound];
  const type = checkSize(value, size, call);
  return derived(
    type,
    [value, size],
    (row) => {
      const [v, s] = [value.value(row), size.value(row)];
      return v === null || s === null
        ? null
        : bin(v as number, wholeTicks(s as number, value.type, call.at), value.type);
    },
    call.at,
    value.name,
  );
}

function wholeTicks(size: number, type: Type, at: number): number {
  if (type === "datetime" && !Number.isSafeInteger(size))
    throw runtimeError("beyond-exact", "The bin is too large", at);
  return size;
}

/** `bin_at(value, size, fixed point)` */
function bindBinAt(call: Call): Bound {
  const [value, size, fixed] = bindAll(call) as [Bound, Bound, Bound];
  const type = checkSize(value, size, call);
  if (fixed.type !== value.type && !(isNumeric(fixed.type) && isNumeric(value.type))) {
    throw semanticError("bad-types", `The fixed point of 'bin_at' is ${fixed.type}, not ${value.type}`, fixed.at);
  }
  return derived(
    type,
    [value, size, fixed],
    (row) => {
      const [v, s, f] = [value.value(row), size.value(row), fixed.value(row)] as (number | null)[];
      if (v == null || s == null || f == null || s <= 0) return null;
      return f + Math.floor((v - f) / s) * s;
    },
    call.at,
    value.name,
  );
}

/** Roundings to a multiple. */
export const bins: Functions = {
  bin: { kind: "special", count: [2, 2], bind: bindBin },
  floor: { kind: "special", count: [2, 2], bind: bindBin },
  bin_at: { kind: "special", count: [3, 3], bind: bindBinAt },
};

import type { Type, Value } from "../types.ts";
import { whole } from "../values/convert.ts";
import type { Functions, ScalarFunction } from "./function.ts";

const real = (of: (x: number, y: number) => number, count = 1): ScalarFunction => ({
  kind: "plain",
  parameters: count === 1 ? ["number"] : ["number", "number"],
  result: "real",
  names: "first",
  of: ([x, y]) => of(x as number, y as number),
});

const question = (of: (x: number) => boolean): ScalarFunction => ({
  kind: "plain",
  parameters: ["number"],
  result: "bool",
  of: ([x]) => of(x as number),
});

const bits = (of: (x: bigint, y: bigint) => bigint): ScalarFunction => ({
  kind: "plain",
  parameters: ["whole", "whole"],
  result: "long",
  names: "first",
  of: ([x, y]) => whole(Number(BigInt.asIntN(64, of(BigInt(x as number), BigInt(y as number)))), "long"),
});

/** Half away from zero, at that many decimals. */
function round(value: number, digits: number): number {
  if (!Number.isFinite(value)) return value;
  const scale = 10 ** digits;
  const scaled = Math.abs(value) * scale;
  return (Math.sign(value) * Math.round(scaled + scaled * Number.EPSILON)) / scale;
}

const same = ([type]: readonly Type[]): Type => type as Type;

const extreme = (isMost: boolean): ScalarFunction => ({
  kind: "plain",
  parameters: ["scalar", "scalar"],
  required: 2,
  repeats: true,
  takesNull: true,
  result: (types) => (types.includes("real") ? "real" : types.includes("long") ? "long" : (types[0] as Type)),
  of: (args) => {
    const there = args.filter((arg) => arg !== null) as number[];
    if (there.length === 0) return null;
    return there.reduce((a, b) => (isMost === b > a ? b : a));
  },
});

/** Functions of numbers. */
export const maths: Functions = {
  abs: { kind: "plain", parameters: ["any"], result: same, names: "first", of: ([x]) => Math.abs(x as number) },
  sign: { kind: "plain", parameters: ["number"], result: "real", of: ([x]) => Math.sign(x as number) },
  ceiling: {
    kind: "plain",
    parameters: ["number"],
    result: same,
    names: "first",
    of: ([x]) => Math.ceil(x as number) + 0,
  },
  round: {
    kind: "plain",
    parameters: ["number", "whole"],
    required: 1,
    result: same,
    names: "first",
    of: ([x, digits = 0]) => round(x as number, digits as number) as Value,
  },
  sqrt: real(Math.sqrt),
  pow: real((x, y) => x ** y, 2),
  exp: real(Math.exp),
  exp2: real((x) => 2 ** x),
  exp10: real((x) => 10 ** x),
  log: real(Math.log),
  log2: real(Math.log2),
  log10: real(Math.log10),
  sin: real(Math.sin),
  cos: real(Math.cos),
  tan: real(Math.tan),
  asin: real(Math.asin),
  acos: real(Math.acos),
  atan: real(Math.atan),
  atan2: real(Math.atan2, 2),
  pi: { kind: "plain", parameters: [], result: "real", of: () => Math.PI },
  isnan: question(Number.isNaN),
  isinf: question((x) => x === Infinity || x === -Infinity),
  isfinite: question(Number.isFinite),
  binary_and: bits((x, y) => x & y),
  binary_or: bits((x, y) => x | y),
  binary_xor: bits((x, y) => x ^ y),
  min_of: extreme(false),
  max_of: extreme(true),
};

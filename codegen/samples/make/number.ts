import { type JsonObject, listAt, own } from "../../json/json.ts";
import { splitPointer } from "../../json/pointer.ts";
import { decide, type Making } from "./making.ts";
import { usualNumber } from "./words.ts";

interface Bounds {
  readonly low: number;
  readonly high: number;
  /** Values are multiples of this; 0 when any value will do. */
  readonly step: number;
}

/** Makes a number that fits all the schemas. */
export function makeNumber(making: Making, conjuncts: readonly JsonObject[], isWhole: boolean, path: string): unknown {
  const bounds = boundsOf(conjuncts, isWhole);
  if (bounds === undefined) return undefined;
  const { low, high, step } = bounds;
  const options = ["usual"];
  if (low > Number.NEGATIVE_INFINITY) options.push("smallest number");
  if (high < Number.POSITIVE_INFINITY) options.push("largest number");
  if (making.isWild) options.push("zero", "negative number");
  const option = options[decide(making, "number", path, 0, options)];
  if (option === "smallest number") return onStep(low, step, Math.ceil);
  if (option === "largest number") return onStep(high, step, Math.floor);
  const random = making.randomAt(path);
  const shown = conjuncts
    .flatMap((schema) => listAt(schema, "examples"))
    .filter(
      (value) =>
        typeof value === "number" && value >= low && value <= high && onStep(value, step, Math.round) === value,
    );
  if (option === "usual" && shown.length > 0) return random.pick(shown);
  const wanted = option === "zero" ? 0 : usualNumber(nameOf(path), random) * (option === "negative number" ? -1 : 1);
  const near = wanted >= low && wanted <= high ? wanted : between(low, high, random.next());
  const rounded = step > 0 ? onStep(near, step, Math.round) : isWhole ? Math.round(near) : roundedIn(near, low, high);
  if (rounded < low) return onStep(low, step, Math.ceil);
  return rounded > high ? onStep(high, step, Math.floor) : rounded;
}

function boundsOf(conjuncts: readonly JsonObject[], isWhole: boolean): Bounds | undefined {
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  const numbers = (word: string) =>
    conjuncts.map((schema) => own(schema, word)).filter((value) => typeof value === "number");
  const formats = conjuncts.map((schema) => own(schema, "format"));
  const whole = isWhole || formats.includes("int32") || formats.includes("int64");
  const step = numbers("multipleOf").reduce<number>(commonMultiple, whole ? 1 : 0);
  const inside = step > 0 ? step : gapOf(numbers("exclusiveMinimum"), numbers("exclusiveMaximum"));
  for (const value of numbers("minimum")) low = Math.max(low, value);
  for (const value of numbers("maximum")) high = Math.min(high, value);
  for (const value of numbers("exclusiveMinimum")) low = Math.max(low, above(value, inside, step));
  for (const value of numbers("exclusiveMaximum")) high = Math.min(high, -above(-value, inside, step));
  if (formats.includes("int32")) [low, high] = [Math.max(low, -2147483648), Math.min(high, 2147483647)];
  if (formats.includes("int64")) {
    [low, high] = [Math.max(low, Number.MIN_SAFE_INTEGER), Math.min(high, Number.MAX_SAFE_INTEGER)];
  }
  if (step > 0 && low > Number.NEGATIVE_INFINITY) low = onStep(low, step, Math.ceil);
  if (step > 0 && high < Number.POSITIVE_INFINITY) high = onStep(high, step, Math.floor);
  return low <= high ? { low, high, step } : undefined;
}

/** The next allowed value above an excluded one. */
function above(value: number, inside: number, step: number): number {
  if (step === 0) return Number((value + inside).toPrecision(15));
  const next = onStep(value, step, Math.floor);
  return next > value ? next : onStep(next + step, step, Math.round);
}

/** How far from an excluded bound a fraction stays: a hundredth, or less where the range is narrow. */
function gapOf(lows: readonly number[], highs: readonly number[]): number {
  const width = Math.min(...highs, Number.POSITIVE_INFINITY) - Math.max(...lows, Number.NEGATIVE_INFINITY);
  return width > 0.1 ? 0.01 : width / 16;
}

function between(low: number, high: number, share: number): number {
  if (low === Number.NEGATIVE_INFINITY) return high - Math.floor(share * 100);
  if (high === Number.POSITIVE_INFINITY) return low + Math.floor(share * 100);
  // Close to the lower bound looks more like a value than the middle of a huge range does.
  return low + Math.min(high - low, 1000) * share;
}

function roundedIn(value: number, low: number, high: number): number {
  const rounded = Number(value.toFixed(2));
  return rounded >= low && rounded <= high ? rounded : value;
}

function onStep(value: number, step: number, round: (value: number) => number): number {
  if (step === 0) return value;
  // Beyond fifteen digits only whole numbers are exact.
  if (Number.isInteger(value) && Number.isInteger(step)) return round(value / step) * step || 0;
  const count = Number((value / step).toPrecision(15));
  const result = Number((round(count) * step).toFixed(Math.min(20, decimalsOf(step))));
  return Object.is(result, -0) ? 0 : result;
}

function decimalsOf(value: number): number {
  const [digits = "", exponent = "0"] = String(value).split("e");
  return Math.max(0, (digits.split(".")[1]?.length ?? 0) - Number(exponent));
}

function commonMultiple(a: number, b: number): number {
  if (a === 0) return b;
  const scale = 10 ** Math.max(decimalsOf(a), decimalsOf(b));
  const [x, y] = [Math.round(a * scale), Math.round(b * scale)];
  let [left, right] = [x, y];
  while (right > 0) [left, right] = [right, left % right];
  return ((x / left) * y) / scale;
}

/** The name of the field that a value stands in; of the list when it is an item. */
export function nameOf(path: string): string {
  const [parent, last] = splitPointer(path);
  return /^\d+$/.test(last) && parent !== "" ? nameOf(parent) : last;
}

import { none, some, type Theory } from "./answer.ts";
import { aligned, floorDivide, leastCommonMultiple, numberOf } from "./decimals.ts";
import type { Fact } from "./formula.ts";

/** Steps of the grid that are tried before the question counts as undecided. */
const mostSteps = 3000n;

interface Bound {
  readonly value: number;
  readonly open: boolean;
}

/** What facts say about a number. */
interface Range {
  readonly low: Bound | undefined;
  readonly high: Bound | undefined;
  readonly multiples: readonly number[];
  readonly notMultiples: readonly number[];
  readonly excluded: ReadonlySet<unknown>;
}

/** Numbers: bounds and multiples, computed as decimals. */
export const checkNumbers: Theory = (facts) => {
  const range = rangeOf(facts);
  const { low, high } = range;
  if (low !== undefined && high !== undefined) {
    if (low.value > high.value) return none;
    if (low.value === high.value && (low.open || high.open)) return none;
  }
  return range.multiples.length > 0 ? onGrid(range) : anywhere(range);
};

function rangeOf(facts: readonly Fact[]): Range {
  let low: Bound | undefined;
  let high: Bound | undefined;
  const [multiples, notMultiples]: [number[], number[]] = [[], []];
  const excluded = new Set<unknown>();
  for (const fact of facts) {
    if (fact.word === "atLeast") low = stricter(low, fact, (a, b) => a > b);
    else if (fact.word === "atMost") high = stricter(high, fact, (a, b) => a < b);
    else if (fact.word === "multiple") (fact.holds ? multiples : notMultiples).push(fact.of);
    else if (fact.word === "excluded") for (const value of fact.values) excluded.add(value);
  }
  return { low, high, multiples, notMultiples, excluded };
}

function stricter(known: Bound | undefined, next: Bound, isStricter: (a: number, b: number) => boolean): Bound {
  if (known === undefined || isStricter(next.value, known.value)) return next;
  return next.value === known.value && next.open ? next : known;
}

/** Only multiples count: they can be counted off. */
function onGrid({ low, high, multiples, notMultiples, excluded }: Range) {
  const values = [...multiples, ...notMultiples, low?.value ?? 0, high?.value ?? 0];
  const { digits, scale } = aligned(values);
  const step = digits.slice(0, multiples.length).reduce(leastCommonMultiple);
  const holes = digits
    .slice(multiples.length, multiples.length + notMultiples.length)
    .map((value) => leastCommonMultiple(value, step) / step);
  if (holes.includes(1n)) return none;
  const [lowDigits, highDigits] = digits.slice(-2) as [bigint, bigint];
  const first = low === undefined ? undefined : firstStep(lowDigits, step, low.open);
  const last = high === undefined ? undefined : -firstStep(-highDigits, step, high.open);
  if (first !== undefined && last !== undefined && first > last) return none;
  const period = holes.reduce(leastCommonMultiple, 1n);
  let tried = 0n;
  for (const index of steps(first, last)) {
    const value = numberOf(index * step, scale);
    // -0 equals 0.
    if (holes.every((hole) => index % hole !== 0n) && !excluded.has(value === 0 ? 0 : value)) return some(() => value);
    if (++tried > mostSteps) return some(() => undefined, "multiple");
    // Holes repeat; in this many rounds not every other place can be excluded.
    if (tried > period * BigInt(excluded.size + 1)) break;
  }
  return none;
}

/** The first multiple of a step that is not below a bound. */
function firstStep(bound: bigint, step: bigint, open: boolean): bigint {
  const below = floorDivide(bound, step);
  const isOn = below * step === bound;
  return isOn && !open ? below : below + 1n;
}

/** Steps within limits, those near to a limit first; without limits from zero in both directions. */
function* steps(first: bigint | undefined, last: bigint | undefined): Generator<bigint> {
  if (first !== undefined) {
    for (let index = first; last === undefined || index <= last; index++) yield index;
    return;
  }
  if (last !== undefined) {
    for (let index = last; ; index--) yield index;
  }
  for (let index = 0n; ; index++) {
    yield index;
    if (index !== 0n) yield -index;
  }
}

/** All numbers of the range: there are always more than can be excluded, unless it is a single one. */
function anywhere({ low, high, notMultiples, excluded }: Range) {
  const isIn = (value: number) =>
    (low === undefined || (low.open ? value > low.value : value >= low.value)) &&
    (high === undefined || (high.open ? value < high.value : value <= high.value)) &&
    !excluded.has(value === 0 ? 0 : value) &&
    notMultiples.every((of) => !isMultiple(value, of));
  const found = candidates(low?.value, high?.value).find(isIn);
  if (found !== undefined) return some(() => found);
  if (low !== undefined && low.value === high?.value) return none;
  return some(() => undefined, "multiple");
}

function isMultiple(value: number, of: number): boolean {
  const { digits } = aligned([value, of]);
  return digits[0]! % digits[1]! === 0n;
}

function candidates(low: number | undefined, high: number | undefined): readonly number[] {
  const start = low ?? (high === undefined ? 0 : high);
  const near = [
    0, 1, -1, 2, -2, 3, 0.5, -0.5, 0.1, -0.1, 0.25, 1.5, 0.01, -0.01, 0.001, -0.001, 1e-6, -1e-6, 0.7310585,
  ];
  const middle = low !== undefined && high !== undefined ? [(low + high) / 2, low + (high - low) * 0.371] : [];
  const more = Array.from({ length: 20 }, (_, index) => index + 4).flatMap((step) => [step, -step, step / 10]);
  return [
    ...near.map((step) => start + step),
    ...(high === undefined ? [] : near.map((step) => high + step)),
    ...middle,
    ...more.map((step) => start + step),
  ];
}

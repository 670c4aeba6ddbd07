import { type Answer, type Doubt, none, type Solver, some, type Theory } from "./answer.ts";
import type { Fact } from "./formula.ts";
import { canonical } from "./meaning.ts";
import type { Literal } from "./nodes.ts";

/** More items than this are not placed one by one. */
const mostPlaces = 64;

const longestSample = 20_000;

/** What facts say about a list. From index `rest` on, all items are alike. */
interface List {
  readonly min: number;
  readonly max: number;
  readonly rest: number;
  readonly literalsAt: (index: number) => readonly Literal[];
  /** Items that must be there: from an index on, one that fulfils a literal. Those of one group are different items. */
  readonly wanted: readonly { readonly index: number; readonly literal: Literal; readonly group: number }[];
  readonly atMost: readonly { readonly literal: Literal; readonly max: number }[];
  readonly isUnique: boolean;
  readonly hasTwins: boolean;
}

/** Lists: tuples, items, what they must contain, lengths and uniqueness. */
export const checkArrays: Theory = (facts, solver) => {
  const list = listOf(facts);
  if (list === undefined) return some(() => undefined, "complexity");
  const max = longest(list, solver);
  if (list.min > max || wantsTooMany(list, solver)) return none;
  if (list.hasTwins) return withTwins({ ...list, max, min: Math.max(2, list.min) }, solver);
  return place({ ...list, max }, solver, new Map(), 0);
};

function listOf(facts: readonly Fact[]): List | undefined {
  let [min, max, rest] = [0, Number.POSITIVE_INFINITY, 0];
  const at = new Map<number, Literal[]>();
  const each: { readonly index: number; readonly literal: Literal }[] = [];
  const wanted: { readonly index: number; readonly literal: Literal; readonly group: number }[] = [];
  const atMost: { readonly literal: Literal; readonly max: number }[] = [];
  let [isUnique, hasTwins] = [false, false];
  for (const [group, fact] of facts.entries()) {
    if (fact.word === "size") [min, max] = [Math.max(min, fact.min), Math.min(max, fact.max)];
    else if (fact.word === "at") at.set(fact.index, [...(at.get(fact.index) ?? []), fact.literal]);
    else if (fact.word === "each") each.push(fact);
    else if (fact.word === "some") wanted.push({ index: fact.index, literal: fact.literal, group });
    else if (fact.word === "count") {
      if (fact.min > mostPlaces) return undefined;
      for (let copy = 0; copy < fact.min; copy++) wanted.push({ index: 0, literal: fact.literal, group });
      if (fact.max !== Number.POSITIVE_INFINITY) atMost.push(fact);
    } else if (fact.word === "unique") [isUnique, hasTwins] = [isUnique || fact.holds, hasTwins || !fact.holds];
    if (fact.word === "at") rest = Math.max(rest, fact.index + 1);
    if (fact.word === "each" || fact.word === "some") rest = Math.max(rest, fact.index);
  }
  if (rest > mostPlaces) return undefined;
  const literalsAt = (index: number) => [
    ...(at.get(index) ?? []),
    ...each.filter((rule) => rule.index <= index).map(({ literal }) => literal),
  ];
  return { min, max, rest, literalsAt, wanted, atMost, isUnique, hasTwins };
}

/** How long the list can be: no longer than to the first item that no value fits, nor than there are different values. */
function longest(list: List, solver: Solver): number {
  let { max } = list;
  const forced = new Map<Literal, number>();
  for (let index = 0; index <= list.rest && index < max; index++) {
    const literals = list.literalsAt(index);
    if (solver.answer(literals).is === "none") return index;
    for (const { literal, max: most } of list.atMost) {
      if (solver.answer([...literals, literal ^ 1]).is === "some") continue;
      const count = (forced.get(literal) ?? 0) + 1;
      forced.set(literal, count);
      if (count > most) max = Math.min(max, index);
      if (index === list.rest) max = Math.min(max, index + most - count + 1);
    }
  }
  if (!list.isUnique || list.rest > 0) return max;
  const values = solver.listed(list.literalsAt(0));
  return values === undefined ? max : Math.min(max, new Set(values.map(canonical)).size);
}

/** Whether more different items of a kind are wanted than may be there. */
function wantsTooMany({ wanted, atMost }: List, solver: Solver): boolean {
  return atMost.some(({ literal, max }) => {
    const counted = wanted.filter((want) => solver.answer([want.literal, literal ^ 1]).is === "none");
    const groups = Map.groupBy(counted, ({ group }) => group);
    return [...groups.values()].some((group) => group.length > max);
  });
}

/** Places what is wanted, one after the other, and tries the next place where it does not fit. */
function place(list: List, solver: Solver, placed: ReadonlyMap<number, Place>, next: number, last = -1): Answer {
  const want = list.wanted[next];
  if (want === undefined) return complete(list, solver, placed);
  if (!solver.step()) return some(() => undefined, "complexity");
  // Beyond the rest all places are alike: those in use, and the next free one.
  const used = [...placed.keys()].filter((index) => index >= list.rest);
  const free = Math.max(list.rest - 1, ...used) + 1;
  // Copies of one want are alike: trying them in one order tries them in every order.
  const twin = list.wanted[next - 1];
  const isCopy = twin?.group === want.group && twin.literal === want.literal && twin.index === want.index;
  const first = isCopy ? last + 1 : want.index;
  let doubtful: Answer | undefined;
  for (let index = first; index <= Math.max(free, want.index) && index < list.max; index++) {
    const before = placed.get(index);
    if (before?.groups.includes(want.group)) continue;
    const literals = [...(before?.literals ?? list.literalsAt(index)), want.literal];
    if (solver.answer(literals).is === "none") continue;
    const groups = [...(before?.groups ?? []), want.group];
    const answer = place(list, solver, new Map([...placed, [index, { literals, groups }]]), next + 1, index);
    if (answer.is === "some" && answer.doubt === undefined) return answer;
    if (answer.is === "some") doubtful = answer;
  }
  return doubtful ?? none;
}

interface Place {
  readonly literals: readonly Literal[];
  readonly groups: readonly number[];
}

function complete(list: List, solver: Solver, placed: ReadonlyMap<number, Place>): Answer {
  const length = Math.max(list.min, ...[...placed.keys()].map((index) => index + 1));
  if (length > list.max) return none;
  const places = Array.from({ length: Math.min(length, mostPlaces) }, (_, index) => {
    return [...(placed.get(index)?.literals ?? list.literalsAt(index))];
  });
  let doubt: Doubt | undefined = fill(list, solver, places);
  const answers = places.map((literals) => solver.answer(literals));
  for (const answer of answers) {
    if (answer.is === "none") return none;
    doubt ??= answer.doubt;
  }
  if (list.isUnique && length > 1) {
    const items = different(places, solver);
    if (items === undefined) return some(() => undefined, "counting");
    return some(() => items, doubt);
  }
  if (length > longestSample) return some(() => undefined, doubt ?? "complexity");
  return some(() => {
    const items = answers.map((answer) => (answer.is === "some" ? answer.sample() : undefined));
    if (items.includes(undefined)) return undefined;
    return length > items.length ? [...items, ...Array(length - items.length).fill(items.at(-1))] : items;
  }, doubt);
}

/** Keeps the other items from counting where only so many may count. */
function fill(list: List, solver: Solver, places: Literal[][]): Doubt | undefined {
  let doubt: Doubt | undefined;
  for (const { literal, max } of list.atMost) {
    let count = 0;
    for (const literals of places) {
      if (solver.answer([...literals, literal ^ 1]).is === "some") literals.push(literal ^ 1);
      else count++;
    }
    if (count > max) doubt = "counting";
  }
  return doubt;
}

/** Samples of which no two are equal. */
function different(places: readonly (readonly Literal[])[], solver: Solver): readonly unknown[] | undefined {
  const items: unknown[] = [];
  for (const literals of places) {
    const answer = solver.answer([...literals, solver.noneOf(items)]);
    const item = answer.is === "some" ? answer.sample() : undefined;
    if (item === undefined) return undefined;
    items.push(item);
  }
  return items;
}

/** Two items must be equal: tries each pair of places. */
function withTwins(list: List, solver: Solver): Answer {
  if (list.min > list.max) return none;
  if (list.isUnique) return none;
  if (list.wanted.length > 0 || list.atMost.length > 0) {
    const answer = place(list, solver, new Map(), 0);
    return answer.is === "none" ? none : some(() => undefined, "counting");
  }
  const last = Math.min(list.rest + 1, list.max - 1);
  let doubt: Doubt | undefined;
  for (let second = 1; second <= last; second++) {
    for (let first = 0; first < second; first++) {
      const answer = solver.answer([...list.literalsAt(first), ...list.literalsAt(second)]);
      if (answer.is === "none") continue;
      doubt ??= answer.doubt;
      if (answer.doubt !== undefined) continue;
      const length = Math.max(list.min, second + 1);
      const others = Array.from({ length }, (_, index) => solver.answer(list.literalsAt(index)));
      return some(() => {
        const twin = answer.sample();
        const items = others.map((other, index) =>
          index === first || index === second ? twin : other.is === "some" ? other.sample() : undefined,
        );
        return items.includes(undefined) ? undefined : items;
      });
    }
  }
  return doubt === undefined ? none : some(() => undefined, doubt);
}

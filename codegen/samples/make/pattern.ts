import { type AST, RegExpParser } from "@eslint-community/regexpp";
import type { Random } from "../random.ts";
import { charactersOf } from "./characters.ts";

/** States of a machine beyond which a pattern is given up. */
const mostStates = 4000;
/** Words of patterns without an upper limit of length are at most this much longer than the shortest. */
const slack = 12;
const longest = 1000;

interface Edge {
  readonly to: number;
  readonly characters: readonly string[];
}
interface Step {
  readonly to: number;
  readonly only?: "start" | "end";
}

/** A nondeterministic automaton for all texts in which a pattern is found. */
interface Machine {
  readonly edges: Edge[][];
  readonly steps: Step[][];
  readonly start: number;
  readonly end: number;
}

const machines = new Map<string, Machine | undefined>();
const expressions = new Map<string, RegExp | undefined>();

/** The pattern as validators use it; undefined when it is none. */
export function regularExpression(pattern: string): RegExp | undefined {
  if (expressions.has(pattern)) return expressions.get(pattern);
  let expression: RegExp | undefined;
  try {
    expression = new RegExp(pattern, "u");
  } catch {
    expression = undefined;
  }
  if (expressions.size > 10_000) expressions.clear();
  expressions.set(pattern, expression);
  return expression;
}

/** Lengths in characters, both ends included. */
export interface Lengths {
  readonly least: number;
  readonly most: number;
}

/**
 * A word in which the pattern is found; undefined when none was found. Assertions other than `^` and `$` are left to the
 * caller's own test.
 */
export function wordFor(
  pattern: string,
  random: Random,
  length: "usual" | "shortest" | "longest",
  { least, most }: Lengths,
): string | undefined {
  const machine = machineOf(pattern);
  if (machine === undefined) return undefined;
  const upper = Math.min(most, longest);
  const walk = new Walk(machine);
  const possible: number[] = [];
  for (let count = 0; count <= upper; count++) {
    if (walk.canEnd(count) && count >= least) possible.push(count);
    const first = possible[0];
    if (length === "shortest" && first !== undefined) break;
    if (first !== undefined && (length === "usual" || most > longest) && count >= first + slack) break;
    if (first === undefined && count > least + 200 && most > longest) break;
  }
  if (possible.length === 0) return undefined;
  const count = length === "shortest" ? possible[0] : length === "longest" ? possible.at(-1) : random.pick(possible);
  return walk.word(count ?? 0, random);
}

/** Walks a machine so that it ends after a given number of characters. */
class Walk {
  readonly #machine: Machine;
  /** For a number of characters to come: the places from which that can end well. Places are `state * 2 + ended`. */
  readonly #finish: Uint8Array[] = [];

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  canEnd(count: number): boolean {
    return this.#ways(this.#machine.start * 2, count, true).length > 0;
  }

  word(count: number, random: Random): string {
    let place = this.#machine.start * 2;
    let text = "";
    for (let left = count; left > 0; left--) {
      const ways = this.#ways(place, left, left === count);
      const way = random.pick(ways);
      if (way === undefined) return text;
      text += nice(way.characters, random);
      place = way.to * 2;
    }
    return text;
  }

  /** The edges that can be taken from a place with so many characters to come; one without characters when none are. */
  #ways(place: number, count: number, isStart: boolean): readonly Edge[] {
    const reached = this.#closure(place, isStart);
    if (count === 0) {
      const isEnd = reached.some((at) => at >> 1 === this.#machine.end);
      return isEnd ? [{ to: this.#machine.end, characters: [] }] : [];
    }
    const finish = this.#finishAfter(count - 1);
    return reached.flatMap((at) =>
      at % 2 === 1 ? [] : (this.#machine.edges[at >> 1] ?? []).filter(({ to }) => finish[to * 2] === 1),
    );
  }

  #finishAfter(count: number): Uint8Array {
    for (let known = this.#finish.length; known <= count; known++) {
      const places = new Uint8Array(this.#machine.edges.length * 2);
      for (let state = 0; state < this.#machine.edges.length; state++) {
        if (this.#ways(state * 2, known, false).length > 0) places[state * 2] = 1;
      }
      this.#finish[known] = places;
    }
    return this.#finish[count] as Uint8Array;
  }

  #closure(place: number, isStart: boolean): readonly number[] {
    const reached = [place];
    for (const at of reached) {
      for (const { to, only } of this.#machine.steps[at >> 1] ?? []) {
        if (only === "start" && !isStart) continue;
        const next = to * 2 + (only === "end" ? 1 : at % 2);
        if (!reached.includes(next)) reached.push(next);
      }
    }
    return reached;
  }
}

/** Mostly letters and digits, where there are any. */
function nice(characters: readonly string[], random: Random): string {
  const plain = characters.filter((character) => /^[a-zA-Z0-9]$/.test(character));
  return random.pick(plain.length > 0 && random.chance(0.9) ? plain : characters);
}

function machineOf(pattern: string): Machine | undefined {
  if (machines.has(pattern)) return machines.get(pattern);
  let machine: Machine | undefined;
  try {
    machine = build(new RegExpParser().parsePattern(pattern, 0, pattern.length, { unicode: true }));
  } catch {
    machine = undefined;
  }
  if (machines.size > 2000) machines.clear();
  machines.set(pattern, machine);
  return machine;
}

/** @throws RangeError when the pattern is too large, or holds what no automaton knows */
function build(pattern: AST.Pattern): Machine {
  const machine: Machine = { edges: [], steps: [], start: 0, end: 1 };
  const state = (): number => {
    if (machine.edges.length >= mostStates) throw new RangeError("The pattern is too large.");
    machine.steps.push([]);
    return machine.edges.push([]) - 1;
  };
  const step = (from: number, to: number, only?: "start" | "end") =>
    void machine.steps[from]?.push(only === undefined ? { to } : { to, only });
  const edge = (from: number, to: number, raw: string) =>
    void machine.edges[from]?.push({ to, characters: charactersOf(raw) });

  const alternatives = (list: readonly AST.Alternative[], from: number, to: number) => {
    for (const { elements } of list) {
      let at = from;
      for (const element of elements) {
        const next = state();
        single(element, at, next);
        at = next;
      }
      step(at, to);
    }
  };
  const single = (element: AST.Element, from: number, to: number): void => {
    switch (element.type) {
      case "Character":
      case "CharacterSet":
      case "CharacterClass":
      case "ExpressionCharacterClass":
        edge(from, to, element.raw);
        break;
      case "Group":
      case "CapturingGroup":
        alternatives(element.alternatives, from, to);
        break;
      case "Assertion":
        step(from, to, element.kind === "start" || element.kind === "end" ? element.kind : undefined);
        break;
      case "Quantifier":
        repeat(element, from, to);
        break;
      default:
        throw new RangeError("Backreferences are not understood.");
    }
  };
  const repeat = ({ element, min, max }: AST.Quantifier, from: number, to: number): void => {
    let at = from;
    for (let count = 0; count < min; count++) {
      const next = state();
      single(element, at, next);
      at = next;
    }
    if (max === Number.POSITIVE_INFINITY) {
      const loop = state();
      step(at, loop);
      single(element, loop, loop);
      step(loop, to);
      return;
    }
    for (let count = min; count < max; count++) {
      const next = state();
      step(at, to);
      single(element, at, next);
      at = next;
    }
    step(at, to);
  };

  // Patterns are searched for, so anything may stand before and behind.
  state();
  state();
  const [first, last] = [state(), state()];
  edge(0, 0, "[^]");
  step(0, first);
  alternatives(pattern.alternatives, first, last);
  step(last, 1);
  edge(1, 1, "[^]");
  return machine;
}

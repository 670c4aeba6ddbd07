import { type Answer, type Doubt, none, type Solver, some } from "./answer.ts";
import { checkArrays } from "./arrays.ts";
import { isValid, NotUnderstood } from "./evaluate.ts";
import { type Fact, type Formula, type JsonType, jsonTypes, negate } from "./formula.ts";
import { canonical } from "./meaning.ts";
import type { Literal, Nodes, Scope } from "./nodes.ts";
import { checkNumbers } from "./numbers.ts";
import { checkObjects } from "./objects.ts";
import { checkStrings } from "./strings.ts";
import { unequal } from "./unequal.ts";
import { unfold } from "./unfold.ts";

/** Steps that one question may take. */
const mostSteps = 20_000;

/** What is known about a value while its schemas are taken apart: facts, and choices that are still open. */
interface State {
  readonly facts: readonly Fact[];
  readonly choices: readonly (readonly Formula[])[];
  readonly seen: ReadonlySet<Literal>;
}

const nothing: State = { facts: [], choices: [], seen: new Set() };

/**
 * Decides whether there is a value for which some schemas hold and others do not. Schemas are taken apart one JSON type at a
 * time; choices (anyOf, what was negated) are searched, and those that cannot hold are cut off early. For schemas that
 * contain themselves a question that is asked within itself counts as "no": a document is finite, so a smallest one does not
 * need it.
 */
export class Satisfiability implements Solver {
  readonly text: Literal;
  readonly #nodes: Nodes;
  readonly #scope: Scope;
  readonly #known = new Map<string, Answer>();
  readonly #open = new Map<string, number>();
  readonly #formulas = new Map<string, Formula>();
  /** The outermost open question that an answer leant on. */
  #leant = Number.POSITIVE_INFINITY;
  #steps = 0;

  constructor(nodes: Nodes, scope: Scope) {
    this.#nodes = nodes;
    this.#scope = scope;
    this.text = nodes.literal({ type: "string" }, scope);
  }

  /** Asks a question of its own, with a new allowance of steps. */
  ask(literals: readonly Literal[]): Answer {
    this.#steps = 0;
    return this.answer(literals);
  }

  answer(literals: readonly Literal[]): Answer {
    const set = this.#simplified(literals);
    if (set === undefined) return none;
    const key = set.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const around = this.#open.get(key);
    if (around !== undefined) {
      this.#leant = Math.min(this.#leant, around);
      return none;
    }
    const depth = this.#open.size;
    this.#open.set(key, depth);
    const before = this.#leant;
    this.#leant = Number.POSITIVE_INFINITY;
    const answer = this.#decide(set);
    this.#open.delete(key);
    // An answer that leans on a question that is still open is no answer outside of it.
    const isFinal = !(answer.is === "some" && answer.doubt === "complexity");
    if (isSure(answer) || (this.#leant >= depth && isFinal)) this.#known.set(key, answer);
    this.#leant = Math.min(before, this.#leant < depth ? this.#leant : Number.POSITIVE_INFINITY);
    return answer;
  }

  step(): boolean {
    this.#steps++;
    return this.#steps <= mostSteps;
  }

  holds(literal: Literal, value: unknown): boolean | undefined {
    const { schema, scope } = this.#nodes.node(literal);
    try {
      return isValid(schema, value, scope) === ((literal & 1) === 0);
    } catch (error) {
      if (error instanceof NotUnderstood || error instanceof RangeError) return undefined;
      throw error;
    }
  }

  noneOf(values: readonly unknown[]): Literal {
    if (values.length === 0) return this.#nodes.literal(true, this.#scope);
    return this.#nodes.literal({ enum: values }, this.#scope) ^ 1;
  }

  listed(literals: readonly Literal[]): readonly unknown[] | undefined {
    const set = this.#simplified(literals);
    if (set === undefined) return [];
    let found: readonly unknown[] | undefined;
    for (const type of jsonTypes) {
      const state = this.#extended(nothing, { all: set.map((literal) => ({ literal })) }, type);
      if (state === undefined) continue;
      const values = type === "null" ? [null] : type === "boolean" ? [false, true] : amongOf(state.facts);
      if (values === undefined) return undefined;
      found = [...(found ?? []), ...values];
    }
    return (found ?? []).filter((value) => set.every((literal) => this.holds(literal, value) !== false));
  }

  /** Without what is always true; undefined when it cannot hold. References and lists of parts are replaced by what they say. */
  #simplified(literals: readonly Literal[]): readonly Literal[] | undefined {
    const set = new Set<Literal>();
    const queue = [...literals];
    const seen = new Set<Literal>();
    for (let literal = queue.pop(); literal !== undefined; literal = queue.pop()) {
      if (seen.has(literal)) continue;
      seen.add(literal);
      const node = this.#nodes.node(literal);
      const sign = literal & 1;
      const { schema } = node;
      if (typeof schema === "boolean") {
        if (schema === (sign === 1)) return undefined;
        continue;
      }
      const [word, second] = Object.keys(schema);
      if (word === "$ref" && second === undefined) {
        queue.push((this.#nodes.target(node, String(schema["$ref"])).id * 2) ^ sign);
      } else if (word === "not" && second === undefined) {
        queue.push(this.#nodes.literal(schema["not"], node.scope) ^ 1 ^ sign);
      } else if (word === "allOf" && second === undefined && sign === 0) {
        for (const part of schema["allOf"] as readonly unknown[]) queue.push(this.#nodes.literal(part, node.scope));
      } else {
        if (set.has(literal ^ 1)) return undefined;
        set.add(literal);
      }
    }
    return [...set].sort((a, b) => a - b);
  }

  #decide(set: readonly Literal[]): Answer {
    let doubtful: Answer | undefined;
    for (const type of jsonTypes) {
      const state = this.#extended(nothing, { all: set.map((literal) => ({ literal })) }, type);
      if (state === undefined) continue;
      const answer = this.#search(set, type, state);
      if (isSure(answer)) return answer;
      if (answer.is === "some") doubtful ??= answer;
    }
    return doubtful ?? none;
  }

  /** Adds a formula to a state; undefined when it contradicts it openly. */
  #extended(state: State, formula: Formula, type: JsonType): State | undefined {
    const facts = [...state.facts];
    const choices = [...state.choices];
    const seen = new Set(state.seen);
    const queue: Formula[] = [formula];
    for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
      if (next === true) continue;
      if (next === false) return undefined;
      if ("fact" in next && next.fact.word === "excluded" && (type === "array" || type === "object")) {
        for (const value of next.fact.values) queue.push(unequal(value, (values) => this.noneOf(values)));
      } else if ("fact" in next) facts.push(next.fact);
      else if ("all" in next) queue.push(...next.all);
      else if ("any" in next) {
        const parts = next.any.flatMap((part) => (typeof part === "object" && "any" in part ? part.any : [part]));
        const open = parts.filter((part) => part !== false);
        if (open.includes(true)) continue;
        if (open.length === 0) return undefined;
        if (open.length === 1) queue.push(open[0]!);
        else choices.push(open);
      } else {
        const parts = this.#simplified([next.literal]);
        if (parts === undefined) return undefined;
        for (const literal of parts) {
          if (seen.has(literal)) continue;
          if (seen.has(literal ^ 1)) return undefined;
          seen.add(literal);
          queue.push(this.#formula(literal, type));
        }
      }
    }
    return { facts, choices, seen };
  }

  #formula(literal: Literal, type: JsonType): Formula {
    const key = `${literal} ${type}`;
    const known = this.#formulas.get(key);
    if (known !== undefined) return known;
    const formula = unfold(this.#nodes, this.#nodes.node(literal), type);
    const made = (literal & 1) === 0 ? formula : negate(formula);
    this.#formulas.set(key, made);
    return made;
  }

  #search(set: readonly Literal[], type: JsonType, start: State): Answer {
    let state = start;
    for (;;) {
      const answer = this.#check(set, type, state);
      if (answer.is === "none" || state.choices.length === 0) return answer;
      if (answer.doubt === undefined) {
        // Often the first value that fits the facts fits the rest too.
        const value = answer.sample();
        if (value !== undefined && set.every((literal) => this.holds(literal, value) === true))
          return some(() => value);
      }
      if (this.#steps > mostSteps) return some(() => undefined, "complexity");
      const choice = this.#narrowest(set, type, state);
      if (choice === undefined) return none;
      const [only] = choice.states;
      if (choice.states.length > 1) return this.#branch(set, type, choice.states);
      state = only!;
    }
  }

  #branch(set: readonly Literal[], type: JsonType, states: readonly State[]): Answer {
    let doubtful: Answer | undefined;
    for (const state of states) {
      const answer = this.#search(set, type, state);
      if (isSure(answer)) return answer;
      if (answer.is === "some") doubtful ??= answer;
    }
    return doubtful ?? none;
  }

  /**
   * The choice to try next, each part that can hold with the state it leads to; undefined when a choice has no such part.
   * Alternatives that the schemas themselves give come first: once one is taken, most other choices decide themselves.
   */
  #narrowest(set: readonly Literal[], type: JsonType, state: State): { readonly states: readonly State[] } | undefined {
    let best: { readonly states: readonly State[]; readonly rank: number } | undefined;
    for (const [index, choice] of state.choices.entries()) {
      const rest = { ...state, choices: state.choices.toSpliced(index, 1) };
      const states: State[] = [];
      for (const part of choice) {
        const next = this.#extended(rest, part, type);
        if (next !== undefined && this.#check(set, type, next).is === "some") states.push(next);
      }
      if (states.length === 0) return undefined;
      if (states.length === 1) return { states };
      const rank = states.length + (choice.every(isAlternative) ? 0 : mostSteps);
      if (best === undefined || rank < best.rank) best = { states, rank };
    }
    return best;
  }

  /** Whether the facts of a state can hold together, whatever its choices. */
  #check(set: readonly Literal[], type: JsonType, { facts }: State): Answer {
    this.#steps++;
    if (this.#steps > mostSteps * 2) return some(() => undefined, "complexity");
    const values = type === "null" ? [null] : type === "boolean" ? [false, true] : amongOf(facts);
    if (values !== undefined) return this.#among(set, values);
    const opaque: Doubt | undefined = facts.some(({ word }) => word === "opaque") ? "word" : undefined;
    const answer =
      type === "object" ? checkObjects(facts, this, this.#nodes) : theories[type as keyof typeof theories](facts, this);
    return answer.is === "some" && opaque !== undefined ? some(answer.sample, opaque) : answer;
  }

  /** Listed values are tried one by one. */
  #among(set: readonly Literal[], values: readonly unknown[]): Answer {
    let doubtful: Answer = none;
    for (const value of values) {
      const verdicts = set.map((literal) => this.holds(literal, value));
      if (verdicts.includes(false)) continue;
      if (!verdicts.includes(undefined)) return some(() => value);
      doubtful = some(() => value, "word");
    }
    return doubtful;
  }
}

const theories = { number: checkNumbers, string: checkStrings, array: checkArrays };

/** Whether a part of a choice is a schema that holds, not the opposite of one. */
function isAlternative(part: Formula): boolean {
  return typeof part === "object" && "literal" in part && (part.literal & 1) === 0;
}

function isSure(answer: Answer): boolean {
  return answer.is === "some" && answer.doubt === undefined;
}

/** The values that are listed by all lists among the facts; undefined when there is no list. */
function amongOf(facts: readonly Fact[]): readonly unknown[] | undefined {
  const lists = facts.flatMap((fact) => (fact.word === "among" ? [fact.values] : []));
  const [first, ...others] = lists;
  const texts = others.map((values) => new Set(values.map(canonical)));
  return first?.filter((value) => texts.every((known) => known.has(canonical(value))));
}

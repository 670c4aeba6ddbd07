import type { Fact } from "./formula.ts";
import type { Literal } from "./nodes.ts";

/** Why a question stays undecided. */
export type Doubt = "complexity" | "counting" | "format" | "multiple" | "pattern" | "word";

/**
 * Whether there is a value. `none` is certain. `some` is certain unless there is a doubt, and has a sample: undefined when none
 * could be made.
 */
export type Answer =
  | { readonly is: "none" }
  | { readonly is: "some"; readonly doubt: Doubt | undefined; readonly sample: () => unknown };

export const none: Answer = { is: "none" };

/** There is a value; its sample is made on first use. */
export function some(sample: () => unknown, doubt?: Doubt): Answer {
  let made: { readonly value: unknown } | undefined;
  return {
    is: "some",
    doubt,
    sample() {
      made ??= { value: sample() };
      return made.value;
    },
  };
}

/** What the theories of the single types need from the solver. */
export interface Solver {
  /** Whether there is a value for which all literals hold. */
  answer(literals: readonly Literal[]): Answer;
  /** Counts a step of a search; false when so many were taken that it must end. */
  step(): boolean;
  /** Whether a literal holds for a value; undefined when that cannot be told. */
  holds(literal: Literal, value: unknown): boolean | undefined;
  /** The literal that a value is a text. */
  readonly text: Literal;
  /** The literal that a value is none of these. */
  noneOf(values: readonly unknown[]): Literal;
  /** The values that some literal lists, if one does; a value for which all literals hold is among them. */
  listed(literals: readonly Literal[]): readonly unknown[] | undefined;
}

/** Decides for one JSON type whether facts can hold together. */
export type Theory = (facts: readonly Fact[], solver: Solver) => Answer;

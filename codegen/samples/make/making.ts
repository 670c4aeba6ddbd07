import type { Prepared } from "../prepare.ts";
import type { Random } from "../random.ts";

/** What has to be decided while a document is made. */
export type ChoiceKind = "branch" | "condition" | "extra" | "items" | "number" | "optional" | "text" | "type" | "value";

/** A decision: where, and between what. The first option is the plainest. */
export interface Choice {
  readonly kind: ChoiceKind;
  /** JSON pointer into the document. */
  readonly path: string;
  /** Tells decisions of one kind at one place apart. */
  readonly index: number;
  /** In words, such as `at least`; at least two. */
  readonly options: readonly string[];
}

/** One document in the making. */
export interface Making {
  readonly side: Prepared;
  /** Most levels of the document, as far as that can be chosen. */
  readonly deepest: number;
  /** Index of the option that is taken. */
  readonly decide: (choice: Choice) => number;
  /** Where the values of a place come from. */
  readonly randomAt: (path: string) => Random;
  /** How many more values may be tried: what is nested in what has to be tried again would take for ever. */
  readonly effort: { left: number };
  /** Whether values that hardly anyone would write are wanted too. */
  readonly isWild: boolean;
}

/** Values that are tried for one document. */
export const usualEffort = 3000;

/** Takes one of the options; without asking when there is only one. */
export function decide(
  making: Making,
  kind: ChoiceKind,
  path: string,
  index: number,
  options: readonly string[],
): number {
  return options.length < 2 ? 0 : making.decide({ kind, path, index, options });
}

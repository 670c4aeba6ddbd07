import type { Literal } from "./nodes.ts";

/** The types of JSON values; whole numbers are numbers. */
export const jsonTypes = ["null", "boolean", "number", "string", "array", "object"] as const;
export type JsonType = (typeof jsonTypes)[number];

/** The JSON type of a value. */
export function typeOf(value: unknown): JsonType {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as JsonType;
}

/** One statement about a value of a known JSON type, that no smaller statements are made of. */
export type Fact =
  | { readonly word: "among" | "excluded"; readonly values: readonly unknown[] }
  | { readonly word: "atLeast" | "atMost"; readonly value: number; readonly open: boolean }
  | { readonly word: "multiple"; readonly of: number; readonly holds: boolean }
  /** Characters of a text, items of a list, fields of an object. */
  | { readonly word: "size"; readonly min: number; readonly max: number }
  | { readonly word: "pattern" | "format"; readonly text: string; readonly holds: boolean }
  | { readonly word: "unique"; readonly holds: boolean }
  /** All items from an index on; the item at an index, when there is one. */
  | { readonly word: "each" | "at"; readonly index: number; readonly literal: Literal }
  /** Some item from an index on. */
  | { readonly word: "some"; readonly index: number; readonly literal: Literal }
  /** How many items fulfil the literal. */
  | { readonly word: "count"; readonly literal: Literal; readonly min: number; readonly max: number }
  | { readonly word: "present" | "absent"; readonly name: string }
  /** The field of a name, when there is one. */
  | { readonly word: "named"; readonly name: string; readonly literal: Literal }
  /** All fields (or some field) whose names fulfil the literals `names`. */
  | { readonly word: "every" | "exists"; readonly names: readonly Literal[]; readonly literal: Literal }
  /** Something that is not understood. */
  | { readonly word: "opaque"; readonly reason: string };

/** What a schema says about values of one JSON type. */
export type Formula =
  | boolean
  | { readonly fact: Fact }
  | { readonly literal: Literal }
  | { readonly all: readonly Formula[] }
  | { readonly any: readonly Formula[] };

/** The opposite of a formula, for values of the same type. */
export function negate(formula: Formula): Formula {
  if (typeof formula === "boolean") return !formula;
  if ("literal" in formula) return { literal: formula.literal ^ 1 };
  if ("all" in formula) return { any: formula.all.map(negate) };
  if ("any" in formula) return { all: formula.any.map(negate) };
  return opposite(formula.fact);
}

function opposite(fact: Fact): Formula {
  switch (fact.word) {
    case "among":
      return { fact: { word: "excluded", values: fact.values } };
    case "excluded":
      return { fact: { word: "among", values: fact.values } };
    case "atLeast":
      return { fact: { word: "atMost", value: fact.value, open: !fact.open } };
    case "atMost":
      return { fact: { word: "atLeast", value: fact.value, open: !fact.open } };
    case "multiple":
    case "pattern":
    case "format":
    case "unique":
      return { fact: { ...fact, holds: !fact.holds } };
    case "size":
      return outside(fact.min, fact.max, (min, max) => ({ fact: { word: "size", min, max } }));
    case "count":
      return outside(fact.min, fact.max, (min, max) => counted(fact.literal, min, max));
    case "each":
      return { fact: { ...fact, word: "some", literal: fact.literal ^ 1 } };
    case "some":
      return { fact: { ...fact, word: "each", literal: fact.literal ^ 1 } };
    case "at":
      return {
        all: [
          { fact: { word: "size", min: fact.index + 1, max: Number.POSITIVE_INFINITY } },
          { fact: { ...fact, literal: fact.literal ^ 1 } },
        ],
      };
    case "present":
      return { fact: { ...fact, word: "absent" } };
    case "absent":
      return { fact: { ...fact, word: "present" } };
    case "named":
      return {
        all: [{ fact: { word: "present", name: fact.name } }, { fact: { ...fact, literal: fact.literal ^ 1 } }],
      };
    case "every":
      return { fact: { ...fact, word: "exists", literal: fact.literal ^ 1 } };
    case "exists":
      return { fact: { ...fact, word: "every", literal: fact.literal ^ 1 } };
    case "opaque":
      return { fact };
  }
}

function outside(min: number, max: number, within: (min: number, max: number) => Formula): Formula {
  const parts: Formula[] = [];
  if (min > 0) parts.push(within(0, min - 1));
  if (max !== Number.POSITIVE_INFINITY) parts.push(within(max + 1, Number.POSITIVE_INFINITY));
  return { any: parts };
}

/** How many items of a list may fulfil a literal. */
export function counted(literal: Literal, min: number, max: number): Formula {
  if (max === 0) return { fact: { word: "each", index: 0, literal: literal ^ 1 } };
  if (min === 1 && max === Number.POSITIVE_INFINITY) return { fact: { word: "some", index: 0, literal } };
  return { fact: { word: "count", literal, min, max } };
}

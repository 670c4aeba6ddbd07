import { semanticError } from "../error.ts";
import { compileRegex } from "../regex/compile.ts";
import type { Work } from "../regex/machine.ts";
import type { ListOp, StringOp } from "../syntax/ast.ts";
import type { Row } from "../types.ts";
import { dynamicText } from "../values/dynamic.ts";
import { fold, hasTerm } from "../values/text.ts";
import { type Bound, constantValue, derived } from "./bound.ts";

const tests: Readonly<Record<string, (text: string, needle: string) => boolean>> = {
  "=~": (text, needle) => text === needle,
  has: (text, needle) => hasTerm(text, needle),
  hasprefix: (text, needle) => hasTerm(text, needle, "right"),
  hassuffix: (text, needle) => hasTerm(text, needle, "left"),
  contains: (text, needle) => text.includes(needle),
  startswith: (text, needle) => text.startsWith(needle),
  endswith: (text, needle) => text.endsWith(needle),
};

/** Operators of text: not of case, unless their name ends in `_cs`. */
export function bindTextOperator(op: StringOp, left: Bound, right: Bound, at: number, work?: Work): Bound {
  const [text, needle] = [textOf(left, op), textOf(right, op)];
  if (op === "matches regex") return bindMatches(left, right, text, at, work);
  const isNegated = op.startsWith("!");
  const isSensitive = op.endsWith("_cs");
  const name = op === "!~" ? "=~" : op.replace("!", "").replace("_cs", "");
  const test = tests[name] as (text: string, needle: string) => boolean;
  if (isSensitive) return derived("bool", [left, right], (row) => test(text(row), needle(row)) !== isNegated, at);
  const folded = right.isConstant ? once(() => fold(needle([]))) : (row: Row) => fold(needle(row));
  return derived("bool", [left, right], (row) => test(fold(text(row)), folded(row)) !== isNegated, at);
}

/** The text of a string or dynamic value. */
export function textOf(bound: Bound, who: string): (row: Row) => string {
  if (bound.type === "string") return bound.value as (row: Row) => string;
  if (bound.type === "dynamic") return (row) => dynamicText(bound.value(row));
  throw semanticError("bad-types", `'${who}' wants text and got ${bound.type}: cast it with tostring(…)`, bound.at);
}

function once<T>(work: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: work() };
    return known.value;
  };
}

function bindMatches(left: Bound, right: Bound, text: (row: Row) => string, at: number, work?: Work): Bound {
  if (!right.isConstant)
    throw semanticError("not-constant", "'matches regex' wants a pattern that is the same for all rows", at);
  const regex = compileRegex(constantValue(right) as string, right.at, work);
  return derived("bool", [left, right], (row) => regex.test(text(row)), at);
}

/** `has_any` and `has_all` over texts. */
export function bindHasList(
  op: Extract<ListOp, "has_any" | "has_all">,
  left: Bound,
  needles: () => readonly string[],
  at: number,
): Bound {
  const text = textOf(left, op);
  const folded = once(() => needles().map(fold));
  return derived(
    "bool",
    [left],
    (row) => {
      const inside = fold(text(row));
      const test = (needle: string) => hasTerm(inside, needle);
      return op === "has_any" ? folded().some(test) : folded().every(test);
    },
    at,
  );
}

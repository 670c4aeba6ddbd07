import { semanticError } from "../error.ts";
import { type Bound, derived } from "./bound.ts";

/** `and`, `or` with null as a third value: what is decided without it is decided. */
export function bindLogic(op: "and" | "or", left: Bound, right: Bound, at: number): Bound {
  for (const each of [left, right]) mustBeBool(each, `'${op}'`);
  const decides = op === "or";
  return derived(
    "bool",
    [left, right],
    (row) => {
      const a = left.value(row);
      if (a === decides) return a;
      const b = right.value(row);
      if (b === decides) return b;
      return a === null || b === null ? null : !decides;
    },
    at,
  );
}

/** Refuses what is no truth value. Dynamic ones must be cast. */
export function mustBeBool(bound: Bound, who: string): void {
  if (bound.type === "bool") return;
  const hint = bound.type === "dynamic" ? ": cast it, as in tobool(…)" : "";
  throw semanticError("bad-types", `${who} wants a bool and got ${bound.type}${hint}`, bound.at);
}

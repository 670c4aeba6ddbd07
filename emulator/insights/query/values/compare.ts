import { Instant, Span, type Value } from "../types.ts";
import { toJson } from "./dynamic.ts";

/** Whether two values of one type are the same; neither is null. */
export function same(a: Value, b: Value): boolean {
  if (a === b) return true;
  return typeof a === "object" && typeof b === "object" ? toJson(a) === toJson(b) : false;
}

/** Orders two values of one type; neither is null. */
export function compare(a: Value, b: Value): number {
  if (a === b) return 0;
  if (typeof a === "number" && Number.isNaN(a)) return typeof b === "number" && Number.isNaN(b) ? 0 : -1;
  if (typeof b === "number" && Number.isNaN(b)) return 1;
  return (a as number) < (b as number) ? -1 : 1;
}

/** Text that is the same for values that are the same, and differs otherwise. */
export function keyOf(value: Value): string {
  if (value === null) return "~";
  if (typeof value === "string") return `${value.length}:${value}`;
  if (typeof value === "number") return `${value + 0}`;
  if (typeof value === "boolean") return value ? "t" : "f";
  const text = toJson(value);
  return `${value instanceof Instant || value instanceof Span ? "@" : "j"}${text.length}:${text}`;
}

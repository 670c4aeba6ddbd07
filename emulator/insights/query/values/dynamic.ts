import { type Dynamic, Instant, Span, type Type, type Value } from "../types.ts";
import { formatDatetime, formatTimespan } from "./time.ts";

/** Whether it has named values. */
export const isBag = (value: Dynamic): value is { readonly [key: string]: Dynamic } =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Instant) &&
  !(value instanceof Span);

/** Whether it has numbered values. */
export const isList = (value: Dynamic): value is readonly Dynamic[] => Array.isArray(value);

/** The value of a column as a part of a dynamic one. */
export function toDynamic(value: Value, type: Type): Dynamic {
  if (value === null) return null;
  if (type === "datetime") return new Instant(value as number);
  return type === "timespan" ? new Span(value as number) : value;
}

/** What stands at a name or a number (from the end when negative); null when nothing does. */
export function member(value: Dynamic, key: string | number): Dynamic {
  if (typeof key === "string") return isBag(value) && Object.hasOwn(value, key) ? (value[key] as Dynamic) : null;
  return isList(value) ? (value.at(Math.trunc(key)) ?? null) : null;
}

/** JSON as Kusto writes dynamic values. */
export function toJson(value: Dynamic): string {
  if (value instanceof Instant) return JSON.stringify(formatDatetime(value.ticks));
  if (value instanceof Span) return JSON.stringify(formatTimespan(value.ticks));
  if (isList(value)) return `[${value.map(toJson).join(",")}]`;
  if (isBag(value)) {
    return `{${Object.keys(value)
      .map((key) => `${JSON.stringify(key)}:${toJson(value[key] as Dynamic)}`)
      .join(",")}}`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    return Number.isNaN(value) ? '"NaN"' : value > 0 ? '"Infinity"' : '"-Infinity"';
  }
  return JSON.stringify(value);
}

/** The text of a dynamic value: strings as they are, the rest as JSON; null is empty. */
export function dynamicText(value: Dynamic): string {
  if (value === null) return "";
  if (typeof value === "string") return value;
  if (value instanceof Instant) return formatDatetime(value.ticks);
  return value instanceof Span ? formatTimespan(value.ticks) : toJson(value);
}

/** Reads JSON; text that is none is its own value, and empty text is null, as Kusto has it. */
export function parseJson(text: string): Dynamic {
  if (text === "") return null;
  try {
    return JSON.parse(text) as Dynamic;
  } catch {
    return text;
  }
}

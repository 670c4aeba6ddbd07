import { KqlError } from "../error.ts";
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

/** Most characters of JSON: values may share parts, so that a small one can be written in more than there is room for. */
const longestJson = 16_000_000;

/** JSON as Kusto writes dynamic values. @throws {KqlError} `too-large-value` */
export const toJson = (value: Dynamic): string => write(value, { length: 0 });

function write(value: Dynamic, written: { length: number }): string {
  const text = isList(value)
    ? `[${value.map((item) => write(item, written)).join(",")}]`
    : isBag(value)
      ? `{${Object.keys(value)
          .map((key) => `${JSON.stringify(key)}:${write(value[key] as Dynamic, written)}`)
          .join(",")}}`
      : single(value);
  written.length += isList(value) || isBag(value) ? 2 : text.length;
  if (written.length > longestJson) {
    throw new KqlError("limit", "too-large-value", `A dynamic value has more than ${longestJson} characters of JSON`);
  }
  return text;
}

function single(value: Exclude<Dynamic, readonly Dynamic[] | { readonly [key: string]: Dynamic }>): string {
  if (value instanceof Instant) return JSON.stringify(formatDatetime(value.ticks));
  if (value instanceof Span) return JSON.stringify(formatTimespan(value.ticks));
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

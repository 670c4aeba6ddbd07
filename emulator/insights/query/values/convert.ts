import { type Dynamic, Instant, Span, type Type, type Value } from "../types.ts";
import { dynamicText, parseJson, toDynamic } from "./dynamic.ts";
import { formatDatetime, formatTimespan, fromUnix, parseDatetime, parseTimespan } from "./time.ts";

/** The text of a real as Kusto writes it: whole numbers keep a fraction. */
export function realText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  const text = String(value);
  return Number.isInteger(value) && !text.includes("e") ? `${text}.0` : text;
}

/** What `tostring` makes of a value. */
export function toText(value: Value, type: Type): string {
  if (value === null) return "";
  switch (type) {
    case "bool":
      return value ? "true" : "false";
    case "real":
      return realText(value as number);
    case "datetime":
      return formatDatetime(value as number);
    case "timespan":
      return formatTimespan(value as number);
    case "dynamic":
      return dynamicText(value);
    default:
      return String(value);
  }
}

const guid = /^\{?([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})\}?$/i;

/** Reads a guid; null when it is none. */
export function parseGuid(text: string): string | null {
  const found = guid.exec(text.trim());
  return found ? found.slice(1).join("-").toLowerCase() : null;
}

const numberText = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i;
const hexText = /^\s*0x[0-9a-f]+\s*$/i;

/** Reads a number as `toreal` does. */
export function parseNumber(text: string): number | null {
  if (numberText.test(text) || hexText.test(text)) return Number(text);
  const word = text.trim().toLowerCase();
  if (word === "nan") return Number.NaN;
  return /^\+?inf(inity)?$/.test(word) ? Infinity : /^-inf(inity)?$/.test(word) ? -Infinity : null;
}

/** Reads a whole number as `tolong` does; text with a fraction is none. */
function parseWhole(text: string): number | null {
  return /^\s*[+-]?\d+\s*$/.test(text) || hexText.test(text) ? Number(text) : null;
}

/** A number as an `int` or `long`: towards zero; null when it does not fit. */
export function whole(value: number, type: "int" | "long"): number | null {
  const cut = Math.trunc(value) + 0;
  if (Number.isNaN(cut)) return null;
  const most = type === "int" ? 0x7fff_ffff : Number.MAX_SAFE_INTEGER;
  return cut > most || cut < (type === "int" ? -0x8000_0000 : -most) ? null : cut;
}

/** Converts a value as the functions `tostring`, `toint`, … do; null when it cannot be. */
export function convert(value: Value, from: Type, to: Type): Value {
  if (to === "string") return toText(value, from);
  if (value === null) return null;
  if (from === to) return value;
  if (to === "dynamic") return from === "string" ? parseJson(value as string) : toDynamic(value, from);
  if (from === "dynamic") return convertDynamic(value, to);
  switch (to) {
    case "bool":
      return toBool(value, from);
    case "int":
    case "long": {
      const number = toNumber(value, from, true);
      return number === null ? null : whole(number, to);
    }
    case "real":
      return toNumber(value, from, false);
    case "datetime":
      return toDatetime(value, from);
    case "timespan":
      return toTimespan(value, from);
    case "guid":
      return from === "string" ? parseGuid(value as string) : null;
  }
}

function convertDynamic(value: Dynamic, to: Type): Value {
  if (value instanceof Instant) return convert(value.ticks, "datetime", to);
  if (value instanceof Span) return convert(value.ticks, "timespan", to);
  if (typeof value === "string") return convert(value, "string", to);
  if (typeof value === "boolean") return convert(value, "bool", to);
  if (typeof value === "number") return convert(value, "real", to);
  return null;
}

function toBool(value: Value, from: Type): boolean | null {
  if (typeof value === "number") return from === "datetime" || from === "timespan" ? null : value !== 0;
  const word = String(value).trim().toLowerCase();
  if (word === "true") return true;
  if (word === "false") return false;
  const number = parseWhole(word);
  return number === null ? null : number !== 0;
}

function toNumber(value: Value, from: Type, isWhole: boolean): number | null {
  if (from === "string") return isWhole ? parseWhole(value as string) : parseNumber(value as string);
  return typeof value === "boolean" ? Number(value) : typeof value === "number" ? value : null;
}

function toDatetime(value: Value, from: Type): number | null {
  if (from === "string") return parseDatetime(value as string) ?? null;
  return from === "datetime" ? (value as number) : null;
}

function toTimespan(value: Value, from: Type): number | null {
  return from === "string" ? (parseTimespan(value as string) ?? null) : null;
}

/** A value as it comes from outside (JSON; a datetime as text or `Date`) as a value of the type. */
export function fromOutside(value: unknown, type: Type): Value {
  if (value === undefined || value === null) return type === "string" ? "" : null;
  if (type === "datetime") {
    if (value instanceof Date) return fromUnix(value.getTime());
    return typeof value === "string" ? (isoTicks(value) ?? null) : null;
  }
  if (type === "dynamic") return typeof value === "string" ? parseJson(value) : (value as Dynamic);
  if (type === "string") return typeof value === "string" ? value : dynamicText(value as Dynamic);
  if (typeof value === "number" || typeof value === "boolean") {
    return convert(value, typeof value === "number" ? "real" : "bool", type);
  }
  return convert(String(value), "string", type);
}

/** The usual form of a row's time is read the fast way. */
function isoTicks(text: string): number | undefined {
  if (text.length === 24 && text.endsWith("Z")) {
    const milliseconds = Date.parse(text);
    if (!Number.isNaN(milliseconds)) return fromUnix(milliseconds);
  }
  return parseDatetime(text);
}

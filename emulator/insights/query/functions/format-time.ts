import { runtimeError } from "../error.ts";
import { calendar, ticksOf } from "../values/time.ts";

const token = /y+|M+|d+|H+|h+|m+|s+|f+|F+|t+|[\s\-/:,._[\]]|./g;
const separators = new Set([" ", "-", "/", ":", ",", ".", "_", "[", "]"]);

const pad = (value: number, length: number) => String(value).padStart(length, "0");

const unknown = (part: string, at: number) =>
  runtimeError(
    "bad-argument",
    `'${part}' has no meaning in a format: y M d H h m s f F t and - / : , . _ [ ] have`,
    at,
  );

/** Digits of a fraction of a second: `f` keeps zeros at the end, `F` drops them. */
function fraction(part: string, ticks: number): string {
  const digits = pad(ticks, 7).slice(0, part.length);
  return part[0] === "f" ? digits : digits.replace(/0+$/, "");
}

/** Writes a datetime as a format such as `yyyy-MM-dd HH:mm:ss.fff` says. */
export function formatDatetimeAs(ticks: number, format: string, at: number): string {
  const { date, rest } = calendar(ticks);
  const hours = date.getUTCHours();
  const write = (part: string): string => {
    const length = part.length;
    switch (part[0]) {
      case "y":
        return length > 2 ? pad(date.getUTCFullYear(), length) : pad(date.getUTCFullYear() % 100, length);
      case "M":
        if (length > 2) throw unknown(part, at);
        return pad(date.getUTCMonth() + 1, length);
      case "d":
        if (length > 2) throw unknown(part, at);
        return pad(date.getUTCDate(), length);
      case "H":
        return pad(hours, Math.min(2, length));
      case "h":
        return pad(hours % 12 || 12, Math.min(2, length));
      case "m":
        return pad(date.getUTCMinutes(), Math.min(2, length));
      case "s":
        return pad(date.getUTCSeconds(), Math.min(2, length));
      case "f":
      case "F":
        return fraction(part, date.getUTCMilliseconds() * ticksOf.millisecond + rest);
      case "t":
        return hours < 12 ? "AM" : "PM";
      default:
        if (separators.has(part)) return part;
        throw unknown(part, at);
    }
  };
  return (format.match(token) ?? []).map(write).join("");
}

/** Writes a timespan as a format such as `d.hh:mm:ss` says. */
export function formatTimespanAs(ticks: number, format: string, at: number): string {
  const length = Math.abs(ticks);
  const part = (unit: number, of: number) => Math.floor(length / unit) % of;
  const write = (piece: string): string => {
    switch (piece[0]) {
      case "d":
        return pad(Math.floor(length / ticksOf.day), piece.length);
      case "H":
      case "h":
        return pad(part(ticksOf.hour, 24), Math.min(2, piece.length));
      case "m":
        return pad(part(ticksOf.minute, 60), Math.min(2, piece.length));
      case "s":
        return pad(part(ticksOf.second, 60), Math.min(2, piece.length));
      case "f":
      case "F":
        return fraction(piece, length % ticksOf.second);
      default:
        if (separators.has(piece)) return piece;
        throw unknown(piece, at);
    }
  };
  return (ticks < 0 ? "-" : "") + (format.match(token) ?? []).map(write).join("");
}

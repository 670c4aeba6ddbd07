import { isNumber, isText, type ScalarFunction } from "./scalar-function.ts";
import type { Value } from "./values.ts";

/** `YYYY-MM-DDThh:mm:ss.fffffffZ` and what is left out of it from the right; UTC only. */
const pattern = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{1,7}))?)?)?)?)?)?Z?$/;

/** Time as milliseconds since 1970 and the 100 ns units beside them. */
interface Instant {
  readonly ms: number;
  /** 0 to 9,999. */
  readonly rest: number;
}

function read(text: string): Instant | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, year, month = "01", day = "01", hours = "00", minutes = "00", seconds = "00", fraction = ""] = match;
  const units = fraction.padEnd(7, "0");
  const whole = `${year}-${month}-${day}T${hours}:${minutes}:${seconds}.${units.slice(0, 3)}Z`;
  const ms = Date.parse(whole);
  // A day that the month does not have would roll over.
  if (Number.isNaN(ms) || new Date(ms).toISOString() !== whole) return undefined;
  return { ms, rest: Number(units.slice(3)) };
}

/** Seven digits of fraction, as the service writes them; undefined outside the years 0001 to 9999. */
function write(ms: number, rest = 0): string | undefined {
  if (!(Math.abs(ms) <= 8.64e15)) return undefined;
  const text = new Date(ms).toISOString();
  if (text.length !== 24 || text < "0001") return undefined;
  return `${text.slice(0, -1)}${String(rest).padStart(4, "0")}Z`;
}

const parts: Readonly<Record<string, readonly string[]>> = {
  year: ["year", "yyyy", "yy"],
  month: ["month", "mm", "m"],
  day: ["day", "dd", "d"],
  hour: ["hour", "hh"],
  minute: ["minute", "mi", "n"],
  second: ["second", "ss", "s"],
  millisecond: ["millisecond", "ms"],
  microsecond: ["microsecond", "mcs"],
};
const names = new Map(Object.entries(parts).flatMap(([name, forms]) => forms.map((form) => [form, name] as const)));
const partOf = (value: Value) => (isText(value) ? names.get(value.toLowerCase()) : undefined);

/** Lengths of the parts that are always as long, ms. */
const lengths: Readonly<Record<string, number>> = { day: 86_400_000, hour: 3_600_000, minute: 60_000, second: 1000 };

function add(part: string | undefined, count: number, { ms, rest }: Instant): string | undefined {
  if (part === undefined || !Number.isSafeInteger(count)) return undefined;
  if (part === "year" || part === "month") {
    const date = new Date(ms);
    const day = date.getUTCDate();
    date.setUTCDate(1);
    date.setUTCMonth(date.getUTCMonth() + count * (part === "year" ? 12 : 1));
    const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    date.setUTCDate(Math.min(day, last));
    return write(date.getTime(), rest);
  }
  if (part === "microsecond") {
    const units = rest + count * 10;
    return write(ms + Math.floor(units / 10_000), ((units % 10_000) + 10_000) % 10_000);
  }
  return write(ms + count * (lengths[part] ?? 1), rest);
}

/** How many borders of a part lie between two instants. */
function difference(part: string | undefined, from: Instant, to: Instant): number | undefined {
  if (part === undefined) return undefined;
  if (part === "microsecond") return micros(to) - micros(from);
  if (part === "year" || part === "month") {
    const [start, end] = [new Date(from.ms), new Date(to.ms)];
    const years = end.getUTCFullYear() - start.getUTCFullYear();
    return part === "year" ? years : years * 12 + end.getUTCMonth() - start.getUTCMonth();
  }
  const length = lengths[part] ?? 1;
  return Math.floor(to.ms / length) - Math.floor(from.ms / length);
}

const micros = ({ ms, rest }: Instant) => ms * 1000 + Math.floor(rest / 10);

function take(part: string | undefined, { ms, rest }: Instant): number | undefined {
  const date = new Date(ms);
  switch (part) {
    case "year":
      return date.getUTCFullYear();
    case "month":
      return date.getUTCMonth() + 1;
    case "day":
      return date.getUTCDate();
    case "hour":
      return date.getUTCHours();
    case "minute":
      return date.getUTCMinutes();
    case "second":
      return date.getUTCSeconds();
    case "millisecond":
      return date.getUTCMilliseconds();
    case "microsecond":
      return date.getUTCMilliseconds() * 1000 + Math.floor(rest / 10);
    default:
      return undefined;
  }
}

function fromParts(args: readonly Value[]): string | undefined {
  if (!args.every(Number.isSafeInteger)) return undefined;
  const [year, month, day, hours = 0, minutes = 0, seconds = 0, fraction = 0] = args as number[];
  const pad = (value: number | undefined, width: number) => String(value).padStart(width, "0");
  const clock = `${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}.${pad(fraction, 7)}`;
  const instant = read(`${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}T${clock}Z`);
  return instant && write(instant.ms, instant.rest);
}

/** Applies `compute` to the instants that the texts name, when they all name one. */
function on(texts: readonly Value[], compute: (...instants: Instant[]) => Value): Value {
  const instants = texts.map((text) => (isText(text) ? read(text) : undefined));
  return instants.some((instant) => instant === undefined) ? undefined : compute(...(instants as Instant[]));
}

/** Functions of time by upper-case name. Ticks are not among them: they do not fit into a JSON number here. */
export const timeFunctions: Readonly<Record<string, ScalarFunction>> = {
  DATETIMEADD: {
    least: 3,
    most: 3,
    apply: ([part, count, text]) =>
      isNumber(count) ? on([text], (instant) => add(partOf(part), count, instant as Instant)) : undefined,
  },
  DATETIMEDIFF: {
    least: 3,
    most: 3,
    apply: ([part, start, end]) =>
      on([start, end], (from, to) => difference(partOf(part), from as Instant, to as Instant)),
  },
  DATETIMEPART: {
    least: 2,
    most: 2,
    apply: ([part, text]) => on([text], (instant) => take(partOf(part), instant as Instant)),
  },
  DATETIMEFROMPARTS: { least: 3, most: 7, apply: fromParts },
  DATETIMETOTIMESTAMP: { least: 1, most: 1, apply: ([text]) => on([text], (instant) => (instant as Instant).ms) },
  TIMESTAMPTODATETIME: {
    least: 1,
    most: 1,
    apply: ([ms]) => (isNumber(ms) && Number.isInteger(ms) ? write(ms) : undefined),
  },
};

/** The present by the service's clock, the same for a whole request. */
export const presentFunctions: ReadonlyMap<string, (now: number) => Value> = new Map(
  Object.entries({
    GETCURRENTTIMESTAMP: (now: number) => now,
    GETCURRENTDATETIME: (now: number) => write(now),
    GETCURRENTTIMESTAMPSTATIC: (now: number) => now,
    GETCURRENTDATETIMESTATIC: (now: number) => write(now),
  }),
);

/** The name under which a request's parameters hold the present, ms. Texts cannot name it: it has no `@`. */
export const nowParameter = "now";

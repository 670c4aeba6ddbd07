import { runtimeError } from "../error.ts";
import { calendar, fromParts, isDatetime, ticksOf } from "../values/time.ts";

const fixed: Readonly<Record<string, number>> = {
  week: 7 * ticksOf.day,
  day: ticksOf.day,
  hour: ticksOf.hour,
  minute: ticksOf.minute,
  second: ticksOf.second,
  millisecond: ticksOf.millisecond,
  microsecond: ticksOf.microsecond,
};

function unitOf(part: string): string {
  return part.toLowerCase().replace(/s$/, "");
}

const unknown = (part: string, at: number) => runtimeError("bad-argument", `'${part}' is no part of a datetime`, at);

/** A part of a datetime as a number. */
export function partOf(part: string, ticks: number, at: number): number {
  const { date, rest } = calendar(ticks);
  const year = date.getUTCFullYear();
  switch (part.toLowerCase()) {
    case "year":
      return year;
    case "quarter":
      return Math.floor(date.getUTCMonth() / 3) + 1;
    case "month":
      return date.getUTCMonth() + 1;
    case "weekofyear":
    case "week_of_year":
      return isoWeek(date);
    case "day":
      return date.getUTCDate();
    case "dayofyear":
      return Math.floor((ticks - fromParts(year, 0)) / ticksOf.day) + 1;
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
    case "nanosecond":
      return (date.getUTCMilliseconds() * ticksOf.millisecond + rest) * 100;
    default:
      throw unknown(part, at);
  }
}

/** ISO 8601: weeks begin on Monday, and the first one has the year's first Thursday. */
function isoWeek(date: Date): number {
  const thursday = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || 7));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.ceil(((thursday.getTime() - first) / 86_400_000 + 1) / 7);
}

/** A datetime so many units later; a day that the month has not becomes its last. */
export function addParts(part: string, count: number, ticks: number, at: number): number | null {
  const unit = unitOf(part);
  const size = Object.hasOwn(fixed, unit) ? fixed[unit] : unit === "nanosecond" ? 0.01 : undefined;
  if (size !== undefined) return within(ticks + Math.round(count * size));
  const months = { year: 12, quarter: 3, month: 1 }[unit];
  if (months === undefined) throw unknown(part, at);
  const { date } = calendar(ticks);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + count * months];
  const time = ticks - fromParts(year, date.getUTCMonth(), date.getUTCDate());
  const lastDay = calendar(fromParts(year, month + 1, 0)).date.getUTCDate();
  return within(fromParts(year, month, Math.min(date.getUTCDate(), lastDay), time));
}

const within = (ticks: number) => (isDatetime(ticks) ? ticks : null);

/** How many boundaries of a unit lie between two datetimes. */
export function difference(part: string, later: number, earlier: number, at: number): number {
  const unit = unitOf(part);
  const [a, b] = [calendar(later).date, calendar(earlier).date];
  const years = a.getUTCFullYear() - b.getUTCFullYear();
  const months = years * 12 + a.getUTCMonth() - b.getUTCMonth();
  switch (unit) {
    case "year":
      return years;
    case "quarter":
      return years * 4 + Math.floor(a.getUTCMonth() / 3) - Math.floor(b.getUTCMonth() / 3);
    case "month":
      return months;
    case "nanosecond":
      return (later - earlier) * 100;
    default: {
      const size = Object.hasOwn(fixed, unit) ? fixed[unit] : undefined;
      if (size === undefined) throw unknown(part, at);
      // Weeks begin on Sunday; 2020-01-01, from where datetimes count, was a Wednesday.
      const shift = unit === "week" ? 3 * ticksOf.day : 0;
      return Math.floor((later + shift) / size) - Math.floor((earlier + shift) / size);
    }
  }
}

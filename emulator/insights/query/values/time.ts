/** Ticks of 100 ns. */
export const ticksOf = {
  tick: 1,
  microsecond: 10,
  millisecond: 10_000,
  second: 10_000_000,
  minute: 600_000_000,
  hour: 36_000_000_000,
  day: 864_000_000_000,
} as const;

/** Milliseconds of the Unix epoch at which our datetimes begin to count: 2020-01-01. */
const base = Date.UTC(2020, 0, 1);

/** Ticks of .NET (from 0001-01-01) at the same moment. */
export const baseTicks = 637_134_336_000_000_000n;

const least = (Date.UTC(2020, 0, 1) - base) * 10_000 - Number(baseTicks);
const most = Number(3_155_378_975_999_999_999n - baseTicks);

/** Whether a datetime can be: years 1 to 9999. */
export const isDatetime = (ticks: number) => ticks >= least && ticks <= most;

/** A datetime from milliseconds of the Unix epoch. */
export const fromUnix = (milliseconds: number) => Math.round((milliseconds - base) * 10_000);

/** Milliseconds of the Unix epoch, without what is below a millisecond. */
export const toUnix = (ticks: number) => Math.floor(ticks / 10_000) + base;

/** The datetime as a calendar has it, and its ticks below the millisecond. */
export function calendar(ticks: number): { readonly date: Date; readonly rest: number } {
  const milliseconds = Math.floor(ticks / 10_000);
  return { date: new Date(milliseconds + base), rest: ticks - milliseconds * 10_000 };
}

/** A datetime from parts of a calendar in UTC; months count from 0 and may run over. */
export function fromParts(year: number, month: number, day = 1, time = 0): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, day);
  return (date.getTime() - base) * 10_000 + time;
}

const pad = (value: number, digits: number) => String(value).padStart(digits, "0");

/** ISO 8601 with seven digits of a second, as Kusto writes datetimes. */
export function formatDatetime(ticks: number): string {
  const { date, rest } = calendar(ticks);
  const fraction = pad(date.getUTCMilliseconds() * 10_000 + rest, 7);
  const day = `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1, 2)}-${pad(date.getUTCDate(), 2)}`;
  return `${day}T${pad(date.getUTCHours(), 2)}:${pad(date.getUTCMinutes(), 2)}:${pad(date.getUTCSeconds(), 2)}.${fraction}Z`;
}

/** As answers over HTTP have it: without zeros at the end of the fraction, and without an empty fraction. */
export const formatDatetimeShort = (ticks: number) => formatDatetime(ticks).replace(/\.?0+Z$/, "Z");

/** `[-][d.]hh:mm:ss[.fffffff]`, as Kusto writes timespans. */
export function formatTimespan(ticks: number): string {
  const length = Math.abs(ticks);
  const days = Math.floor(length / ticksOf.day);
  const part = (unit: number, of: number) => pad(Math.floor(length / unit) % of, 2);
  const fraction = length % ticksOf.second;
  return (
    (ticks < 0 ? "-" : "") +
    (days > 0 ? `${days}.` : "") +
    `${part(ticksOf.hour, 24)}:${part(ticksOf.minute, 60)}:${part(ticksOf.second, 60)}` +
    (fraction > 0 ? `.${pad(fraction, 7)}` : "")
  );
}

const iso =
  /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;
const months = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const rfc =
  /^(?:[a-z]{3,9},?\s+)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*[\s-]+(\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?\s*(Z|GMT|UTC|[+-]\d{2}:?\d{2})?$/i;

const american =
  /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?:\s+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,7}))?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i;

/** Reads ISO 8601 (a year alone is one too), RFC 822 and month/day/year; undefined when it is none of them. */
export function parseDatetime(text: string): number | undefined {
  const trimmed = text.trim();
  const found = iso.exec(trimmed);
  if (found) {
    const [, year, month = "1", day = "1", ...clock] = found;
    return build(Number(year), Number(month) - 1, Number(day), clock);
  }
  const slashes = american.exec(trimmed);
  if (slashes) {
    const [, month, day, year, ...clock] = slashes;
    return build(Number(year), Number(month) - 1, Number(day), clock);
  }
  const words = rfc.exec(trimmed);
  if (!words) return undefined;
  const [, day, month, year, ...clock] = words;
  const number = months.indexOf((month as string).toLowerCase());
  return number < 0 ? undefined : build(Number(year), number, Number(day), clock);
}

function build(year: number, month: number, day: number, clock: readonly (string | undefined)[]): number | undefined {
  const [hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] = clock;
  if (month > 11 || month < 0 || day < 1 || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    return undefined;
  }
  if (day > new Date(Date.UTC(2000 + (year % 400), month + 1, 0)).getUTCDate()) return undefined;
  const time =
    Number(hour) * ticksOf.hour +
    Number(minute) * ticksOf.minute +
    Number(second) * ticksOf.second +
    Number(fraction.slice(0, 7).padEnd(7, "0"));
  const offset = /^([+-])(\d{2}):?(\d{2})$/.exec(zone);
  const ahead = offset ? (offset[1] === "-" ? -1 : 1) * (Number(offset[2]) * 60 + Number(offset[3])) : 0;
  const ticks = fromParts(year, month, day, time - ahead * ticksOf.minute);
  return isDatetime(ticks) ? ticks : undefined;
}

const units: Readonly<Record<string, number>> = {
  d: ticksOf.day,
  day: ticksOf.day,
  days: ticksOf.day,
  h: ticksOf.hour,
  hr: ticksOf.hour,
  hrs: ticksOf.hour,
  hour: ticksOf.hour,
  hours: ticksOf.hour,
  m: ticksOf.minute,
  min: ticksOf.minute,
  minute: ticksOf.minute,
  minutes: ticksOf.minute,
  s: ticksOf.second,
  sec: ticksOf.second,
  second: ticksOf.second,
  seconds: ticksOf.second,
  ms: ticksOf.millisecond,
  milli: ticksOf.millisecond,
  millis: ticksOf.millisecond,
  millisec: ticksOf.millisecond,
  millisecond: ticksOf.millisecond,
  milliseconds: ticksOf.millisecond,
  micro: ticksOf.microsecond,
  micros: ticksOf.microsecond,
  microsec: ticksOf.microsecond,
  microsecond: ticksOf.microsecond,
  microseconds: ticksOf.microsecond,
  tick: 1,
  ticks: 1,
};

/** Ticks of a unit as literals name it (`ms`, `hours`); undefined when there is none of that name. */
export const unitTicks = (name: string) => (Object.hasOwn(units, name) ? units[name] : undefined);

/** Reads `1h`, `2.5 seconds`, `1.02:03:04.5`, `05:30`, `3` (days); undefined when it is none of them. */
export function parseTimespan(text: string): number | undefined {
  const trimmed = text.trim();
  const unit = /^([+-]?\d+(?:\.\d+)?)\s*([a-z]+)$/i.exec(trimmed);
  if (unit) {
    const ticks = unitTicks((unit[2] as string).toLowerCase());
    return ticks === undefined ? undefined : Math.round(Number(unit[1]) * ticks);
  }
  if (/^[+-]?\d+$/.test(trimmed)) return Number(trimmed) * ticksOf.day;
  const clock = /^([+-])?(?:(\d+)\.)?(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:\.(\d{1,7}))?)?$/.exec(trimmed);
  if (!clock) return undefined;
  const [, sign, days = "0", hours, minutes, seconds = "0", fraction = ""] = clock;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const ticks =
    Number(days) * ticksOf.day +
    Number(hours) * ticksOf.hour +
    Number(minutes) * ticksOf.minute +
    Number(seconds) * ticksOf.second +
    Number(fraction.padEnd(7, "0"));
  return sign === "-" ? -ticks : ticks;
}

import { bindArithmetic } from "../bind/arithmetic.ts";
import { type Bound, constant } from "../bind/bound.ts";
import { runtimeError } from "../error.ts";
import type { Type, Value } from "../types.ts";
import { calendar, fromParts, fromUnix, isDatetime, ticksOf } from "../values/time.ts";
import { addParts, difference, partOf } from "./calendar.ts";
import { formatDatetimeAs, formatTimespanAs } from "./format-time.ts";
import { bindAll, type Call, type Functions, type ScalarFunction } from "./function.ts";

const now = (call: Call) => constant("datetime", call.binder.env.now, call.at);

function bindNow(call: Call): Bound {
  const [offset] = bindAll(call);
  return offset ? bindArithmetic("+", now(call), offset, call.at) : now(call);
}

function bindAgo(call: Call): Bound {
  return bindArithmetic("-", now(call), bindAll(call)[0] as Bound, call.at);
}

const of = (result: Type, work: (ticks: number) => Value): ScalarFunction => ({
  kind: "plain",
  parameters: ["datetime"],
  result,
  of: ([ticks]) => work(ticks as number),
});

type Unit = "day" | "week" | "month" | "year";

/** The beginning of the unit that a datetime lies in; weeks begin on Sunday. */
function startOf(unit: Unit, ticks: number, offset: number): number {
  const { date } = calendar(ticks);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  switch (unit) {
    case "day":
      return fromParts(year, month, day + offset);
    case "week":
      return fromParts(year, month, day - date.getUTCDay() + 7 * offset);
    case "month":
      return fromParts(year, month + offset);
    case "year":
      return fromParts(year + offset, 0);
  }
}

const boundary = (unit: Unit, isEnd: boolean): ScalarFunction => ({
  kind: "plain",
  parameters: ["datetime", "whole"],
  required: 1,
  result: "datetime",
  ...(unit === "day" && !isEnd && { names: "first" as const }),
  of: ([ticks, offset = 0]) => {
    const found = startOf(unit, ticks as number, (offset as number) + (isEnd ? 1 : 0)) - (isEnd ? 1 : 0);
    return isDatetime(found) ? found : null;
  },
});

const unix = (perSecond: number): ScalarFunction => ({
  kind: "plain",
  parameters: ["number"],
  result: "datetime",
  of: ([value]) => {
    const ticks = fromUnix(0) + Math.round(((value as number) / perSecond) * ticksOf.second);
    return isDatetime(ticks) ? ticks : null;
  },
});

/** Functions of datetimes and timespans. */
export const time: Functions = {
  now: { kind: "special", count: [0, 1], bind: bindNow },
  ago: { kind: "special", count: [1, 1], bind: bindAgo },
  startofday: boundary("day", false),
  startofweek: boundary("week", false),
  startofmonth: boundary("month", false),
  startofyear: boundary("year", false),
  endofday: boundary("day", true),
  endofweek: boundary("week", true),
  endofmonth: boundary("month", true),
  endofyear: boundary("year", true),
  dayofweek: of("timespan", (ticks) => calendar(ticks).date.getUTCDay() * ticksOf.day),
  dayofmonth: of("int", (ticks) => calendar(ticks).date.getUTCDate()),
  dayofyear: of("int", (ticks) => Math.floor((ticks - startOf("year", ticks, 0)) / ticksOf.day) + 1),
  hourofday: of("int", (ticks) => calendar(ticks).date.getUTCHours()),
  monthofyear: of("int", (ticks) => calendar(ticks).date.getUTCMonth() + 1),
  getmonth: of("int", (ticks) => calendar(ticks).date.getUTCMonth() + 1),
  getyear: of("int", (ticks) => calendar(ticks).date.getUTCFullYear()),
  datetime_part: {
    kind: "plain",
    parameters: ["text", "datetime"],
    result: "int",
    of: ([part, ticks], _, at) => partOf(part as string, ticks as number, at),
  },
  datetime_add: {
    kind: "plain",
    parameters: ["text", "whole", "datetime"],
    result: "datetime",
    of: ([part, count, ticks], _, at) => addParts(part as string, count as number, ticks as number, at),
  },
  datetime_diff: {
    kind: "plain",
    parameters: ["text", "datetime", "datetime"],
    result: "long",
    of: ([part, later, earlier], _, at) => difference(part as string, later as number, earlier as number, at),
  },
  format_datetime: {
    kind: "plain",
    parameters: ["datetime", "text"],
    result: "string",
    names: "first",
    of: ([ticks, format], _, at) => formatDatetimeAs(ticks as number, format as string, at),
  },
  format_timespan: {
    kind: "plain",
    parameters: ["timespan", "text"],
    result: "string",
    names: "first",
    of: ([ticks, format], _, at) => formatTimespanAs(ticks as number, format as string, at),
  },
  make_datetime: {
    kind: "plain",
    parameters: ["whole", "whole", "whole", "whole", "whole", "number"],
    required: 3,
    result: "datetime",
    of: ([year, month, day, hour = 0, minute = 0, second = 0], _, at) => {
      const [h, m, s] = [hour, minute, second] as number[] as [number, number, number];
      const ticks = h * ticksOf.hour + m * ticksOf.minute + Math.round(s * ticksOf.second);
      const found = fromParts(year as number, (month as number) - 1, day as number, ticks);
      if (h > 23 || m > 59 || s >= 60)
        throw runtimeError("bad-argument", "'make_datetime' has a part that no clock has", at);
      return isDatetime(found) && calendar(found).date.getUTCDate() === day ? found : null;
    },
  },
  unixtime_seconds_todatetime: unix(1),
  unixtime_milliseconds_todatetime: unix(1_000),
  unixtime_microseconds_todatetime: unix(1_000_000),
};

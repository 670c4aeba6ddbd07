import { Cron } from "croner";
import { parseTimeSpan } from "../config/duration.ts";

/** When a timer fires. Instants are milliseconds since the epoch. */
export interface Schedule {
  /** The first occurrence after an instant; undefined when there is none. */
  next(after: number): number | undefined;
  /** Shortest time between occurrences that was seen, ms: short schedules are not monitored. */
  readonly interval: number;
}

/** Minute, hour, day, month, weekday, with seconds in front; the names and signs that NCRONTAB knows. */
const fieldShape = /^[\dA-Za-z*,/-]+$/;

/**
 * Reads a timer's schedule: NCRONTAB with five fields or six (seconds first), in the host's local time, or a TimeSpan.
 * @throws saying what is wrong
 */
export function parseSchedule(text: string): Schedule {
  const span = parseTimeSpan(text);
  if (span !== undefined) {
    if (span <= 0) throw new Error(`The schedule "${text}" must be longer than nothing.`);
    return { next: (after) => after + span, interval: span };
  }
  const fields = text.trim().split(/\s+/);
  if ((fields.length !== 5 && fields.length !== 6) || !fields.every((field) => fieldShape.test(field))) {
    throw new Error(`The schedule "${text}" is neither NCRONTAB with 5 or 6 fields nor a TimeSpan such as "00:05:00".`);
  }
  let cron: Cron;
  try {
    // NCRONTAB wants both the day of the month and the weekday to match, other crons one of them.
    cron = new Cron(fields.join(" "), { paused: true, domAndDow: true });
  } catch (error) {
    throw new Error(`The schedule "${text}" is not NCRONTAB: ${(error as Error).message}`);
  }
  const next = (after: number) => cron.nextRun(new Date(after))?.getTime();
  return { next, interval: shortestInterval(next) };
}

function shortestInterval(next: (after: number) => number | undefined): number {
  let shortest = Number.POSITIVE_INFINITY;
  let at = next(Date.UTC(2026, 0, 1));
  for (let count = 0; count < 5 && at !== undefined; count++) {
    const following = next(at);
    if (following !== undefined) shortest = Math.min(shortest, following - at);
    at = following;
  }
  return shortest;
}

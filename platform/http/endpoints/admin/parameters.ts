import { partsOf } from "../../../admin/cursor.ts";
import { TooFarError } from "../../../admin/states.ts";
import type { HttpRequest, HttpResponse } from "../../exchange.ts";
import { json } from "../../exchange.ts";
import { Problem } from "../../problem.ts";

/** What somebody on call sees is as it is now, and is kept nowhere: it may hold personal data. */
export function fresh(value: unknown): HttpResponse {
  return json(200, value, { "cache-control": "no-store" });
}

/**
 * Tells as a problem that somebody wants what is too much for one request.
 * @throws Problem 422
 */
export async function withinReach<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TooFarError)) throw error;
    throw new Problem("too-many-events", error.message, { status: 422, title: "That is too much for one request." });
  }
}

/** Longest id, correlation id or name in bytes of UTF-8. */
const longestName = 1024;

/**
 * A parameter of the path.
 * @throws Problem 404 where nothing can have such a name
 */
export function pathText(request: HttpRequest, name: string, what: string): string {
  const value = request.params[name] ?? "";
  if (value !== "" && value.isWellFormed() && Buffer.byteLength(value, "utf8") <= longestName) return value;
  throw new Problem("not-found", `There is no such ${what}.`);
}

/**
 * One of several words.
 * @throws Problem 400 naming them
 */
export function oneOf<const Word extends string>(
  values: ReadonlyMap<string, string>,
  name: string,
  words: readonly Word[],
): Word | undefined {
  const value = values.get(name);
  if (value === undefined) return undefined;
  const found = words.find((word) => word === value);
  if (found !== undefined) return found;
  throw new Problem("invalid-query", `${name} must be one of ${words.join(", ")}.`);
}

/**
 * A text that is not empty.
 * @param shortest characters
 * @throws Problem 400
 */
export function someText(
  values: ReadonlyMap<string, string>,
  name: string,
  { shortest = 1, longest = longestName }: { readonly shortest?: number; readonly longest?: number } = {},
): string | undefined {
  const value = values.get(name);
  if (value === undefined || (value.length >= shortest && value.length <= longest)) return value;
  throw new Problem("invalid-query", `${name} must have ${shortest} to ${longest} characters.`);
}

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/;

/**
 * An instant, as envelopes write them.
 * @throws Problem 400
 */
export function instantOf(values: ReadonlyMap<string, string>, name: string): string | undefined {
  const value = values.get(name);
  if (value === undefined) return undefined;
  const time = instant.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(time)) return new Date(time).toISOString();
  throw new Problem("invalid-query", `${name} must be an instant such as 2026-01-31T08:00:00Z.`);
}

/**
 * A whole number.
 * @throws Problem 400 naming its bounds
 */
export function wholeNumber(
  values: ReadonlyMap<string, string>,
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): number | undefined {
  const value = values.get(name);
  if (value === undefined) return undefined;
  const number = /^\d{1,12}$/.test(value) ? Number(value) : -1;
  if (number >= least && number <= most) return number;
  throw new Problem("invalid-query", `${name} must be ${least} to ${most}.`);
}

/**
 * The parts of a cursor.
 * @throws Problem 400 when it was not given out by this list
 */
export function cursorParts<const Types extends readonly ("string" | "number")[]>(
  values: ReadonlyMap<string, string>,
  list: string,
  types: Types,
) {
  const text = values.get("cursor");
  if (text === undefined) return undefined;
  const parts = partsOf(text, list, types);
  if (parts === undefined) throw new Problem("invalid-cursor", "The cursor is not one that was given out.");
  return parts;
}

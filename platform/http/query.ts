import type { HttpRequest } from "./exchange.ts";
import { Problem } from "./problem.ts";

/** Items of a page when the client does not say, and at most. */
const defaultLimit = 50;
const mostLimit = 200;
/** Longest value of a filter, in characters. */
const longestValue = 1024;

/**
 * The query string as single values. The code that Functions keys travel in is passed over.
 * @throws Problem 400 naming a parameter that is unknown or given twice
 */
export function queryValues(request: HttpRequest, known: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const [name, value] of request.query) {
    if (name === "code" && !known.includes(name)) continue;
    if (!known.includes(name)) {
      const list = known.length === 0 ? "there are none here" : `known are ${known.join(", ")}`;
      throw new Problem("invalid-query", `Unknown query parameter ${JSON.stringify(name.slice(0, 100))}; ${list}.`);
    }
    if (values.has(name)) throw new Problem("invalid-query", `The query parameter ${name} is given twice.`);
    if (value.length > longestValue || !value.isWellFormed()) {
      throw new Problem("invalid-query", `The query parameter ${name} is not valid.`);
    }
    values.set(name, value);
  }
  return values;
}

/**
 * How many items a page has.
 * @throws Problem 400 when it is not 1 to 200
 */
export function pageLimit(values: ReadonlyMap<string, string>): number {
  const text = values.get("limit");
  if (text === undefined) return defaultLimit;
  const limit = /^[0-9]{1,3}$/.test(text) ? Number(text) : 0;
  if (limit < 1 || limit > mostLimit) throw new Problem("invalid-query", `limit must be 1 to ${mostLimit}.`);
  return limit;
}

/** Makes an opaque cursor. */
export function writeCursor(value: unknown): string {
  return Buffer.from(JSON.stringify(value), "utf8").toString("base64url");
}

/**
 * Reads a cursor of two texts.
 * @throws Problem 400 when it is not one
 */
export function readCursor(text: string): readonly [string, string] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    const [first, second, ...more]: unknown[] = Array.isArray(value) ? value : [];
    if (typeof first === "string" && typeof second === "string" && more.length === 0) return [first, second];
  } catch {
    // Not one of ours, whatever it is.
  }
  throw new Problem("invalid-cursor", "The cursor is not one that was given out.");
}

import { ProblemError } from "../../functions/http/problems.ts";

/** The refusal of a query parameter. */
export function invalidQuery(name: string, must: string): ProblemError {
  return new ProblemError(400, "invalid-query", `The query parameter "${name}" must be ${must}.`);
}

/** A parameter that is not there or empty counts as not given; names ignore case, as on Azure. */
export function text(query: URLSearchParams, name: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const [key, value] of query) if (key.toLowerCase() === wanted && value !== "") return value;
  return undefined;
}

/** @throws ProblemError 400 */
export function flag(query: URLSearchParams, name: string, otherwise: boolean): boolean {
  const value = text(query, name)?.toLowerCase();
  if (value === undefined) return otherwise;
  if (value !== "true" && value !== "false") throw invalidQuery(name, "true or false");
  return value === "true";
}

/** A whole number. @throws ProblemError 400 */
export function count(query: URLSearchParams, name: string, least: number, most: number): number | undefined {
  const value = text(query, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!/^\d{1,15}$/.test(value) || number < least || number > most) {
    throw invalidQuery(name, `a whole number from ${least} to ${most}`);
  }
  return number;
}

/** A number of seconds, as ms. @throws ProblemError 400 */
export function seconds(query: URLSearchParams, name: string): number | undefined {
  const value = text(query, name);
  if (value === undefined) return undefined;
  if (!/^\d{1,9}(\.\d{1,9})?$/.test(value)) throw invalidQuery(name, "a number of seconds");
  return Number(value) * 1000;
}

/** An instant, as ms since the epoch. @throws ProblemError 400 */
export function instant(query: URLSearchParams, name: string): number | undefined {
  // An offset's plus sign that was not encoded has become a space.
  const value = text(query, name)?.replace(" ", "+");
  if (value === undefined) return undefined;
  const at = Date.parse(value);
  if (Number.isNaN(at)) throw invalidQuery(name, "an ISO 8601 time such as 2026-01-31T12:00:00Z");
  return at;
}

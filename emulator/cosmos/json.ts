import { badRequest } from "./errors.ts";

/** A JSON object whose fields are not known. */
export type JsonObject = Record<string, unknown>;

/** True for a JSON object: not null, not an array. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Deepest nesting of an item that Azure takes. */
const deepest = 128;

/**
 * Parses a request body.
 * @throws CosmosError 400 when it is not JSON or nested deeper than 128 levels.
 */
export function parseJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest("The request body is not valid JSON.");
  }
  if (!shallow(value, deepest)) throw badRequest(`The request body is nested deeper than ${deepest} levels.`);
  return value;
}

/**
 * Parses a request body that must be a JSON object.
 * @throws CosmosError 400 otherwise.
 */
export function parseObject(text: string): JsonObject {
  const value = parseJson(text);
  if (!isObject(value)) throw badRequest("The request body must be a JSON object.");
  return value;
}

function shallow(value: unknown, left: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (left === 0) return false;
  for (const key in value) {
    if (!shallow((value as JsonObject)[key], left - 1)) return false;
  }
  return true;
}

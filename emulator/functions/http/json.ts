import type { IncomingMessage, ServerResponse } from "node:http";
import { readBody } from "./body.ts";
import { ProblemError } from "./problems.ts";

/** Answers with JSON. */
export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  response.writeHead(status, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/**
 * Reads a JSON body of at most `limit` bytes; undefined when it is empty.
 * @throws ProblemError 400, 413
 */
export async function readJson(request: IncomingMessage, limit: number): Promise<unknown> {
  const bytes = await readBody(request, limit);
  if (bytes.length === 0) return undefined;
  return parseJson(bytes).value;
}

/** Deeper than any message, and far from where the stack ends for whoever walks the value later. */
const deepest = 1_000;

/**
 * Parses JSON in UTF-8.
 * @throws ProblemError 400, also for what is nested so deeply that it could be read but not written again
 */
export function parseJson(bytes: Uint8Array): { readonly text: string; readonly value: unknown } {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    value = JSON.parse(text);
  } catch {
    throw new ProblemError(400, "invalid-json", "The body is not JSON.");
  }
  // Two characters a level: what is shorter need not be looked at.
  if (text.length > 2 * deepest && isDeeper(value, deepest)) {
    throw new ProblemError(400, "invalid-json", `The body is nested deeper than ${deepest}.`);
  }
  return { text, value };
}

/** Level by level, so that the depth does not matter to the stack. */
function isDeeper(value: unknown, most: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > most) return true;
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
  }
  return false;
}

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
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new ProblemError(400, "invalid-json", "The body is not JSON.");
  }
}

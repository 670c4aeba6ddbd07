import type { IncomingMessage } from "node:http";
import { maxBody, readBody } from "../../functions/http/body.ts";
import { ProblemError } from "../../functions/http/problems.ts";

/**
 * Reads a body that is JSON, as text; null when it is empty. The text stays as it is, so that numbers keep their digits.
 * @throws ProblemError 400, 413
 */
export async function readJsonText(request: IncomingMessage): Promise<string | null> {
  const bytes = await readBody(request, maxBody);
  if (bytes.length === 0) return null;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes).trim();
    JSON.parse(text);
    return text;
  } catch {
    throw new ProblemError(400, "invalid-json", "The body is not JSON.");
  }
}

/** Whether the body is announced as JSON. */
export function isJson(request: IncomingMessage): boolean {
  const [type] = (request.headers["content-type"] ?? "").split(";");
  return type?.trim().toLowerCase() === "application/json";
}

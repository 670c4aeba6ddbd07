import type { IncomingMessage } from "node:http";
import { maxBody, readBody } from "../../functions/http/body.ts";
import { parseJson } from "../../functions/http/json.ts";

/**
 * Reads a body that is JSON, as text; null when it is empty. The text stays as it is, so that numbers keep their digits.
 * @throws ProblemError 400, 413
 */
export async function readJsonText(request: IncomingMessage): Promise<string | null> {
  const bytes = await readBody(request, maxBody);
  if (bytes.length === 0) return null;
  return parseJson(bytes).text.trim();
}

/** Whether the body is announced as JSON. */
export function isJson(request: IncomingMessage): boolean {
  const [type] = (request.headers["content-type"] ?? "").split(";");
  return type?.trim().toLowerCase() === "application/json";
}

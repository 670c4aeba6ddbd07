import type { HttpRequest } from "./exchange.ts";
import { Problem } from "./problem.ts";

/** Largest body of a command, bytes. */
export const largestBody = 256 * 1024;
/** Deepest nesting of a body. */
const deepest = 100;

/**
 * Reads a JSON body.
 * @throws Problem 415, 413 or 400, whatever the client sent
 */
export async function readJson(request: HttpRequest): Promise<unknown> {
  checkMediaType(request.headers.get("content-type"));
  const encoding = request.headers.get("content-encoding");
  if (encoding !== null && encoding.trim().toLowerCase() !== "identity") {
    throw new Problem("unsupported-media-type", "The body must not be compressed.");
  }
  const text = decode(await readBytes(request));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Problem("invalid-json", `The body cannot be read as JSON: ${(error as Error).message}`);
  }
  checkValue(value, 0);
  return value;
}

function checkMediaType(header: string | null): void {
  const [type = "", ...parameters] = (header ?? "").split(";").map((part) => part.trim().toLowerCase());
  if (type !== "application/json" && !/^application\/[a-z0-9!#$&^_.-]+\+json$/.test(type)) {
    throw new Problem("unsupported-media-type", "The Content-Type must be application/json.");
  }
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice("charset=".length);
  if (charset !== undefined && charset.replaceAll('"', "") !== "utf-8") {
    throw new Problem("unsupported-media-type", "The charset of the body must be utf-8.");
  }
}

/** Counts while reading: a client may send no length, or a wrong one. */
async function readBytes(request: HttpRequest): Promise<Uint8Array> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (declared > largestBody) throw tooLarge();
  try {
    for await (const chunk of request.body ?? []) {
      size += chunk.byteLength;
      if (size > largestBody) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem("invalid-json", "The body ended before it was complete.");
  }
  return Buffer.concat(chunks);
}

function tooLarge(): Problem {
  return new Problem("payload-too-large", `The body may have ${largestBody} bytes.`);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem("invalid-json", "The body is not valid UTF-8.");
  }
}

/** Refuses what JSON text can say but no JSON consumer agrees on (RFC 7493), and what would exhaust a stack. */
function checkValue(value: unknown, depth: number): void {
  if (depth > deepest) throw new Problem("invalid-json", `The body is nested deeper than ${deepest}.`);
  if (typeof value === "string" && !value.isWellFormed()) {
    throw new Problem("invalid-json", "A text holds half of a surrogate pair.");
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new Problem("invalid-json", "A number is too large.");
  }
  if (typeof value !== "object" || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    if (key === "__proto__" || !key.isWellFormed()) throw new Problem("invalid-json", "A member name is not allowed.");
    checkValue(member, depth + 1);
  }
}

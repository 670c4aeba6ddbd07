import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal.ts";

/** As many bytes are read beyond what is taken. */
const mostDrained = 8 * 1024 * 1024;

/**
 * Reads a request's body.
 * @param most bytes that are taken
 * @throws Refusal 413 when it is larger
 */
export async function readBytes(request: IncomingMessage, most: number): Promise<Buffer> {
  const tooLarge = () => new Refusal(413, "too-large", `At most ${most} bytes are taken.`);
  // What is a little too large is read to its end, or a client that still writes would be cut off before it sees the answer.
  if (Number(request.headers["content-length"] ?? 0) > most + mostDrained) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Read on without keeping it: to leave off here would break the connection before the answer is out.
    if (size <= most) chunks.push(chunk);
    else if (size > most + mostDrained) throw tooLarge();
  }
  if (size > most) throw tooLarge();
  return Buffer.concat(chunks);
}

/** Reads a request's body as text. @throws Refusal 413 when it is larger than `most` bytes, 400 when it is not UTF-8 */
export async function readText(request: IncomingMessage, most: number): Promise<string> {
  const bytes = await readBytes(request, most);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Refusal(400, "invalid-text", "The body is not UTF-8.");
  }
}

/**
 * Reads a request's body as JSON.
 * @param most bytes that are taken
 * @throws Refusal 413 when it is larger, 400 when it is no JSON in UTF-8
 */
export async function readJson(request: IncomingMessage, most: number): Promise<unknown> {
  const bytes = await readBytes(request, most);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new Refusal(400, "invalid-json", "The body is not JSON in UTF-8.");
  }
}

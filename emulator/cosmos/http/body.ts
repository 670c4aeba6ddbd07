import type { IncomingMessage } from "node:http";
import { badRequest, tooLarge } from "../errors.ts";

/** A request body is kept up to this size; the largest batch is below it. */
const largestBody = 4 * 1024 * 1024;
/** A larger body is read to its end, so that the client sees the answer, up to this size. */
const mostDrained = 64 * 1024 * 1024;

/**
 * Reads a request body as UTF-8 text.
 * @throws CosmosError 413 when it is too large, 400 when the client went away.
 */
export function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= largestBody) chunks.push(chunk);
      if (bytes > mostDrained) request.destroy();
    });
    request.on("end", () => {
      if (bytes > largestBody) reject(tooLarge(`A request body has at most ${largestBody} bytes.`));
      else resolve(chunks.length === 1 ? (chunks[0] as Buffer).toString() : Buffer.concat(chunks).toString());
    });
    request.on("error", () => reject(badRequest("The request body was cut off.")));
    request.on("close", () => {
      if (!request.complete) reject(badRequest("The request body was cut off."));
    });
  });
}

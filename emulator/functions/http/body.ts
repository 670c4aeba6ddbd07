import type { IncomingMessage } from "node:http";
import { ProblemError } from "./problems.ts";

/** Largest request body, as on Azure. */
export const maxBody = 100 * 1024 * 1024;

/** The refusal of a larger body. */
export function bodyTooLarge(limit: number): ProblemError {
  return new ProblemError(413, "body-too-large", `The body is larger than ${limit} bytes.`);
}

/** The announced length of a body; undefined when it comes in chunks or there is none. */
export function contentLength(request: IncomingMessage): number | undefined {
  const header = request.headers["content-length"];
  return header === undefined ? undefined : Number(header);
}

/**
 * Reads a whole body.
 * @throws ProblemError 413 as soon as it is larger than `limit` bytes, 400 when the client breaks off
 */
export function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if ((contentLength(request) ?? 0) > limit) return reject(bodyTooLarge(limit));
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) {
        request.off("data", take).pause();
        reject(bodyTooLarge(limit));
      } else chunks.push(chunk);
    };
    request.on("data", take);
    request.on("end", () => resolve(Buffer.concat(chunks)));
    request.on("error", () =>
      reject(new ProblemError(400, "incomplete-body", "The body ended before its announced end.")),
    );
  });
}

/** As many bytes of a body that is refused are read all the same. */
const mostDrained = 8 * 1024 * 1024;

/**
 * Reads what is left of a refused body and forgets it: a client that still writes would be cut off before it has seen the answer.
 * @returns whether that is done; false: it announces too much, and the connection must end with the answer
 */
export function drain(request: IncomingMessage): boolean {
  if (request.complete) return true;
  if ((contentLength(request) ?? 0) > mostDrained) return false;
  let size = 0;
  request.on("error", () => {});
  request.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size > mostDrained) request.destroy();
  });
  request.resume();
  return true;
}

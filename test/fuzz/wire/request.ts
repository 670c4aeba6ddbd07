import type { Header } from "../hostile/headers.ts";

/**
 * How a request says where its body ends:
 * `length` and `chunked` truly; `none` sends no body; `cut` announces more than comes and then leaves;
 * `lie` sends the `framing` headers that stand in `headers`, whatever they say.
 */
export type Framing = "length" | "chunked" | "none" | "cut" | "lie";

/** One request as it goes over the wire. Texts are Latin-1: one character, one byte. */
export interface FuzzRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: readonly Header[];
  readonly body: Buffer;
  readonly framing: Framing;
}

/** Whether the connection can be used for another request afterwards. */
export const isWellFramed = ({ framing }: FuzzRequest): boolean => framing !== "cut" && framing !== "lie";

/** The bytes of a request. `host` is sent unless the request has a Host of its own. */
export function bytesOf(request: FuzzRequest, host: string): Buffer {
  const { method, target, headers, body, framing } = request;
  const lines = [`${method} ${target} HTTP/1.1`];
  if (!headers.some(([name]) => name.toLowerCase() === "host")) lines.push(`host: ${host}`);
  if (framing === "length") lines.push(`content-length: ${body.length}`);
  if (framing === "cut") lines.push(`content-length: ${body.length + 10}`);
  if (framing === "chunked") lines.push("transfer-encoding: chunked");
  if (!isWellFramed(request)) lines.push("connection: close");
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  const head = Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
  if (framing === "none") return head;
  if (framing !== "chunked") return Buffer.concat([head, body]);
  const size = body.length === 0 ? "" : `${body.length.toString(16)}\r\n`;
  return Buffer.concat([head, Buffer.from(size), body, Buffer.from(size === "" ? "0\r\n\r\n" : "\r\n0\r\n\r\n")]);
}

import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";

const unzip = promisify(gunzip);

/** Most bytes of a body, and of what it unpacks to. */
export const largestBody = 16 * 1_048_576;

/** A request cannot be read at all. */
export class UnreadableBody extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Reads a body, unpacking it as its head says. @throws UnreadableBody */
export async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw new UnreadableBody(413, `The body is over the limit of ${largestBody} bytes.`);
    chunks.push(chunk);
  }
  return textOf(await unpacked(Buffer.concat(chunks), message.headers["content-encoding"]));
}

async function unpacked(body: Buffer, encoding = "identity"): Promise<Buffer> {
  if (encoding.toLowerCase() === "identity") return body;
  if (encoding.toLowerCase() !== "gzip") {
    throw new UnreadableBody(415, `Content-Encoding ${encoding} is not supported; send gzip or nothing.`);
  }
  try {
    return await unzip(body, { maxOutputLength: largestBody });
  } catch (error) {
    const large = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new UnreadableBody(large ? 413 : 400, large ? "The body unpacks to too much." : "The body is no gzip.");
  }
}

function textOf(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new UnreadableBody(400, "The body is not valid UTF-8.");
  }
}

/**
 * The items of a body: a JSON array, one item, or one item on each line.
 * @throws UnreadableBody when a line is no JSON
 */
export function itemsOf(text: string): readonly unknown[] {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  const whole = parse(trimmed);
  if (whole !== undefined) return Array.isArray(whole.value) ? whole.value : [whole.value];
  return trimmed.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === "") return [];
    const item = parse(line);
    if (item === undefined) throw new UnreadableBody(400, `Line ${index + 1} of the body is not valid JSON.`);
    return [item.value];
  });
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { badRequest, EventGridError, tooLarge, unsupportedMediaType } from "./errors.ts";
import { isObject, type JsonObject } from "./json.ts";

/** The largest body of a publish, and of one event in it: 1 MB (Azure's quota page for custom topics). */
export const largestBody = 1_048_576;

/** What a route needs of a request. */
export interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  /** Reads the body as text. @throws EventGridError 400, 413, 415 */
  text(): Promise<string>;
}

/** What a route answers; `body` is sent as JSON, nothing is sent when it is left out. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Reads a whole body, stopping at the limit even when no length was announced. */
export async function readText(message: IncomingMessage): Promise<string> {
  const encoding = message.headers["content-encoding"];
  if (encoding !== undefined && encoding.toLowerCase() !== "identity") {
    throw unsupportedMediaType(`Content-Encoding ${encoding} is not supported; send the body as it is.`);
  }
  if (Number(message.headers["content-length"]) > largestBody) throw overLimit();
  const chunks: Buffer[] = [];
  let size = 0;
  // Left open when the limit is passed: the answer still has to go out over the same connection.
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody) throw overLimit();
    chunks.push(chunk);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw badRequest("The body is not valid UTF-8.");
  }
}

const overLimit = () => tooLarge(`The body is over the limit of ${largestBody} bytes.`);

/** Parses JSON text. @throws EventGridError 400 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(`The body is not valid JSON: ${(error as Error).message}.`);
  }
}

/** Reads the body as a JSON object. @throws EventGridError 400, 413, 415 */
export async function readObject(request: Request): Promise<JsonObject> {
  const value = parseJson(await request.text());
  if (!isObject(value)) throw badRequest("The body must be a JSON object.");
  return value;
}

/** Sends an answer. */
export function send(response: ServerResponse, answer: Answer): void {
  const text = answer.body === undefined ? "" : JSON.stringify(answer.body);
  response.writeHead(answer.status, {
    ...(text === "" ? {} : { "content-type": "application/json; charset=utf-8" }),
    "content-length": Buffer.byteLength(text),
    "x-content-type-options": "nosniff",
    ...answer.headers,
  });
  response.end(text);
}

/** Turns whatever was thrown into an answer; only a fault of ours becomes a 500. */
export function answerFor(error: unknown): Answer {
  if (error instanceof EventGridError) return { status: error.status, body: error.body() };
  return {
    status: 500,
    body: new EventGridError(500, "InternalError", "The local Event Grid failed; see its log.").body(),
  };
}

/** The media type of a request without parameters, in lower case. @throws EventGridError 415 on another charset than UTF-8 */
export function mediaType(request: Request): string {
  const [type = "", ...parameters] = (request.headers["content-type"] ?? "").toLowerCase().split(";");
  for (const parameter of parameters) {
    const [name, value] = parameter.split("=").map((part) => part.trim().replaceAll('"', ""));
    if (name === "charset" && value !== "utf-8")
      throw unsupportedMediaType(`charset ${value} is not supported; use UTF-8.`);
  }
  return type.trim();
}

import type { IncomingMessage, ServerResponse } from "node:http";
import { ArmError, badRequest } from "./errors.ts";
import { isObject, type JsonObject } from "./json.ts";

/** The largest body: a template may have 4 MB (learn.microsoft.com, "Azure Resource Manager limits"). */
const largestBody = 4 * 1024 * 1024;

/** A request to the stand-in. */
export interface ArmRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage["headers"];
  /** Reads the body as a JSON object; an empty one is `{}`. @throws ArmError 400, 413 */
  body(): Promise<JsonObject>;
}

/** What a route answers; `body` is sent as JSON. */
export interface ArmAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Reads a body. */
export async function readBody(message: IncomingMessage): Promise<JsonObject> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > largestBody)
      throw new ArmError(413, "RequestContentTooLarge", `A body has at most ${largestBody} bytes.`);
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (text.trim() === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw badRequest(`The body is not valid JSON: ${(error as Error).message}.`, "InvalidRequestContent");
  }
  if (!isObject(value)) throw badRequest("The body must be a JSON object.", "InvalidRequestContent");
  return value;
}

/** Sends an answer. */
export function send(response: ServerResponse, { status, body, headers }: ArmAnswer): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  response.writeHead(status, {
    ...(text === "" ? {} : { "content-type": "application/json; charset=utf-8" }),
    "content-length": Buffer.byteLength(text),
    "x-content-type-options": "nosniff",
    ...headers,
  });
  response.end(text);
}

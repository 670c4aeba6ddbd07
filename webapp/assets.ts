import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { Refusal } from "./refusal.ts";

/** A file of a page, with the validator that browsers ask again with. */
export interface Asset {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  js: "text/javascript; charset=utf-8",
  ts: "text/javascript; charset=utf-8",
  txt: "text/plain; charset=utf-8",
};

/** Makes an asset of a file's text; undefined when files of its ending are not served. */
export function assetOf(file: string, text: string): Asset | undefined {
  const type = types[file.slice(file.lastIndexOf(".") + 1)];
  if (type === undefined) return undefined;
  const body = Buffer.from(text);
  return { type, body, etag: `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"` };
}

/** Answers with a file of the page. @throws Refusal 404 */
export function sendAsset(request: IncomingMessage, response: ServerResponse, asset: Asset | undefined): void {
  if (asset === undefined) throw new Refusal(404, "not-found", "There is nothing here.");
  response.setHeader("etag", asset.etag);
  response.setHeader("cache-control", "no-cache");
  if (request.headers["if-none-match"] === asset.etag) {
    response.statusCode = 304;
    response.end();
    return;
  }
  response.setHeader("content-type", asset.type);
  response.end(request.method === "HEAD" ? undefined : asset.body);
}

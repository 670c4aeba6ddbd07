import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import { Refusal } from "../refusal.ts";

const folder = new URL("../web/", import.meta.url);
const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  ts: "text/javascript; charset=utf-8",
};

interface Asset {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

/** The page's files, read once. Its code is TypeScript whose types are cut out here, so that nothing has to be built. */
export function readAssets(): ReadonlyMap<string, Asset> {
  const assets = new Map<string, Asset>();
  for (const file of readdirSync(folder)) {
    const type = types[file.slice(file.lastIndexOf(".") + 1)];
    if (type === undefined) continue;
    const text = readFileSync(new URL(file, folder), "utf8");
    const body = Buffer.from(file.endsWith(".ts") ? withoutTypes(text) : text);
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    assets.set(file === "index.html" ? "/" : `/assets/${file}`, { type, body, etag });
  }
  return assets;
}

function withoutTypes(code: string): string {
  const warn = process.emitWarning;
  // Node says once that this is new. People who start the application can do nothing with that.
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(code);
  } finally {
    process.emitWarning = warn;
  }
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

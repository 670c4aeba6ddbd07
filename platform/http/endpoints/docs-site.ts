import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { HttpEndpoint, HttpResponse } from "../exchange.ts";
import { Problem } from "../problem.ts";

const types: Readonly<Record<string, string>> = {
  html: "text/html; charset=utf-8",
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  json: "application/json; charset=utf-8",
  txt: "text/plain; charset=utf-8",
};

/** Pages use files of the site only; their forms may send requests to this service and to one on the reader's own machine. */
const policy = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self' http://127.0.0.1:* http://localhost:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Leads on to the first page, below whose address all others are. */
export function docsEntry(): HttpEndpoint {
  return async ({ path }) => ({
    status: 302,
    headers: { location: path.endsWith("/") ? "index.html" : "docs/index.html" },
  });
}

/** The files of the published documentation in a folder, as `npm run docs` builds it. */
export function docsSite(folder: URL | string): HttpEndpoint {
  const root = typeof folder === "string" ? pathToFileURL(`${folder}/`) : folder;
  return async (request) => {
    const path = request.params["path"] ?? "";
    if (path === "") return docsEntry()(request);
    const type = types[path.slice(path.lastIndexOf(".") + 1)];
    // Names of the site's files are made of these characters; nothing else is looked for, so that no path leads out of the folder.
    const isPlain = path.split("/").every((segment) => /^[A-Za-z0-9_~-][A-Za-z0-9._~-]*$/.test(segment));
    const body = isPlain && type !== undefined ? await textOf(new URL(path, root)) : undefined;
    if (body !== undefined && type !== undefined) return answer(body, type, request.headers.get("if-none-match"));
    if (path === "index.html")
      throw new Problem("not-found", "The documentation is not built. `npm run docs` builds it.");
    throw new Problem("not-found", "There is no such page in the documentation.");
  };
}

async function textOf(file: URL): Promise<string | undefined> {
  try {
    return await readFile(file, "utf8");
  } catch {
    return undefined;
  }
}

function answer(body: string, type: string, known: string | null): HttpResponse {
  const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
  const headers = {
    etag,
    "cache-control": "no-cache",
    "content-security-policy": policy,
    "x-content-type-options": "nosniff",
  };
  if (known === etag) return { status: 304, headers };
  return { status: 200, headers: { ...headers, "content-type": type }, body };
}

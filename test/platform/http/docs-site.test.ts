import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { docsEntry, docsSite } from "../../../platform/http/endpoints/docs-site.ts";
import type { HttpRequest } from "../../../platform/http/exchange.ts";
import { Problem } from "../../../platform/http/problem.ts";

describe("the published documentation", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "docs-site-"));
    mkdirSync(join(folder, "site/messages"), { recursive: true });
    writeFileSync(join(folder, "secret.html"), "secret");
    writeFileSync(join(folder, "site/index.html"), "<p>first");
    writeFileSync(join(folder, "site/messages/v1.html"), "<p>message");
    writeFileSync(join(folder, "site/.hidden.html"), "hidden");
    writeFileSync(join(folder, "site/notes.md"), "notes");
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const request = (path: string, headers: Readonly<Record<string, string>> = {}): HttpRequest => ({
    method: "GET",
    path: `/docs/${path}`,
    query: new URLSearchParams(),
    params: { path },
    headers: new Headers(headers),
    body: null,
  });
  const get = (path: string, headers?: Readonly<Record<string, string>>) =>
    docsSite(join(folder, "site"))(request(path, headers));

  it("has its pages, with types and a policy that lets nothing else in", async () => {
    const page = await get("messages/v1.html");
    assert.equal(page.status, 200);
    assert.equal(page.body, "<p>message");
    assert.equal(page.headers["content-type"], "text/html; charset=utf-8");
    assert.match(
      page.headers["content-security-policy"] ?? "",
      /^default-src 'none'; style-src 'self'; script-src 'self';/,
    );
  });

  it("is not sent again to whoever has it", async () => {
    const { headers } = await get("index.html");
    const again = await get("index.html", { "if-none-match": headers["etag"] ?? "" });
    assert.deepEqual([again.status, again.body], [304, undefined]);
  });

  it("gives nothing from outside its folder, and no files of other kinds", async () => {
    const asked = [
      "../secret.html",
      "..%2fsecret.html",
      "messages/../../secret.html",
      "/etc/hosts.html",
      ".hidden.html",
      "notes.md",
      "messages",
    ];
    for (const path of asked) {
      await assert.rejects(get(path), (error) => error instanceof Problem && error.code === "not-found", path);
    }
  });

  it("begins at its first page, with and without a slash", async () => {
    const leads = async (path: string) => (await docsEntry()({ ...request(""), path })).headers["location"];
    assert.equal(await leads("/docs"), "docs/index.html");
    assert.equal(await leads("/docs/"), "index.html");
    assert.equal((await get("")).status, 302);
  });

  it("says what to do when it has not been built", async () => {
    await assert.rejects(docsSite(join(folder, "none"))(request("index.html")), /npm run docs/);
  });
});

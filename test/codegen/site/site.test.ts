import assert from "node:assert/strict";
import { test } from "node:test";
import { Parser } from "@asyncapi/parser";
import { contractOnDisk } from "../../../codegen/read/contract-files.ts";
import { library } from "../support/contracts.ts";
import { anchorsOf, contractOf, digestOf, linksOf, ownContract, siteFrom } from "./support.ts";

const sites = { own: siteFrom(ownContract), library: siteFrom(contractOf(contractOnDisk(library))) };
const htmlOf = (site: ReadonlyMap<string, string>) => [...site].filter(([path]) => path.endsWith(".html"));

for (const [name, site] of Object.entries(sites)) {
  test(`every link leads to a page and, behind #, to a place on it (${name})`, () => {
    const anchors = new Map(htmlOf(site).map(([path, page]) => [path, anchorsOf(page)]));
    for (const [path, page] of htmlOf(site)) {
      for (const link of linksOf(path, page)) {
        assert.ok(site.has(link.path), `${path} links to ${link.path}`);
        if (link.anchor !== "")
          assert.ok(anchors.get(link.path)?.has(link.anchor), `${path} links to ${link.path}#${link.anchor}`);
      }
    }
  });

  test(`no page has an id twice (${name})`, () => {
    for (const [path, page] of htmlOf(site)) {
      const ids = page.match(/ id=/g)?.length ?? 0;
      assert.equal(anchorsOf(page).size, ids, path);
    }
  });

  test(`pages have no script, style or handler of their own (${name})`, () => {
    for (const [path, page] of htmlOf(site)) {
      const scripts = [...page.matchAll(/<script(?![^>]* src=)([^>]*)>/g)].map(([, attributes]) => attributes);
      for (const attributes of scripts) assert.match(attributes ?? "", /type="?application\/json/, path);
      assert.doesNotMatch(page, /<style|<[^>]+ (?:on[a-z]+|style)=/i, path);
    }
  });

  test(`the downloaded contract is valid AsyncAPI (${name})`, async () => {
    const { document, diagnostics } = await new Parser().parse(site.get("contract.json") ?? "");
    assert.deepEqual(
      diagnostics.filter(({ severity }) => severity === 0),
      [],
    );
    assert.ok(document);
  });
}

test("nothing private is in any file", () => {
  const secret = [
    ...ownContract.messages.filter(({ visibility }) => visibility === "private").map(({ name }) => name),
    "sendInternalCommands",
    "internalCommands",
  ];
  assert.ok(secret.includes("AskGuardian"));
  for (const [path, text] of sites.own) {
    for (const word of secret) assert.ok(!new RegExp(`\\b${word}(Data)?\\b`).test(text), `${path} names ${word}`);
    assert.doesNotMatch(path, /ask-guardian|settle-transfer/);
  }
});

test("schemas are published at the paths of their ids, and refer to each other there", () => {
  for (const [path, text] of sites.own) {
    if (!path.startsWith("schemas/") || !path.endsWith(".json")) continue;
    const schema = JSON.parse(text);
    assert.equal(schema.$id, `https://credits.example/${path}`);
    for (const [, ref = ""] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
      const target = new URL(ref, schema.$id).pathname.slice(1);
      assert.ok(sites.own.has(target), `${path} refers to ${target}`);
    }
  }
  assert.ok(sites.own.has("schemas/events/credits-reserved.v1.json"));
});

test("texts of a contract are shown as the texts that they are", () => {
  const index = sites.library.get("index.html") ?? "";
  assert.match(index, /Library &lt;script&gt;alert\(&quot;title&quot;\)&lt;\/script&gt;/);
  for (const [path, page] of htmlOf(sites.library))
    assert.doesNotMatch(page, /<script>|alert\("title"\)<\/script>/, path);
});

test("the same contract gives the same bytes", () => {
  assert.equal(digestOf(siteFrom(ownContract)), digestOf(sites.own));
});

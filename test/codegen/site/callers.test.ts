import assert from "node:assert/strict";
import { test } from "node:test";
import { curlOf, requestOf } from "../../../codegen/site/browser/request.ts";
import type { FormInput } from "../../../codegen/site/shared/form-request.ts";
import { keyedContract, openToAll, securedContract } from "../security/secured-contract.ts";
import { anchorsOf, contractFrom, linksOf, siteFrom } from "./support.ts";

const secured = siteFrom(contractFrom(securedContract()));
const keyed = siteFrom(contractFrom(keyedContract()));
const open = siteFrom(contractFrom(openToAll()));

/** The words of a page, without its tags. */
const textOf = (page: string | undefined) =>
  (page ?? "")
    .replaceAll(/<script[\s\S]*?<\/script>/g, "")
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

test("each command, query and notification says what it needs, and whose it is", () => {
  const add = textOf(secured.get("messages/add/v1.html"));
  assert.match(add, /Needs a function key and an access token with counter\.write \( who may call \)/);
  assert.match(
    add,
    /Only for whom \/owner of the document \/id of totals names, and for whoever has counter\.operate ; others are answered 403 not-yours/,
  );
  assert.match(add, /Counts once from one caller with the same payload, or the same Idempotency-Key/);
  assert.match(textOf(open.get("messages/add/v1.html")), /Counts once with the same payload/);
  const totals = textOf(secured.get("read-models/totals.html"));
  assert.match(totals, /an access token with counter\.read .* of the document id of totals names/);
  assert.match(totals, /Only for whom owner names; others are answered 403/);
  const told = textOf(secured.get("messages/told/v1.html"));
  assert.match(
    told,
    /access token with counter\.read .*Only for whom recipient names, and for whoever has counter\.operate/,
  );
});

test("a page says who may call, with a table of scopes and what each opens", () => {
  const page = secured.get("callers.html") ?? "";
  const [row = ""] = /<tr id=scope-counter\.write>[\s\S]*?(?=<tr|<\/table>)/.exec(page) ?? [];
  assert.match(textOf(row), /counter\.write Of whoever counts\. Adds\./);
  const [operate = ""] = /<tr id=scope-counter\.operate>[\s\S]*?(?=<tr|<\/table>)/.exec(page) ?? [];
  assert.match(
    textOf(operate),
    /what belongs to others: Adds\. , GET \/api\/totals\/\{id\} , GET \/api\/notifications/,
  );
  for (const code of ["token-missing", "token-invalid", "token-expired", "scope-missing", "not-yours", "rate-limited"])
    assert.ok(page.includes(`<code>${code}</code>`), code);
  assert.match(textOf(page), /100 requests in 10 s from one caller/);
  assert.match(textOf(secured.get("index.html")), /Get a function key and an access token: who may call/);
  assert.match(secured.get("index.html") ?? "", /-H "authorization: Bearer \$TOKEN"/);
});

test("links of scopes and owners lead to places that are there", () => {
  let scopes = 0;
  for (const [path, page] of secured) {
    for (const link of path.endsWith(".html") ? linksOf(path, page) : []) {
      const target = secured.get(link.path);
      assert.ok(target !== undefined, `${path} links to ${link.path}`);
      if (link.anchor !== "") assert.ok(anchorsOf(target).has(link.anchor), `${path}: ${link.path}#${link.anchor}`);
      if (link.anchor.startsWith("scope-")) scopes++;
    }
  }
  assert.ok(scopes > 5, `${scopes}`);
});

test("with keys alone nothing is said of tokens, and an open site has no page about callers", () => {
  const page = textOf(keyed.get("callers.html"));
  assert.match(page, /Function key in the header x-functions-key/);
  assert.doesNotMatch(page, /token|scope/i);
  assert.equal(open.get("callers.html"), undefined);
  for (const [path, text] of open) if (path.endsWith(".html")) assert.doesNotMatch(text, /callers\.html/, path);
});

test("forms ask for a token where one is needed, and curl shows no token", () => {
  const formIn = (page: string | undefined) =>
    JSON.parse(/<div class=try>.*?<script type=application\/json>(.*?)<\/script>/s.exec(page ?? "")?.[1] ?? "");
  const form = formIn(secured.get("messages/add/v1.html"));
  assert.deepEqual([form.keyed, form.tokens], [true, true]);
  assert.equal(formIn(keyed.get("messages/add/v1.html")).tokens, false);
  const values = form.inputs.map((input: FormInput) => [input, input.name === "by" ? "1" : "a"] as const);
  const sent = requestOf(form, "http://127.0.0.1:7071/", new Map(values), { key: "k", token: "eyJ.a.b" });
  assert.deepEqual(sent.headers, {
    "content-type": "application/json",
    "x-functions-key": "k",
    authorization: "Bearer eyJ.a.b",
  });
  assert.match(curlOf(sent), /-H "authorization: Bearer \$TOKEN"/);
  assert.doesNotMatch(curlOf(sent), /eyJ/);
});

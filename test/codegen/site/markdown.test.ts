import assert from "node:assert/strict";
import { test } from "node:test";
import { markdown } from "../../../codegen/site/markdown.ts";
import { ownContract, siteFrom } from "./support.ts";

test("change logs are shown with headings, lists and code; anything hostile as text", () => {
  const source = [
    "## 1.1.0",
    "",
    "The first",
    "published version.",
    "",
    "### Breaking",
    "",
    "- **CreditsReserved** (event): `amount` went",
    "  away <script>alert(1)</script>",
    "- another",
    "",
    "After the list.",
  ].join("\n");
  assert.equal(
    markdown(source).html,
    '<h2 id="1.1.0">1.1.0</h2><p>The first published version.</p><h3>Breaking</h3>' +
      "<ul><li><b>CreditsReserved</b> (event): <code>amount</code> went away &lt;script>alert(1)&lt;/script><li>another</ul>" +
      "<p>After the list.</p>",
  );
});

test("the page of changes begins with the first release", () => {
  const changes = "# What has changed\n\nMade by a tool.\n\n## 2.0.0\n\nNew things.\n";
  const page = siteFrom(ownContract, { changes }).get("changes.html") ?? "";
  assert.match(page, /<h2 id="2\.0\.0">2\.0\.0<\/h2><p>New things\.<\/p>/);
  assert.doesNotMatch(page, /Made by a tool/);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { code, fenced, html, text } from "../../../../codegen/compatibility/changes/markdown-text.ts";

test("words in backticks are code, everything else is text", () => {
  assert.equal(text("The field `amount` is gone."), "The field `amount` is gone.");
  assert.equal(text("a *b* _c_ [d](e) ~f~ $g$ h|i"), "a \\*b\\* \\_c\\_ \\[d\\](e) \\~f\\~ \\$g\\$ h\\|i");
});

test("nobody is mentioned and nothing is linked, from within backticks either", () => {
  const everywhere = [
    "@everybody",
    "``` `` @everybody ` `",
    "\\`<img src=//evil.example>` @everybody",
    "`` `x` @everybody",
    "org/repository#12 #1 GH-2",
    "https://evil.example www.evil.example mailto:x",
  ];
  for (const hostile of everywhere) {
    for (const shown of [text(hostile), code(hostile), html(hostile)]) {
      const outside = shown.replaceAll(/`[^`]*`|<code>[^<]*<\/code>/g, "");
      assert.doesNotMatch(outside, /@(?!\u200b)|(?<!&)#\d|GH-\d|:\/\/|www\.|mailto:|<(?!\/?code>)/, shown);
    }
  }
});

test("code cannot be left, by backticks, strokes or backslashes", () => {
  assert.equal(code("/lines/*/amount"), "`/lines/*/amount`");
  assert.equal(code("a`b|c\\"), "<code>a&#96;b&#124;c&#92;</code>");
  assert.equal(text("see `a|b`"), "see <code>a&#124;b</code>");
  assert.deepEqual(fenced("a\n```\n@b", "json", 100), ["````json", "a\n```\n@b", "````"]);
});

test("lines stay one line, and characters that nobody sees are shown", () => {
  assert.equal(text("a\n\n# b\u202ec\u0007"), "a # b�c�");
  assert.equal(text("x".repeat(2000)).length, 602);
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type DiffLine, differences, diffLines, same } from "../../../dashboard/web/json/diff.ts";

const shown = (lines: readonly DiffLine[]) =>
  lines.map(
    ({ depth, text, change }) => `${{ same: " ", added: "+", removed: "-" }[change]}${"  ".repeat(depth)}${text}`,
  );

describe("the difference of two JSON values", () => {
  it("is shown as lines of one text, the old value before the new one", () => {
    const before = { balance: 10, status: "open", holds: [{ id: "a" }], gone: true };
    const after = { balance: 7, status: "open", holds: [{ id: "a" }, { id: "b", until: null }], fresh: {} };
    assert.deepEqual(shown(diffLines(before, after)), [
      " {",
      '-  "balance": 10',
      '+  "balance": 7',
      '   "status": "open"',
      '   "holds": [',
      "     {",
      '       "id": "a"',
      "     }",
      "+    {",
      '+      "id": "b"',
      '+      "until": null',
      "+    }",
      "   ]",
      '-  "gone": true',
      '+  "fresh": {}',
      " }",
    ]);
  });

  it("keeps an item that goes from the middle of a list to one line", () => {
    assert.deepEqual(shown(diffLines([1, 2, 3], [1, 3])), [" [", "   1", "-  2", "   3", " ]"]);
    assert.deepEqual(shown(diffLines([1, 3], [0, 1, 3])), [" [", "+  0", "   1", "   3", " ]"]);
  });

  it("tells what is there from what is not, and kinds of values from one another", () => {
    assert.deepEqual(shown(diffLines(undefined, { a: 1 })), ["+{", '+  "a": 1', "+}"]);
    assert.deepEqual(shown(diffLines({ a: 1 }, null)), ["-{", '-  "a": 1', "-}", "+null"]);
    assert.deepEqual(shown(diffLines({ a: [] }, { a: {} })), [" {", '-  "a": []', '+  "a": {}', " }"]);
    assert.deepEqual(
      shown(diffLines({ b: 1, a: 2 }, { a: 2, b: 1 })).filter((line) => /^[+-]/.test(line)),
      [],
    );
  });

  it("has pointers of the innermost values", () => {
    assert.deepEqual(differences({ a: { "x/y": 1, z: 2 }, b: [1, 2] }, { a: { "x/y": 2, z: 2 }, b: [1], c: 0 }), [
      "/a/x~1y",
      "/b/1",
      "/c",
    ]);
    assert.deepEqual(differences(null, { a: 1 }), [""]);
    assert.deepEqual(differences({ a: [] }, { a: {} }), ["/a"]);
  });

  it("knows names that objects inherit from those that they have", () => {
    assert.equal(same({ toString: 1 }, {}), false);
    assert.equal(same(JSON.parse('{"__proto__":1}'), {}), false);
    assert.deepEqual(shown(diffLines({}, { constructor: 1 })), [" {", '+  "constructor": 1', " }"]);
  });
});

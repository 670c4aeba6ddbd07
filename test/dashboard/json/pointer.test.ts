import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lineOf, parseWithPlaces } from "../../../dashboard/web/json/places.ts";
import { parentOf, valueAt, withValueAt } from "../../../dashboard/web/json/pointer.ts";

describe("a JSON pointer", () => {
  it("finds a value, also under names with slashes and tildes, and nothing that is inherited", () => {
    const value = { "a/b": [{ "~": 5 }] };
    assert.equal(valueAt(value, "/a~1b/0/~0"), 5);
    assert.equal(valueAt(value, ""), value);
    assert.equal(valueAt(value, "/toString"), undefined);
    assert.equal(parentOf("/a/b"), "/a");
    assert.equal(parentOf("/a"), "");
  });

  it("makes a copy with another value, or without it, and makes what holds it", () => {
    const value = Object.freeze({ a: 1, list: [1, 2, 3] });
    assert.deepEqual(withValueAt(value, "/a", 2), { a: 2, list: [1, 2, 3] });
    assert.deepEqual(withValueAt(value, "/list/1", undefined), { a: 1, list: [1, 3] });
    assert.deepEqual(withValueAt(value, "/a", undefined), { list: [1, 2, 3] });
    assert.deepEqual(withValueAt(undefined, "/deep/er", 1), { deep: { er: 1 } });
    assert.deepEqual(withValueAt(value, "", null), null);
    assert.deepEqual(Object.keys(withValueAt({}, "/__proto__", 1) as object), ["__proto__"]);
  });
});

describe("a text that is edited as JSON", () => {
  it("tells where each value stands", () => {
    const text = '{\n  "a": [1, {"b": "x"}],\n  "c~": null\n}';
    const read = parseWithPlaces(text);
    assert.ok("places" in read);
    assert.deepEqual(read.value, JSON.parse(text));
    const at = (pointer: string) => {
      const { start, end } = read.places.get(pointer) ?? assert.fail(pointer);
      return text.slice(start, end);
    };
    assert.deepEqual([at("/a/0"), at("/a/1/b"), at("/c~0")], ["1", '"x"', "null"]);
    assert.equal(at(""), text);
    assert.deepEqual(lineOf(text, read.places.get("/c~0")?.start ?? 0), { line: 3, column: 9 });
  });

  it("tells what is wrong and where, and takes what JSON takes", () => {
    const faults: readonly (readonly [text: string, at: number, words: RegExp])[] = [
      ["", 0, /too early/],
      ['{"a": 1,}', 8, /double quotes/],
      ['{"a" 1}', 5, /colon/],
      ["[1 2]", 3, /comma or \]/],
      ["[01]", 1, /no JSON value/],
      ['{"a":1,"a":2}', 7, /there already/],
      ['"open', 0, /not closed/],
      ["[1] 2", 4, /follow/],
      ["truely", 0, /no JSON/],
      ["[".repeat(200), 129, /deeper/],
    ];
    for (const [text, at, words] of faults) {
      const read = parseWithPlaces(text);
      assert.ok("fault" in read, text);
      assert.match(read.fault, words);
      assert.equal(read.at, at, text);
      if (!/there already/.test(read.fault) && !/deeper/.test(read.fault)) assert.throws(() => JSON.parse(text));
    }
    for (const text of [" -0.5e+3 ", '"\\u00e4\\n"', "[]", "{}", '{"__proto__":{"a":[]}}', "[[[]]]"]) {
      const read = parseWithPlaces(text);
      assert.ok("value" in read, text);
      assert.equal(JSON.stringify(read.value), JSON.stringify(JSON.parse(text)));
    }
  });
});

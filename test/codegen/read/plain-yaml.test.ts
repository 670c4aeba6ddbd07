import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { parseDocument, stringify } from "yaml";
import { parsePlainYaml } from "../../../codegen/read/yaml/plain-yaml.ts";
import { Random } from "../../../codegen/samples/random.ts";
import { library, project } from "../support/contracts.ts";

const texts =
  `yes|true|null|~|1|1.5|-|- a|a: b|a:b|# c|a #b|a#b||  lead|trail |it's|say "x"|é✓|{a}|[a]|*a|&a|!t|%|@|?|? a|:|0x1f|0o7
|1e3|.5|+1|a,b|a\\b|> a|| b|---|...|#/components/schemas/X|2026-01-01|$ref|<<|012|foo bar`.split("|");
const many = [
  "two\nlines",
  "two\n\nparts\n",
  "\n",
  "x\n  further in\ny",
  "a long text ".repeat(9).trim(),
  "with: colons ".repeat(7),
];
const marks = [
  " ",
  "\n",
  ":",
  "-",
  "#",
  ",",
  "{",
  "}",
  "[",
  "]",
  "'",
  '"',
  "a",
  "|",
  ">",
  "\n  ",
  "\n- ",
  ": ",
  "*",
  "&",
  "\\",
  "!",
];

/** The full parser's answer; undefined when it finds anything wrong. */
function inFull(text: string): { value: unknown } | undefined {
  const document = parseDocument(text, { prettyErrors: false, uniqueKeys: true });
  return document.errors.length + document.warnings.length > 0 ? undefined : { value: document.toJS() };
}

test("reads the same as the full parser, or leaves the text to it", () => {
  const random = new Random("plain yaml");
  const pick = <T>(items: readonly T[]): T => random.pick(items);
  const make = (depth: number): unknown => {
    const kind = random.integer(0, depth === 0 ? 4 : 9);
    if (kind < 3) return pick(texts);
    if (kind === 3) return pick(many);
    if (kind === 4) return pick([0, -1, 1.5, true, false, null, 1e21]);
    const parts = Array.from({ length: random.integer(0, 3) }, (_, index) => [
      `${pick(texts)}${index}`,
      make(depth - 1),
    ]);
    return kind < 8 ? Object.fromEntries(parts) : parts.map(([, value]) => value);
  };
  const spoil = (text: string): string => {
    const at = random.integer(0, text.length);
    const rest = pick([at, at + 1]);
    return text.slice(0, at) + pick([...marks, ""]) + text.slice(rest);
  };
  let read = 0;
  for (let round = 0; round < 400; round++) {
    const text = stringify(
      { first: make(3), second: make(2) },
      {
        lineWidth: pick([0, 20, 80]),
        indent: pick([2, 4]),
        indentSeq: pick([true, false]),
        collectionStyle: pick(["any", "block", "flow"]),
        defaultStringType: pick(["PLAIN", "PLAIN", "QUOTE_DOUBLE", "QUOTE_SINGLE", "BLOCK_FOLDED", "BLOCK_LITERAL"]),
        aliasDuplicateObjects: false,
      },
    );
    for (const given of [text, spoil(text), spoil(spoil(text))]) {
      const plain = parsePlainYaml(given);
      if (plain === undefined) continue;
      read++;
      assert.deepEqual(plain.value, inFull(given)?.value, given);
    }
  }
  assert.ok(read > 300, `only ${read} texts were read`);
});

test("reads the contracts of this repository by itself", () => {
  for (const file of [join(project, "asyncapi.yaml"), library]) {
    const text = readFileSync(file, "utf8");
    assert.deepEqual(parsePlainYaml(text)?.value, inFull(text)?.value);
  }
});

test("knows where each key and each item stands", () => {
  const offsets = new Map<object, Map<string, number>>();
  const text = "a:\n  - b: 1\n  - { c: 2, 'd': [3, 4] }\n";
  const { value } = parsePlainYaml(text, offsets) as { value: { a: [object, { d: object }] } };
  assert.equal(offsets.get(value)?.get("a"), 0);
  assert.equal(offsets.get(value.a)?.get("1"), text.indexOf("{"));
  assert.equal(offsets.get(value.a[1])?.get("d"), text.indexOf("'d'"));
  assert.equal(offsets.get(value.a[1].d)?.get("1"), text.indexOf("4"));
});

test("leaves to the full parser what is wrong or rare", () => {
  const refused = [
    "a: 1\na: 2\n",
    "a: !tag b\n",
    "a:\tb\n",
    "a: 'open\n",
    "a: {b: 1\n",
    "---\na: 1\n---\nb: 2\n",
    "<<: {a: 1}\n",
    "a: *none\n",
  ];
  for (const text of refused) assert.equal(parsePlainYaml(text), undefined, text);
});

test("takes time that grows with the text and no faster", () => {
  // A text of many scalars on one level: a search to the end of the text for each of them would take minutes.
  const text = Array.from({ length: 60_000 }, (_, index) => `key${index}: some words of value ${index}\n`).join("");
  assert.equal(Object.keys(parsePlainYaml(text)?.value as object).length, 60_000);
});

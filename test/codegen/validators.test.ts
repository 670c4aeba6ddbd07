import assert from "node:assert/strict";
import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import type { Fault } from "../../codegen/assets/runtime.js";
import { formats } from "../../codegen/assets/runtime.js";
import { libraryGolden } from "./support/contracts.ts";
import { runNode, temporaryFolder } from "./support/temporary.ts";

const file = (name: string) => pathToFileURL(join(libraryGolden, "validators", name)).href;
const { validate }: { validate: (value: unknown) => readonly Fault[] } = await import(file("borrow-copy.v3.js"));

const valid = () => ({
  copyId: "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11",
  reader: "ada",
  class: "adult",
  constructor: 7,
  place: [1.5],
});
const pointers = (value: unknown) => validate(value).map(({ pointer }) => pointer);

test("a valid payload has no faults", () => {
  assert.deepEqual(validate(valid()), []);
  const rest = {
    "a-b": "é😀x",
    toString: true,
    'quote"d\\': 'say "hi"',
    tags: ["new", { odd: 1 }],
    labels: { x: "y" },
  };
  assert.deepEqual(validate({ ...valid(), ...rest, shelf: { label: "a", inside: [{ label: "b" }] } }), []);
});

test("every fault is reported, with a pointer to its place and words for people", () => {
  const { copyId: _missing, ...rest } = valid();
  const faults = validate({
    ...rest,
    reader: "",
    class: "senior",
    constructor: 2 ** 40,
    place: [1, 2, 3],
    extra: 1,
    "a-b": "😀😀😀😀",
  });
  assert.deepEqual(faults.map(({ pointer, message }) => `${pointer} ${message}`).sort(), [
    "/a-b must have at most 3 characters",
    '/class must be one of "adult", "child"',
    "/constructor must be in the format int32",
    "/copyId is missing",
    "/extra is not allowed here",
    "/place must have at most 2 items",
    "/reader must not be empty",
  ]);
});

test("names that objects inherit do not count as fields, and no such name slips through", () => {
  const { constructor: _missing, ...rest } = valid();
  assert.deepEqual(pointers(rest), ["/constructor"]);
  assert.deepEqual(pointers(JSON.parse(`{"__proto__":{"admin":true},${JSON.stringify(valid()).slice(1)}`)), [
    "/__proto__",
  ]);
  assert.deepEqual(pointers(Object.create(valid())).length, 5);
  assert.deepEqual(pointers({ ...valid(), "a/b~": 1 }), ["/a~1b~0"]);
});

test("anything that is not an object is one fault, and nesting without end is a fault, not a crash", () => {
  for (const value of [null, undefined, 1, "x", [], true]) {
    assert.deepEqual(validate(value), [{ pointer: "", message: "must be an object", keyword: "type" }]);
  }
  let shelf: object = { label: "a" };
  for (let depth = 0; depth < 100_000; depth++) shelf = { label: "a", inside: [shelf] };
  assert.equal(validate({ ...valid(), shelf })[0]?.keyword, "depth");
});

test("a validator runs where no package is installed, and loads nothing but the shared runtime", async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  for (const name of ["loan-due.v1.js", "runtime.js"]) {
    cpSync(join(libraryGolden, "validators", name), join(folder, name));
  }
  const script = 'const { validate } = await import("./loan-due.v1.js"); console.log(validate({}).length);';
  const { stdout, stderr } = await runNode(["--input-type=module", "-e", script], { cwd: folder });
  assert.equal(stdout, "3\n", stderr);
});

const samples: Readonly<Record<string, { readonly good: readonly unknown[]; readonly bad: readonly unknown[] }>> = {
  date: {
    good: ["2024-02-29", "2000-02-29"],
    bad: ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "24-01-01", "2024-1-01", "٢٠٢٤-01-01"],
  },
  "date-time": {
    good: [
      "2026-01-31T12:00:00Z",
      "2026-01-31t12:00:00.123456789+05:30",
      "1998-12-31T23:59:60Z",
      "1998-12-31T15:59:60-08:00",
    ],
    bad: [
      "2026-01-31",
      "2026-01-31 12:00:00Z",
      "2026-01-31T12:00:00",
      "2026-01-31T24:00:00Z",
      "2026-01-31T12:00:60Z",
      "2026-01-31T12:00:00.Z",
      "2026-01-31T12:00:00+24:00",
      "2026-01-31T12:00:00Z\n",
    ],
  },
  time: { good: ["12:00:00Z", "23:59:60Z"], bad: ["12:00:00", "12:00Z", "22:59:60Z"] },
  uuid: {
    good: ["6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11", "6F1D3C5A-0B0E-4F6E-9A39-0D9F3F6F2B11"],
    bad: [
      "6f1d3c5a0b0e4f6e9a390d9f3f6f2b11",
      "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b1g",
      "{6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b1}",
    ],
  },
  email: {
    good: ["a@b.example", "a.b+c@d-e.example"],
    bad: ["a", "@b", "a@", "a..b@c.de", ".a@b.de", "a b@c.de", "a@-b.de"],
  },
  hostname: { good: ["a", "a.b-c.example"], bad: ["", "-a", "a-", "a..b", "a_b", `${"a".repeat(64)}.de`] },
  ipv4: { good: ["127.0.0.1", "0.0.0.0"], bad: ["1.2.3", "256.1.1.1", "01.2.3.4", "1.2.3.4.5"] },
  ipv6: {
    good: ["::", "::1", "1:2:3:4:5:6:7:8", "::ffff:1.2.3.4", "1::8"],
    bad: ["", "1", ":::", "1::2::3", "1:2:3:4:5:6:7:8:9", "::12345", "1.2.3.4", "1.2.3.4::", ":1:2:3:4:5:6:7"],
  },
  uri: {
    good: ["https://a.example/b?c#d", "urn:x:y", "http://[::1]:80/"],
    bad: ["/a", "//a/b", "a b:c", "http://a b", "http://[x]/", "http://a/%zz", "http://a/#b#c"],
  },
  "uri-reference": {
    good: ["", "/a/b", "a?b", "#c", "//host/x", "https://a.example"],
    bad: ["a b", "\\a", "1a:b", "%", "/[a]"],
  },
  "json-pointer": { good: ["", "/a", "/a~0b/~1"], bad: ["a", "/~", "/~2"] },
  duration: { good: ["P1D", "PT1H30M", "P2W", "P1Y2M"], bad: ["P", "PT", "1D", "P1H", "PT1D"] },
  int32: { good: [0, -2147483648, 2147483647], bad: [2147483648, 0.5] },
  int64: { good: [2 ** 53 - 1], bad: [2 ** 53, 0.5] },
};

for (const [name, { good, bad }] of Object.entries(samples)) {
  test(`the format ${name} tells right from wrong`, () => {
    const check = formats[name]?.validate as (value: unknown) => boolean;
    for (const value of good) assert.equal(check(value), true, String(value));
    for (const value of bad) assert.equal(check(value), false, String(value));
  });
}

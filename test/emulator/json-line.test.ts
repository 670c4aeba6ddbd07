import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { test } from "node:test";
import { jsonLine } from "../../emulator/json-line.ts";

test("whatever stands in a value, it is one line to who reads lines", async () => {
  const values = ["\u2028", "a\u2029b", "\r\n", "\u0085", '"\\u2028', { "\u2028": 1 }].map((message) => ({ message }));
  const lines: unknown[] = [];
  for await (const line of createInterface({ input: Readable.from(values.map(jsonLine)) }))
    lines.push(JSON.parse(line));
  assert.deepEqual(lines, values);
});

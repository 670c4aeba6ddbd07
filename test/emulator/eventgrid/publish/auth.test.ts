import assert from "node:assert/strict";
import { test } from "node:test";
import { parseExpiry } from "../../../../emulator/eventgrid/publish/auth.ts";

const cases: [text: string, expected: string | undefined][] = [
  ["1/1/2030 12:00:00 AM", "2030-01-01T00:00:00.000Z"],
  ["1/1/2030 12:30:05 PM", "2030-01-01T12:30:05.000Z"],
  ["12/31/2029 11:59:59 PM", "2029-12-31T23:59:59.000Z"],
  ["6/5/2020 1:09:03 AM", "2020-06-05T01:09:03.000Z"],
  ["2030-01-01T00:00:00Z", "2030-01-01T00:00:00.000Z"],
  ["13/1/2030 12:00:00 AM", undefined],
  ["1/1/2030 13:00:00 PM", undefined],
  ["1/1/2030", undefined],
  ["soon", undefined],
  ["", undefined],
];

for (const [text, expected] of cases) {
  test(`the expiry ${JSON.stringify(text)} is ${expected ?? "not a date"}`, () => {
    const instant = parseExpiry(text);
    assert.equal(instant === undefined ? undefined : new Date(instant).toISOString(), expected);
  });
}

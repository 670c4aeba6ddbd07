import { now, number, old, type Probe, point, text } from "./probe.ts";

// biome-ignore-start lint/suspicious/noThenProperty: a word of JSON Schema.
/** Conditions, and what depends on other fields. */
export const conditions: readonly Probe[] = [
  old(
    "one of two is required",
    { type: "object", properties: { a: text, b: text }, anyOf: [{ required: ["a"] }, { required: ["b"] }] },
    { a: "x" },
    { b: "x" },
    { a: "x", b: "y" },
    {},
  ),
  now(
    "unevaluated properties",
    { allOf: [point], properties: { y: number }, unevaluatedProperties: false, type: "object" },
    { x: 1 },
    { x: 1, y: 2 },
    { x: 1, z: 3 },
  ),
  now(
    "unevaluated properties of a kind",
    { type: "object", properties: { a: text }, unevaluatedProperties: number },
    { a: "x", b: 1 },
    { a: "x" },
    { b: "y" },
  ),
  old(
    "if and then",
    { type: "object", properties: { a: text, b: number }, if: { required: ["a"] }, then: { required: ["b"] } },
    { a: "x", b: 1 },
    {},
    { a: "x" },
  ),
  old(
    "if adds a type",
    { if: { type: "object" }, then: { properties: { a: text } }, else: { type: "number" } },
    { a: "b" },
    1,
    "c",
    { a: 1 },
  ),
  old("not", { type: "object", properties: { a: text }, not: { required: ["b"] } }, { a: "x" }, {}, { b: 1 }),
  old("not a text", { not: { type: "string" } }, 1, null, { a: 1 }, "a"),
  now(
    "dependent",
    {
      type: "object",
      properties: { a: text, b: number },
      dependentRequired: { a: ["b"] },
      dependentSchemas: { b: { properties: { c: text } } },
    },
    { a: "x", b: 1 },
    { b: 1, c: "y" },
    { a: "x" },
    { b: 1, c: 2 },
  ),
  old(
    "dependencies",
    { type: "object", properties: { a: text, b: number }, dependencies: { a: ["b"] } },
    { a: "x", b: 1 },
    { b: 1 },
    { a: "x" },
  ),
  now(
    "unevaluated with conditions",
    {
      type: "object",
      properties: { a: text },
      if: { required: ["a"] },
      then: { properties: { b: number } },
      unevaluatedProperties: false,
    },
    { a: "x", b: 1 },
    {},
    { b: 1 },
  ),
];
// biome-ignore-end lint/suspicious/noThenProperty: a word of JSON Schema.

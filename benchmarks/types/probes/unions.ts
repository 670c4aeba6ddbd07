import { closed, number, old, type Probe, point, text } from "./probe.ts";

/** Alternatives and conjunctions. */
export const unions: readonly Probe[] = [
  old(
    "one of",
    { oneOf: [closed({ a: text }, ["a"]), closed({ b: number }, ["b"])] },
    { a: "x" },
    { b: 1 },
    { a: 1 },
    { a: "x", b: 1 },
  ),
  old("overlapping oneOf", { oneOf: [{ type: "integer" }, { type: "number", minimum: 5 }] }, 1, 5.5, 6, "a"),
  old(
    "tagged union",
    {
      oneOf: [
        closed({ kind: { const: "a" }, a: text }, ["kind", "a"]),
        closed({ kind: { const: "b" }, b: number }, ["kind"]),
      ],
    },
    { kind: "a", a: "x" },
    { kind: "b" },
    { kind: "a", b: 1 },
    { kind: "c" },
  ),
  old("nullable by anyOf", { anyOf: [point, { type: "null" }] }, { x: 1 }, null, { x: "a" }, "b"),
  old(
    "allOf",
    { allOf: [point, { type: "object", required: ["y"], properties: { y: text } }] },
    { x: 1, y: "a" },
    { x: 1 },
    { y: "a" },
  ),
  old(
    "deep allOf",
    { allOf: [{ allOf: [{ allOf: [point] }, { properties: { y: text } }] }, { required: ["z"] }] },
    { x: 1, z: 0 },
    { x: 1, y: "a", z: 0 },
    { x: 1, y: 2, z: 0 },
    { x: 1 },
  ),
  old("allOf of scalars", { allOf: [{ type: "string" }, { minLength: 2 }, { enum: ["ab", "b"] }] }, "ab", "b", "cd", 1),
  old("allOf that narrows", { allOf: [{ type: ["string", "number"] }, { type: ["number", "null"] }] }, 1, "a", null),
  old(
    "allOf with a closed part",
    { allOf: [closed({ a: text, b: {} }), { type: "object", required: ["b"], properties: { b: number } }] },
    { a: "x", b: 1 },
    { b: 1 },
    { b: "y" },
  ),
  old(
    "allOf beside properties",
    { type: "object", properties: { a: text }, allOf: [{ properties: { b: number } }] },
    { a: "x", b: 1 },
    {},
    { b: "y" },
  ),
  old(
    "anyOf of objects",
    {
      type: "object",
      properties: { a: text },
      anyOf: [
        { properties: { b: number }, required: ["b"] },
        { properties: { c: text }, required: ["c"] },
      ],
    },
    { b: 1 },
    { a: "x", c: "y" },
    {},
    { b: "z" },
  ),
  old("anyOf of anything", { anyOf: [{ minimum: 5 }, { type: "string" }] }, 6, "a", true, 1),
];

import { closed, now, number, old, type Probe, point, text, tree } from "./probe.ts";

/** References, and types that contain themselves. */
export const references: readonly Probe[] = [
  now(
    "reference with words beside it",
    { $ref: "#/$defs/Point", required: ["y"], properties: { y: number }, $defs: { Point: point } },
    { x: 1, y: 2 },
    { x: 1 },
    { y: 2 },
  ),
  now(
    "reference with a description",
    { ...closed({ p: { $ref: "#/$defs/Point", description: "A point." } }), $defs: { Point: point } },
    { p: { x: 1 } },
    { p: { x: "a" } },
    {},
  ),
  old(
    "reference with words beside it",
    { type: "object", properties: { p: { $ref: "#/definitions/Short", maxLength: 1 } }, definitions: { Short: text } },
    { p: "long" },
    { p: 1 },
    {},
  ),
  old(
    "recursion",
    tree,
    { value: 1 },
    { value: 1, children: [{ value: 2, children: [] }] },
    { value: 1, children: [{}] },
  ),
  old(
    "recursion by two",
    {
      $ref: "#/definitions/A",
      definitions: { A: closed({ b: { $ref: "#/definitions/B" } }), B: closed({ a: { $ref: "#/definitions/A" } }) },
    },
    { b: { a: { b: {} } } },
    {},
    { b: { b: {} } },
  ),
  old(
    "recursive list",
    { $ref: "#/definitions/List", definitions: { List: { type: "array", items: { $ref: "#/definitions/List" } } } },
    [],
    [[], [[]]],
    [1],
  ),
  old(
    "recursive json",
    {
      $ref: "#/definitions/Json",
      definitions: {
        Json: {
          anyOf: [
            { type: ["string", "number", "boolean", "null"] },
            { type: "array", items: { $ref: "#/definitions/Json" } },
            { type: "object", additionalProperties: { $ref: "#/definitions/Json" } },
          ],
        },
      },
    },
    { a: [1, { b: null }] },
    "a",
    [[]],
  ),
];

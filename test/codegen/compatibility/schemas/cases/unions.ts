import { type ChangeGroup, closed, open, text, whole } from "./case.ts";

const kind = (name: string, fields: Readonly<Record<string, unknown>>) =>
  closed({ kind: { const: name }, ...fields }, ["kind", ...Object.keys(fields)]);
const one = (...parts: unknown[]) => ({ oneOf: parts });
const any = (...parts: unknown[]) => ({ anyOf: parts });
const range = (minimum: number, maximum: number) => ({ type: "integer", minimum, maximum });

export const unions: ChangeGroup = {
  title: "Alternatives and parts",
  words: "anyOf, oneOf, allOf, not, $ref",
  changes: [
    {
      change: "add an alternative with a tag of its own",
      before: one(kind("a", {})),
      after: one(kind("a", {}), kind("b", {})),
      old: "compatible",
      new: "union-branch-removed",
    },
    {
      change: "remove an alternative",
      before: one(kind("a", {}), kind("b", { x: text })),
      after: one(kind("a", {})),
      old: "union-branch-removed",
      new: "compatible",
    },
    {
      change: "require a field in one alternative",
      before: one(kind("a", {}), closed({ kind: { const: "b" }, x: text }, ["kind"])),
      after: one(kind("a", {}), kind("b", { x: text })),
      old: "property-required",
      new: "compatible",
    },
    {
      change: "reorder alternatives",
      before: one(kind("a", {}), kind("b", {})),
      after: one(kind("b", {}), kind("a", {})),
      old: "compatible",
      new: "compatible",
    },
    {
      change: "`oneOf` with tags becomes `anyOf`",
      before: one(kind("a", {}), kind("b", {})),
      after: any(kind("a", {}), kind("b", {})),
      old: "compatible",
      new: "compatible",
    },
    {
      change: "`anyOf` becomes `oneOf` where both can fit",
      before: any(open({ a: text }, ["a"]), open({ b: text }, ["b"])),
      after: one(open({ a: text }, ["a"]), open({ b: text }, ["b"])),
      old: "union-ambiguous",
      new: "compatible",
    },
    {
      change: "add an alternative that overlaps",
      before: { ...text, maxLength: 5 },
      after: one({ ...text, maxLength: 5 }, { ...text, minLength: 5, maxLength: 8 }),
      old: "union-ambiguous",
      new: "length",
    },
    {
      change: "split a range into alternatives",
      before: range(0, 10),
      after: any(range(0, 5), range(6, 10)),
      old: "compatible",
      new: "compatible",
    },
    {
      change: "split a range and leave a gap",
      before: range(0, 10),
      after: any(range(0, 4), range(6, 10)),
      old: "union-branch-removed",
      new: "compatible",
    },
    {
      change: "merge alternatives that differ in one field",
      before: any(closed({ v: text }), closed({ v: whole })),
      after: closed({ v: { type: ["string", "integer"] } }),
      old: "compatible",
      new: "compatible",
    },
    {
      change: "merge alternatives that differ in two fields",
      before: any(closed({ v: text, w: text }, ["v", "w"]), closed({ v: whole, w: whole }, ["v", "w"])),
      after: closed({ v: { type: ["string", "integer"] }, w: { type: ["string", "integer"] } }, ["v", "w"]),
      old: "compatible",
      new: "union-branch-removed",
    },
    {
      change: "another type in one alternative, where another takes some of what it refuses",
      before: any(open({ kind: { const: "a" }, n: whole }), { ...open({ b: text }), minProperties: 2 }),
      after: any(open({ kind: { const: "a" }, n: whole }), { ...open({ b: whole }), minProperties: 2 }),
      old: "property-type",
      new: "property-type",
    },
    {
      change: "write a list of types as alternatives",
      before: { type: ["string", "integer"] },
      after: any(text, whole),
      old: "compatible",
      new: "compatible",
    },
    {
      change: "take an object apart into parts",
      before: open({ a: text, b: whole }, ["a"]),
      after: { allOf: [open({ a: text }, ["a"]), open({ b: whole })] },
      old: "compatible",
      new: "compatible",
    },
    {
      change: "add a part",
      before: open({ a: text }),
      after: { allOf: [open({ a: text }), { type: "object", required: ["a"] }] },
      old: "property-required",
      new: "compatible",
    },
    {
      change: "add a part that nothing fits",
      before: open({ a: text }),
      after: { allOf: [open({ a: text }), false] },
      old: "nothing-allowed",
      new: "compatible",
    },
    { change: "exclude a value", before: text, after: { ...text, not: { const: "" } }, old: "not", new: "compatible" },
    {
      change: "exclude a value that could not be there",
      before: { ...text, minLength: 1 },
      after: { ...text, minLength: 1, not: { const: "" } },
      old: "compatible",
      new: "compatible",
    },
    {
      change: "write an excluded value as a length",
      before: { ...text, not: { const: "" } },
      after: { ...text, minLength: 1 },
      old: "compatible",
      new: "compatible",
    },
    { change: "exclude a type", before: {}, after: { not: { type: "null" } }, old: "not", new: "compatible" },
    {
      change: "put a value behind a reference",
      before: open({ a: whole }),
      after: { ...open({ a: { $ref: "#/$defs/Amount" } }), $defs: { Amount: whole } },
      old: "compatible",
      new: "compatible",
    },
    {
      change: "narrow a value behind a reference",
      before: { ...open({ a: { $ref: "#/$defs/Amount" }, b: { $ref: "#/$defs/Amount" } }), $defs: { Amount: whole } },
      after: {
        ...open({ a: { $ref: "#/$defs/Amount" }, b: { $ref: "#/$defs/Amount" } }),
        $defs: { Amount: { ...whole, minimum: 1 } },
      },
      old: "bound-tightened",
      new: "compatible",
    },
    {
      change: "add words beside a reference",
      before: { ...open({ a: { $ref: "#/$defs/Amount" } }), $defs: { Amount: whole } },
      after: { ...open({ a: { $ref: "#/$defs/Amount", maximum: 5 } }), $defs: { Amount: whole } },
      old: "bound-tightened",
      new: "compatible",
    },
  ],
};

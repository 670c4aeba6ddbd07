import { type ChangeGroup, closed, text, whole } from "./case.ts";

const value = (schema: unknown) => closed({ value: schema }, ["value"]);
const list = (...values: unknown[]) => value({ enum: values });

export const values: ChangeGroup = {
  title: "Listed and fixed values",
  words: "enum, const",
  changes: [
    {
      change: "add a value",
      before: list("a", "b"),
      after: list("a", "b", "c"),
      old: "compatible",
      new: "enum-value-removed",
    },
    {
      change: "remove a value",
      before: list("a", "b"),
      after: list("a"),
      old: "enum-value-removed",
      new: "compatible",
    },
    { change: "reorder values", before: list("a", "b"), after: list("b", "a"), old: "compatible", new: "compatible" },
    {
      change: "replace a value",
      before: list("a", "b"),
      after: list("a", "c"),
      old: "enum-value-removed",
      new: "enum-value-removed",
    },
    {
      change: "list the values of a free text",
      before: value(text),
      after: value({ ...text, enum: ["a", "b"] }),
      old: "enum-added",
      new: "compatible",
    },
    {
      change: "list all values that there can be",
      before: value({ type: "integer", minimum: 1, maximum: 3 }),
      after: value({ enum: [1, 2, 3] }),
      old: "compatible",
      new: "compatible",
    },
    { change: "fix a value", before: value(whole), after: value({ const: 1 }), old: "const", new: "compatible" },
    {
      change: "change a fixed value",
      before: value({ const: "a" }),
      after: value({ const: "b" }),
      old: "const",
      new: "const",
    },
    {
      change: "a fixed value becomes a list with it",
      before: value({ const: "a" }),
      after: list("a", "b"),
      old: "compatible",
      new: "const",
    },
    {
      change: "a list of one becomes a fixed value",
      before: list("a"),
      after: value({ const: "a" }),
      old: "compatible",
      new: "compatible",
    },
    {
      change: "values that another pattern already demands",
      before: value({ enum: ["EUR", "USD"] }),
      after: value({ type: "string", pattern: "^[A-Z]{3}$" }),
      old: "compatible",
      new: "enum-added",
    },
    {
      change: "true or false becomes always true",
      before: value({ type: "boolean" }),
      after: value({ const: true }),
      old: "const",
      new: "compatible",
    },
    {
      change: "list an object",
      before: value({ enum: [{ a: 1 }] }),
      after: value(closed({ a: whole }, ["a"])),
      old: "compatible",
      new: "enum-added",
    },
  ],
};

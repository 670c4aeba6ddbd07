import { type ChangeGroup, closed, open, text, whole } from "./case.ts";

const value = (schema: unknown) => closed({ value: schema }, ["value"]);
const nested = (end: unknown, depth: number): object =>
  depth === 0 ? open({ a: end }) : open({ a: nested(end, depth - 1) });
const branches = (rest: object) => ({
  type: "object",
  anyOf: ["a", "b", "c", "d", "e", "f"].map((name) => open({ [name]: text }, [name])),
  ...rest,
});

export const undecided: ChangeGroup = {
  title: "What stays undecided",
  words: "unknown stops a contract like a break; most lines here are compatible in truth, which nobody has proven",
  changes: [
    {
      change: "limit a text of a format to as many characters as it can have",
      before: value({ ...text, format: "email" }),
      after: value({ ...text, format: "email", maxLength: 318 }),
      old: "undecided-format",
      new: "compatible",
    },
    {
      change: "limit a list of different whole numbers to as many as there are",
      before: value({ type: "array", items: { ...whole, minimum: 1, maximum: 3 }, uniqueItems: true }),
      after: value({ type: "array", items: { ...whole, minimum: 1, maximum: 3 }, uniqueItems: true, maxItems: 3 }),
      old: "undecided-counting",
      new: "compatible",
    },
    {
      change: "numbers between two that have nothing between them in a computer",
      before: value({ type: "number", exclusiveMinimum: 1, exclusiveMaximum: 1.0000000000000002 }),
      after: value({ type: "number", exclusiveMinimum: 2 }),
      old: "undecided-multiple",
      new: "bound-tightened",
    },
    {
      change: "`unevaluatedProperties` over more than five branches",
      before: branches({}),
      after: branches({ unevaluatedProperties: false }),
      old: "undecided-word",
      new: "compatible",
    },
    {
      change: "`unevaluatedProperties` over other branches",
      before: branches({ unevaluatedProperties: false }),
      after: { ...branches({ unevaluatedProperties: false }), minProperties: 1 },
      old: "compatible",
      new: "compatible",
    },
    {
      change: "something forty levels down",
      before: nested(whole, 45),
      after: nested(text, 45),
      old: "deeper",
      new: "deeper",
    },
    {
      change: "a schema that is its own part",
      before: value(text),
      after: { ...value({ $ref: "#/$defs/Loop" }), $defs: { Loop: { anyOf: [{ $ref: "#/$defs/Loop" }, text] } } },
      old: "undecided-schema",
      new: "undecided-schema",
    },
  ],
};

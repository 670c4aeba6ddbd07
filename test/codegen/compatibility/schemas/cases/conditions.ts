import { type ChangeGroup, closed, open, text, whole } from "./case.ts";

const fields = { method: { enum: ["card", "cash"] }, card: text };
const payment = (rest: object = {}) => ({ ...closed(fields, ["method"]), ...rest });
const isCard = { properties: { method: { const: "card" } } };
// Written this way since an object with a key `then` looks like a promise to the linter.
const when = (condition: unknown, yes?: unknown, no?: unknown) =>
  Object.fromEntries(
    [
      ["if", condition],
      ["then", yes],
      ["else", no],
    ].filter(([, part]) => part !== undefined),
  );

export const conditions: ChangeGroup = {
  title: "Conditions",
  words: "if, then, else, dependentRequired, dependentSchemas",
  changes: [
    {
      change: "require a field under a condition",
      before: payment(),
      after: payment(when(isCard, { required: ["card"] })),
      old: "property-required",
      new: "compatible",
    },
    {
      change: "require a field otherwise",
      before: payment(),
      after: payment(when(isCard, undefined, { required: ["card"] })),
      old: "property-required",
      new: "compatible",
    },
    {
      change: "require a field under a condition that is always there",
      before: closed(fields, ["method", "card"]),
      after: payment(when(isCard, { required: ["card"] })),
      old: "compatible",
      new: "property-required",
    },
    {
      change: "write a condition as alternatives",
      before: payment(when(isCard, { required: ["card"] })),
      after: {
        oneOf: [
          closed({ method: { const: "card" }, card: text }, ["method", "card"]),
          closed({ method: { const: "cash" }, card: text }, ["method"]),
        ],
      },
      old: "compatible",
      new: "compatible",
    },
    {
      change: "narrow a field under a condition",
      before: payment(),
      after: payment(when(isCard, { properties: { card: { minLength: 4 } } })),
      old: "length",
      new: "compatible",
    },
    {
      change: "add a condition that never holds",
      before: payment(),
      after: payment(when({ properties: { method: { const: "cheque" } } }, false)),
      old: "compatible",
      new: "compatible",
    },
    {
      change: "allow nothing under a condition",
      before: payment(),
      after: payment(when(isCard, false)),
      old: "conditional",
      new: "compatible",
    },
    {
      change: "require a field beside another",
      before: closed({ a: text, b: text }),
      after: { ...closed({ a: text, b: text }), dependentRequired: { a: ["b"] } },
      old: "dependent-required",
      new: "compatible",
    },
    {
      change: "require a field beside another that both are always there",
      before: closed({ a: text, b: text }, ["a", "b"]),
      after: { ...closed({ a: text, b: text }, ["a", "b"]), dependentRequired: { a: ["b"] } },
      old: "compatible",
      new: "compatible",
    },
    {
      change: "narrow a field beside another",
      before: open({ a: text, n: whole }),
      after: { ...open({ a: text, n: whole }), dependentSchemas: { a: { properties: { n: { minimum: 1 } } } } },
      old: "bound-tightened",
      new: "compatible",
    },
    {
      change: "write `dependentRequired` as `dependentSchemas`",
      before: { ...open({ a: text, b: text }), dependentRequired: { a: ["b"] } },
      after: { ...open({ a: text, b: text }), dependentSchemas: { a: { required: ["b"] } } },
      old: "compatible",
      new: "compatible",
    },
  ],
};

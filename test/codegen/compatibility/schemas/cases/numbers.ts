import { type ChangeGroup, closed } from "./case.ts";

const number = (words: object) => closed({ value: { type: "number", ...words } }, ["value"]);
const whole = (words: object) => closed({ value: { type: "integer", ...words } }, ["value"]);

export const numbers: ChangeGroup = {
  title: "Numbers",
  words: "minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf, format",
  changes: [
    {
      change: "raise the minimum",
      before: number({ minimum: 1 }),
      after: number({ minimum: 2 }),
      old: "bound-tightened",
      new: "compatible",
    },
    {
      change: "lower the maximum",
      before: number({ maximum: 9 }),
      after: number({ maximum: 8 }),
      old: "bound-tightened",
      new: "compatible",
    },
    {
      change: "narrow both bounds",
      before: whole({ minimum: 1, maximum: 9 }),
      after: whole({ minimum: 2, maximum: 8 }),
      old: ["bound-tightened", "bound-tightened"],
      new: "compatible",
    },
    {
      change: "add a bound",
      before: number({}),
      after: number({ minimum: 0 }),
      old: "bound-tightened",
      new: "compatible",
    },
    {
      change: "exclude the bound",
      before: number({ minimum: 0 }),
      after: number({ exclusiveMinimum: 0 }),
      old: "bound-tightened",
      new: "compatible",
    },
    {
      change: "write the bound of whole numbers another way",
      before: whole({ exclusiveMinimum: 0, exclusiveMaximum: 10 }),
      after: whole({ minimum: 1, maximum: 9 }),
      old: "compatible",
      new: "compatible",
    },
    {
      change: "widen the range",
      before: number({ minimum: 0, maximum: 1 }),
      after: number({ minimum: -1, maximum: 2 }),
      old: "compatible",
      new: ["bound-tightened", "bound-tightened"],
    },
    {
      change: "add a step",
      before: number({}),
      after: number({ multipleOf: 0.01 }),
      old: "multiple-of",
      new: "compatible",
    },
    {
      change: "a finer step",
      before: number({ multipleOf: 0.1 }),
      after: number({ multipleOf: 0.01 }),
      old: "compatible",
      new: "multiple-of",
    },
    {
      change: "a step that does not fit",
      before: whole({ multipleOf: 4 }),
      after: whole({ multipleOf: 6 }),
      old: "multiple-of",
      new: "multiple-of",
    },
    {
      change: "two steps together",
      before: whole({ allOf: [{ multipleOf: 4 }, { multipleOf: 6 }] }),
      after: whole({ multipleOf: 12 }),
      old: "compatible",
      new: "compatible",
    },
    {
      change: "a step within bounds that let only zero pass",
      before: whole({ multipleOf: 10, minimum: -5, maximum: 5 }),
      after: closed({ value: { const: 0 } }, ["value"]),
      old: "compatible",
      new: "compatible",
    },
    {
      change: "numbers of 32 bits",
      before: whole({}),
      after: whole({ format: "int32" }),
      old: "format-added",
      new: "compatible",
    },
    {
      change: "numbers of 32 bits, for a small range",
      before: whole({ minimum: 0, maximum: 100 }),
      after: whole({ minimum: 0, maximum: 100, format: "int32" }),
      old: "compatible",
      new: "compatible",
    },
    {
      change: "from 32 to 64 bits",
      before: whole({ format: "int32" }),
      after: whole({ format: "int64" }),
      old: "compatible",
      new: "format-changed",
    },
  ],
};

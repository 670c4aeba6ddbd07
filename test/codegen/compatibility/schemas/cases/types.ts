import { type ChangeGroup, closed, text, whole } from "./case.ts";

const value = (schema: unknown) => closed({ value: schema }, ["value"]);

export const types: ChangeGroup = {
  title: "Types and null",
  words: "type",
  changes: [
    {
      change: "another type",
      before: value(whole),
      after: value(text),
      old: "property-type",
      new: "property-type",
    },
    {
      change: "whole numbers become numbers",
      before: value(whole),
      after: value({ type: "number" }),
      old: "compatible",
      new: "whole-number",
    },
    {
      change: "numbers in steps of 1 become whole numbers",
      before: value({ type: "number", multipleOf: 1 }),
      after: value(whole),
      old: "compatible",
      new: "compatible",
    },
    {
      change: "allow a second type",
      before: value(text),
      after: value({ type: ["string", "integer"] }),
      old: "compatible",
      new: "property-type",
    },
    {
      change: "allow null",
      before: value(text),
      after: value({ type: ["string", "null"] }),
      old: "compatible",
      new: "null-not-allowed",
    },
    {
      change: "allow null by `anyOf`",
      before: value(text),
      after: value({ anyOf: [text, { type: "null" }] }),
      old: "compatible",
      new: "null-not-allowed",
    },
    {
      change: "write a nullable type another way",
      before: value({ type: ["string", "null"] }),
      after: value({ oneOf: [{ type: "null" }, text] }),
      old: "compatible",
      new: "compatible",
    },
    {
      change: "leave out the type",
      before: value(text),
      after: value({}),
      old: "compatible",
      new: "property-type",
    },
    {
      change: "one value becomes a list of them",
      before: value(text),
      after: value({ type: "array", items: text }),
      old: "property-type",
      new: "property-type",
    },
    {
      change: "one value becomes one or a list of them",
      before: value(text),
      after: value({ anyOf: [text, { type: "array", items: text }] }),
      old: "compatible",
      new: "property-type",
    },
  ],
};

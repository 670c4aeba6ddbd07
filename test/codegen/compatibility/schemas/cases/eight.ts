import { type ChangeGroup, closed, text, whole } from "./case.ts";

const before = {
  type: "object",
  properties: { transferId: text, amount: { ...whole, minimum: 1 }, reason: { enum: ["gift", "refund"] }, note: text },
  required: ["transferId", "amount"],
};
const fields = (more: Readonly<Record<string, unknown>>) => ({
  ...before,
  properties: { ...before.properties, ...more },
});

/** The edits of a payload that `@asyncapi/diff` leaves unclassified. */
export const eight: ChangeGroup = {
  title: "The eight edits",
  words: "one object that is open, edited in the eight ways that a difference of documents cannot judge",
  changes: [
    {
      change: "new required field",
      before,
      after: { ...fields({ channel: text }), required: ["transferId", "amount", "channel"] },
      old: ["property-declared", "property-required"],
      new: "compatible",
    },
    {
      change: "removed field",
      before,
      after: {
        ...before,
        properties: { transferId: text, amount: { ...whole, minimum: 1 }, reason: before.properties.reason },
      },
      old: "compatible",
      new: "property-declared",
    },
    { change: "changed type", before, after: fields({ amount: text }), old: "property-type", new: "property-type" },
    {
      change: "value added to a list",
      before,
      after: fields({ reason: { enum: ["gift", "refund", "salary"] } }),
      old: "compatible",
      new: "enum-value-removed",
    },
    {
      change: "value removed from a list",
      before,
      after: fields({ reason: { enum: ["gift"] } }),
      old: "enum-value-removed",
      new: "compatible",
    },
    {
      change: "object closed",
      before,
      after: { ...before, additionalProperties: false },
      old: "object-closed",
      new: "compatible",
    },
    {
      change: "new optional field",
      before,
      after: fields({ channel: text }),
      old: "property-declared",
      new: "compatible",
    },
    {
      change: "narrowed bounds",
      before,
      after: fields({ amount: { ...whole, minimum: 100 } }),
      old: "bound-tightened",
      new: "compatible",
    },
    {
      change: "removed field, closed object",
      before: closed(before.properties, before.required),
      after: closed(
        { transferId: text, amount: { ...whole, minimum: 1 }, reason: before.properties.reason },
        before.required,
      ),
      old: "property-removed-from-closed",
      new: "compatible",
    },
    {
      change: "new optional field, closed object",
      before: closed(before.properties, before.required),
      after: closed({ ...before.properties, channel: text }, before.required),
      old: "compatible",
      new: "property-removed-from-closed",
    },
  ],
};

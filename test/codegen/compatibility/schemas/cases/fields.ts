import { type ChangeGroup, closed, open, text, whole } from "./case.ts";

export const fields: ChangeGroup = {
  title: "Fields of an object",
  changes: [
    {
      change: "add an optional field to a closed object",
      before: closed({ id: text }),
      after: closed({ id: text, note: text }),
      old: "compatible",
      new: "property-removed-from-closed",
    },
    {
      change: "add an optional field to an open object",
      before: open({ id: text }),
      after: open({ id: text, note: text }),
      old: "property-declared",
      new: "compatible",
    },
    {
      change: "add a required field to a closed object",
      before: closed({ id: text }),
      after: closed({ id: text, note: text }, ["note"]),
      old: "property-required",
      new: "property-removed-from-closed",
    },
    {
      change: "remove an optional field from an open object",
      before: open({ id: text, note: text }),
      after: open({ id: text }),
      old: "compatible",
      new: "property-declared",
    },
    {
      change: "require a field that was optional",
      before: closed({ id: text, note: text }),
      after: closed({ id: text, note: text }, ["note"]),
      old: "property-required",
      new: "compatible",
    },
    {
      change: "close an open object",
      before: open({ id: text }),
      after: closed({ id: text }),
      old: "object-closed",
      new: "compatible",
    },
    {
      change: "change a field's type",
      before: closed({ amount: whole }, ["amount"]),
      after: closed({ amount: text }, ["amount"]),
      old: "property-type",
      new: "property-type",
    },
  ],
};

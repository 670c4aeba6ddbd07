import { type ChangeGroup, closed, open, text, whole } from "./case.ts";

const tree = (value: unknown, rest: object = {}) => ({
  ...closed({ root: { $ref: "#/$defs/Node" } }, ["root"]),
  $defs: {
    Node: { ...closed({ value, children: { type: "array", items: { $ref: "#/$defs/Node" } } }, ["value"]), ...rest },
  },
});

export const recursion: ChangeGroup = {
  title: "Schemas that contain themselves",
  words: "$ref",
  changes: [
    {
      change: "widen a value in a tree",
      before: tree(whole),
      after: tree({ type: "number" }),
      old: "compatible",
      new: "whole-number",
    },
    {
      change: "require a field in a tree",
      before: tree(whole),
      after: tree(whole, { required: ["value", "children"] }),
      old: "property-required",
      new: "compatible",
    },
    {
      change: "unroll a tree by one level",
      before: tree(text),
      after: {
        ...closed(
          { root: closed({ value: text, children: { type: "array", items: { $ref: "#/$defs/Node" } } }, ["value"]) },
          ["root"],
        ),
        $defs: { Node: tree(text).$defs.Node },
      },
      old: "compatible",
      new: "compatible",
    },
    {
      change: "forbid a list that could never end",
      before: {
        ...open({ next: { $ref: "#/$defs/Endless" } }),
        $defs: { Endless: open({ next: { $ref: "#/$defs/Endless" } }, ["next"]) },
      },
      after: open({ next: false }),
      old: "compatible",
      new: "compatible",
    },
  ],
};

import type { LintRule } from "./rule.ts";

/** Files, references between them, and what nobody refers to. */
export const fileRules = {
  "component-unused": {
    id: "EL1001",
    severity: "warning",
    plain: "info",
    why: "Nothing refers to the component, so a change in it changes nothing, and readers look for its meaning in vain.",
    fix: "Refer to it, or delete it.",
  },
  "definition-unused": {
    id: "EL1002",
    severity: "warning",
    plain: "info",
    why: "Nothing refers to the definition, so it has no effect.",
    fix: "Refer to it, or delete it.",
  },
  "reference-kind": {
    id: "EL1003",
    severity: "error",
    why: "A reference must lead to an object of the kind that is needed here.",
    fix: "Refer to an object of the right kind.",
  },
  "schema-file-version": {
    id: "EL1005",
    severity: "warning",
    plain: "info",
    why: "File name, `$id` and the message's version say which version of a schema this is; when they differ, somebody reads the wrong one.",
    fix: "Give the file, its `$id` and the message's `version` the same number.",
  },
  "schema-id-twice": {
    id: "EL1006",
    severity: "error",
    why: "An `$id` is the address of one schema. With two of them it depends on the reader which one is found.",
    fix: "Give each schema an `$id` of its own, or leave it out.",
  },
} as const satisfies Record<string, LintRule>;

import type { LintRule } from "./rule.ts";

/** The settings of lint itself: `contract/lint.yaml`. */
export const settingRules = {
  "settings-invalid": {
    id: "EL1901",
    severity: "error",
    why: "The settings of lint cannot be understood, so it is not known what was meant.",
    fix: "See docs/lint.md for every word of contract/lint.yaml.",
  },
  "suppression-without-reason": {
    id: "EL1902",
    severity: "error",
    why: "Without its reason nobody knows whether a suppression still holds.",
    fix: "Say under `reason` why the finding is no harm here.",
  },
  "suppression-unused": {
    id: "EL1903",
    severity: "warning",
    why: "The suppression hits nothing: what it was for is gone, or it is misspelt and hits nothing yet.",
    fix: "Delete it, or correct `rule` and `at`.",
  },
  "suppression-expired": {
    id: "EL1904",
    severity: "warning",
    why: "Its time is over, so its findings count again.",
    fix: "Mend what it hides, or give it another day.",
  },
  "rule-unknown": {
    id: "EL1905",
    severity: "error",
    why: "There is no such rule, so the line has no effect.",
    fix: "Write the rule's name or id as docs/lint.md or docs/diagnostics.md has it.",
  },
  "rule-not-settable": {
    id: "EL1906",
    severity: "error",
    why: "An error of the generator stops it, whatever lint says; and what is wrong with these settings cannot be set by them.",
    fix: "Mend what the rule finds.",
  },
} as const satisfies Record<string, LintRule>;

import type { Rule } from "./rule.ts";

/** Rules about files and references between them: EW10xx. */
export const fileRules = {
  "file-missing": {
    id: "EW1001",
    severity: "error",
    plain: "warning",
    why: "A file that the contract refers to cannot be read.",
    fix: "Create the file, or correct the path: it is relative to the file that refers to it.",
  },
  "yaml-syntax": {
    id: "EW1002",
    severity: "error",
    why: "The file is not valid YAML, or a key stands in it twice.",
    fix: "Correct the syntax at this place.",
  },
  "json-syntax": {
    id: "EW1003",
    severity: "error",
    why: "The file is not valid JSON.",
    fix: "Correct the syntax at this place; JSON knows no comments and no trailing commas.",
  },
  "reference-escapes": {
    id: "EW1004",
    severity: "error",
    plain: "warning",
    why: "References stay inside the contract's folder, so that a contract is complete wherever it is copied to.",
    fix: "Move the file below the folder of the contract.",
  },
  "reference-unresolved": {
    id: "EW1005",
    severity: "error",
    plain: "warning",
    why: "The reference leads nowhere.",
    fix: "Correct the part after `#`, or add what it names.",
  },
  "reference-remote": {
    id: "EW1006",
    severity: "error",
    plain: "warning",
    why: "Generating must work without a network and give the same result tomorrow.",
    fix: "Copy the schema into the contract's folder and refer to the copy.",
  },
  "reference-cycle": {
    id: "EW1007",
    severity: "error",
    plain: "warning",
    why: "References that only lead to each other describe nothing.",
    fix: "Let one of them be a schema.",
  },
} as const satisfies Record<string, Rule>;

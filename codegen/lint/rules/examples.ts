import type { LintRule } from "./rule.ts";

/** Examples, and other values that stand for what a schema describes. */
export const exampleRules = {
  "schema-example-invalid": {
    id: "EL1401",
    severity: "error",
    plain: "warning",
    why: "An example that breaks its own schema misleads everybody who copies it.",
    fix: "Correct the example, or the schema if the example is right.",
  },
  "default-invalid": {
    id: "EL1402",
    severity: "warning",
    why: "A default that breaks its own schema is refused as soon as somebody fills it in.",
    fix: "Choose a default that the schema allows.",
  },
  "headers-example-invalid": {
    id: "EL1403",
    severity: "error",
    plain: "warning",
    why: "The headers of an example must be what the message's `headers` describe.",
    fix: "Correct the example, or the schema of the headers.",
  },
} as const satisfies Record<string, LintRule>;

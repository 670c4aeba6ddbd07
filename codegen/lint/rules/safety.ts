import type { LintRule } from "./rule.ts";

/** Privacy, hostile payloads, and values that lose something on their way. */
export const safetyRules = {
  "personal-data-published": {
    id: "EL1801",
    severity: "warning",
    why: "Event Grid hands public events to every subscriber, and nobody can take personal data back from them.",
    fix: "Publish an opaque reference instead, make the event private, or say in contract/lint.yaml why this is no harm.",
  },
  "personal-data-unmarked": {
    id: "EL1802",
    severity: "warning",
    plain: "info",
    why: "By its name the field holds personal data. What is not marked is neither left out of logs nor found when somebody asks for deletion.",
    fix: "List it under `personalData` of the message, or rename it if it holds something else.",
  },
  "money-as-fraction": {
    id: "EL1803",
    severity: "info",
    why: "Fractions of binary numbers lose cents: 0.1 + 0.2 is not 0.3.",
    fix: "Count in the currency's minor unit with `type: integer`, or write decimals as a text with a `pattern`.",
  },
  "text-unbounded": {
    id: "EL1804",
    severity: "warning",
    plain: "info",
    why: "Anybody may send this command: a text without a bound lets one request fill memory, logs and storage.",
    fix: "Set `maxLength`, or a `format`, a `pattern` or an `enum` that bounds it.",
  },
  "list-unbounded": {
    id: "EL1805",
    severity: "warning",
    plain: "info",
    why: "Anybody may send this command: a list without a bound lets one request do the work of many.",
    fix: "Set `maxItems`.",
  },
  "object-open": {
    id: "EL1806",
    severity: "info",
    why: "An object that takes any further field takes misspelt ones too, and stores what nobody asked for.",
    fix: "Set `additionalProperties: false`.",
  },
  "time-without-format": {
    id: "EL1807",
    severity: "warning",
    plain: "info",
    why: "Two sides that write times differently find out in production.",
    fix: "Set `format: date-time` (or `date`, `time`), or a `pattern`.",
  },
} as const satisfies Record<string, LintRule>;

import type { LintRule } from "./rule.ts";

/** Names and texts for people. */
export const textRules = {
  "field-case": {
    id: "EL1501",
    severity: "info",
    why: "Nearly all fields of this contract are written otherwise, so that this one will be misspelt.",
    fix: "Write it like the others when a new version of the message is due; renaming it now breaks those who use it.",
  },
  "channel-case": {
    id: "EL1502",
    severity: "info",
    why: "Nearly all channels of this contract are written otherwise.",
    fix: "Write the channel's name like the others.",
  },
  "event-tense": {
    id: "EL1503",
    severity: "info",
    why: "An event is a fact that has happened, which its name says in the past tense: `OrderPlaced`, not `PlaceOrder`.",
    fix: "Name the event after what has happened.",
  },
  "command-mood": {
    id: "EL1504",
    severity: "info",
    why: "A command is a request, which its name says in the imperative: `PlaceOrder`, not `OrderPlaced`.",
    fix: "Name the command after what is asked for.",
  },
  "channel-undescribed": {
    id: "EL1601",
    severity: "warning",
    plain: "info",
    why: "A channel of several messages says nothing by itself of what it is for.",
    fix: "Add a `description`.",
  },
  "server-undescribed": {
    id: "EL1602",
    severity: "warning",
    plain: "info",
    why: "Readers of the documentation must guess what the server is for and who may use it.",
    fix: "Add a `description`.",
  },
  "field-undescribed": {
    id: "EL1603",
    severity: "info",
    why: "The description of a field is what its reader sees when the name alone says too little.",
    fix: "Add a `description` or a `title` to the field, or to the schema that it refers to.",
  },
  "info-undescribed": {
    id: "EL1604",
    severity: "info",
    why: "The documentation begins with the description of the whole.",
    fix: "Add a `description` to `info`.",
  },
  "operation-undescribed": {
    id: "EL1605",
    severity: "info",
    why: "The documentation lists operations by their sentences.",
    fix: "Add a `summary` or a `description`.",
  },
} as const satisfies Record<string, LintRule>;

import type { Rule } from "./rule.ts";

/** Rules about names that must exist: EW12xx. */
export const referenceRules = {
  "operation-message": {
    id: "EW1201",
    severity: "error",
    plain: "warning",
    why: "An operation may only name messages of its own channel.",
    fix: "Refer to a message below `#/channels/<this channel>/messages`.",
  },
  "unknown-stream": {
    id: "EW1202",
    severity: "error",
    why: "The stream is not declared.",
    fix: "Declare it under `x-eventwright.streams` at the end of the document.",
  },
  "unknown-message": {
    id: "EW1203",
    severity: "error",
    why: "There is no message of this name.",
    fix: "Correct the name, or add the message under `components.messages`.",
  },
  "wrong-kind": {
    id: "EW1204",
    severity: "error",
    why: "A message of another kind stands where this kind is needed.",
    fix: "Name a message of the right kind.",
  },
  "unknown-rejection": {
    id: "EW1205",
    severity: "error",
    why: "Every rejection code has its sentence in the contract, because clients are shown it.",
    fix: "Add the code with its sentence under `x-eventwright.rejections`.",
  },
  "unknown-read-model": {
    id: "EW1206",
    severity: "error",
    why: "The read model is not declared.",
    fix: "Declare it under `x-eventwright.readModels`.",
  },
  "unknown-retry-policy": {
    id: "EW1207",
    severity: "error",
    why: "The retry policy is not declared.",
    fix: "Declare it under `x-eventwright.retryPolicies`.",
  },
  "unknown-schema": {
    id: "EW1208",
    severity: "error",
    why: "A read model's document is a schema of the contract.",
    fix: "Add the schema under `components.schemas`.",
  },
  "unknown-process": {
    id: "EW1210",
    severity: "error",
    why: "The process is not declared.",
    fix: "Declare it under `x-eventwright.processes`.",
  },
  "other-stream": {
    id: "EW1209",
    severity: "error",
    why: "A command is decided on one stream and appends to that stream only.",
    fix: "Produce events of the command's own stream; reach another stream through a reaction that sends it a command.",
  },
} as const satisfies Record<string, Rule>;

import type { LintRule } from "./rule.ts";

/** The AsyncAPI document itself: what its official schema cannot say, or says badly. */
export const documentRules = {
  "word-misspelt": {
    id: "EL1101",
    severity: "error",
    why: "AsyncAPI knows no such word here, so every tool refuses the document or ignores what it says.",
    fix: "Correct the word; words of your own begin with `x-`.",
    supersedes: ["asyncapi-invalid"],
  },
  "address-twice": {
    id: "EL1102",
    severity: "warning",
    plain: "info",
    why: "Whoever gets a message from an address cannot tell to which of the channels it belongs.",
    fix: "Put the messages into one channel, or give each channel an address of its own.",
  },
  "address-clash": {
    id: "EL1103",
    severity: "warning",
    plain: "info",
    why: "Addresses that differ in the names of their parameters only are the same address.",
    fix: "Put the messages into one channel, or let the addresses differ in a fixed part.",
  },
  "channel-name-delimiter": {
    id: "EL1104",
    severity: "error",
    why: "`?` and `#` in the name of a channel break every reference to it, and AsyncAPI forbids them.",
    fix: "Rename the channel; the address may hold what its protocol needs.",
  },
  "parameter-missing": {
    id: "EL1105",
    severity: "error",
    why: "AsyncAPI wants every parameter of an address under `parameters`.",
    fix: "Describe the parameter under the channel's `parameters`.",
  },
  "parameter-unused": {
    id: "EL1106",
    severity: "error",
    why: "A parameter that the address does not hold can never be given, and AsyncAPI forbids it.",
    fix: "Put `{name}` into the address, correct the name, or delete the parameter.",
  },
  "parameters-undeclared": {
    id: "EL1107",
    severity: "warning",
    why: "The address has parameters and the channel describes none, so nobody knows what may be put in.",
    fix: "Add `parameters` to the channel, with a description for each.",
  },
  "reply-message": {
    id: "EL1108",
    severity: "warning",
    why: "The messages of a reply must be messages of the reply's channel.",
    fix: "Refer to a message below the reply's channel.",
  },
  "operation-channel": {
    id: "EL1109",
    severity: "error",
    why: "An operation under `operations` must name a channel under `channels`: a channel among the components has no address that is in use.",
    fix: "Refer to `#/channels/<name>`.",
  },
  "channel-server": {
    id: "EL1110",
    severity: "error",
    why: "A channel under `channels` can only be on servers under `servers`.",
    fix: "Refer to `#/servers/<name>`.",
  },
  "operation-name-twice": {
    id: "EL1111",
    severity: "warning",
    plain: "info",
    why: "Names that differ by case only become the same function or file in generated code.",
    fix: "Rename one of the two.",
  },
  "message-name-twice": {
    id: "EL1112",
    severity: "warning",
    plain: "info",
    why: "Two messages of one name cannot be told apart by those who get them, nor in generated code.",
    fix: "Rename one of the two.",
  },
  "tag-twice": {
    id: "EL1113",
    severity: "warning",
    why: "A tag that stands twice says nothing more.",
    fix: "Delete one of the two.",
    supersedes: ["asyncapi-invalid"],
  },
  "version-older": {
    id: "EL1114",
    severity: "info",
    why: "A later version of AsyncAPI exists.",
    fix: "Set `asyncapi: 3.1.0`; nothing that is valid in 3.0.0 becomes invalid.",
  },
  "variable-default": {
    id: "EL1115",
    severity: "error",
    why: "The default of a parameter or a server variable must be one of its values.",
    fix: "Add the default to `enum`, or choose another one.",
  },
} as const satisfies Record<string, LintRule>;

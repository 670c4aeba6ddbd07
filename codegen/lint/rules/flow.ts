import type { LintRule } from "./rule.ts";

/** The flow of messages: what is waited for must come from somewhere, what is made must go somewhere. */
export const flowRules = {
  "event-unused": {
    id: "EL1701",
    severity: "info",
    why: "No read model folds the event, nothing reacts to it and no notification tells of it: only its own stream and outsiders see it.",
    fix: "Use it, make sure that outsiders want it, or delete it.",
  },
  "event-unreachable": {
    id: "EL1702",
    severity: "warning",
    why: "Every command that produces the event waits for something that never comes, so the event will never happen.",
    fix: "Give one of these commands an endpoint, or let something that does happen send it.",
  },
  "wait-in-vain": {
    id: "EL1703",
    severity: "warning",
    why: "The event never happens, so the process waits until its time is over.",
    fix: "Let a command that can be sent produce the event, or wait for another one.",
  },
  "reaction-in-vain": {
    id: "EL1704",
    severity: "warning",
    why: "The event never happens, so nothing is ever done.",
    fix: "Let a command that can be sent produce the event, or name another one.",
  },
  "fold-in-vain": {
    id: "EL1705",
    severity: "warning",
    why: "The event never happens, so the read model never gets it.",
    fix: "Let a command that can be sent produce the event, or take it out of the list.",
  },
  "filter-unfed": {
    id: "EL1706",
    severity: "warning",
    why: "A query asks for a field that no event of its read model carries, so that it finds nothing.",
    fix: "Carry the field in an event that the read model folds, or take away the filter.",
  },
  "field-unfed": {
    id: "EL1707",
    severity: "info",
    why: "No event of the read model carries a field of this name or of its schema; the projection must make it from something else.",
    fix: "Make sure that the projection fills it, or delete the field.",
  },
  "rejection-unused": {
    id: "EL1708",
    severity: "warning",
    why: "No command is refused with the code, so its sentence is never shown.",
    fix: "Name it under `rejections` of a command, or delete it.",
  },
  "setting-unread": {
    id: "EL1709",
    severity: "warning",
    why: "Only processes read settings, and the contract has none.",
    fix: "Delete the setting, or add the process.",
  },
  "stream-unused": {
    id: "EL1710",
    severity: "warning",
    why: "No message belongs to the stream.",
    fix: "Delete it, or name it as the `stream` of a message.",
  },
  "message-without-channel": {
    id: "EL1711",
    severity: "warning",
    why: "The message is public and in no channel, so that outsiders cannot learn from the contract where to get it.",
    fix: "List it under `messages` of a channel, or set `visibility: private`.",
  },
} as const satisfies Record<string, LintRule>;

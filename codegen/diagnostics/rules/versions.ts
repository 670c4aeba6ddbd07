import type { Rule } from "./rule.ts";

/** Rules about versions of messages: EW18xx. */
export const versionRules = {
  "version-of-unknown": {
    id: "EW1801",
    severity: "error",
    why: "An earlier version belongs to a message whose newest version stands under the message's own name.",
    fix: "Name the key of the newest version in `of`, or add that message.",
  },
  "version-kind": {
    id: "EW1802",
    severity: "error",
    why: "All versions of a message are of one kind.",
    fix: "Write the kind of the newest version, or give what became of another kind a name of its own.",
  },
  "version-not-earlier": {
    id: "EW1803",
    severity: "error",
    why: "The newest version stands under the message's own name; all others are lower.",
    fix: "Raise `version` of the newest, or correct this one.",
  },
  "version-gap": {
    id: "EW1804",
    severity: "error",
    why: "Stored messages are brought up to the newest version one version at a time, so none may be missing on the way.",
    fix: "Add the missing version, or remove the versions before it when nothing is stored or sent in them any more.",
  },
  "version-twice": {
    id: "EW1805",
    severity: "error",
    why: "A version of a message has one schema.",
    fix: "Delete one of the two, or correct its `version`.",
  },
  "version-sunset": {
    id: "EW1806",
    severity: "error",
    why: "Clients are told the days since when a version is deprecated, and until when they may use it.",
    fix: "Write a day of the calendar, such as `2027-06-30`.",
  },
  "version-sunset-private": {
    id: "EW1807",
    severity: "error",
    why: "Nobody outside gets or sends a private message, so nothing can end for them.",
    fix: "Delete `sunset`.",
  },
  "version-key": {
    id: "EW1808",
    severity: "error",
    why: "Where a version is found follows from its message and its number.",
    fix: "Write the key as `<Message>.v<version>`.",
  },
} as const satisfies Record<string, Rule>;

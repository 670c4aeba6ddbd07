import type { Rule } from "./rule.ts";

/** Rules about retries: EW17xx. */
export const retryRules = {
  "retry-class-twice": {
    id: "EW1701",
    severity: "error",
    why: "An error either may pass or will not: one that is called both is not tried again.",
    fix: "Name it under `transient` or under `permanent`, not under both.",
  },
  "retry-waits": {
    id: "EW1702",
    severity: "error",
    why: "No wait is longer than `max`, so that a longer `first` is never waited.",
    fix: "Raise `max`, or shorten `first`.",
  },
  "retry-delivery-limits": {
    id: "EW1703",
    severity: "error",
    why: "Event Grid delivers an event at most 30 times within a day, and keeps it for a minute at least.",
    fix: "Set `attempts` to 30 or less and `timeToLive` from PT1M to PT24H, or name another policy for the delivery.",
  },
  "retry-word-unused": {
    id: "EW1704",
    severity: "warning",
    why: "Deliveries by Event Grid know `attempts`, `timeToLive` and `deadLetter`; steps of processes all waits, but no jitter and no classes of errors; everything else no `timeToLive` and no `deadLetter`.",
    fix: "Delete the word, or name another policy where it is meant.",
  },
  "retry-policy-unused": {
    id: "EW1705",
    severity: "warning",
    why: "Nothing names the policy, so it has no effect. `commands`, `projections` and `publish` are used without being named.",
    fix: "Name it with `retry` or `steps`, correct its name, or delete it.",
  },
} as const satisfies Record<string, Rule>;

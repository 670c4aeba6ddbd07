import type { Rule } from "./rule.ts";

/** Rules about processes and settings: EW16xx. */
export const processRules = {
  "process-event-private": {
    id: "EW1601",
    severity: "error",
    why: "The events of processes are delivered by Event Grid, which private events never reach.",
    fix: "Make the event public, or name another one.",
  },
  "process-event-twice": {
    id: "EW1602",
    severity: "error",
    why: "An event either starts an instance or is handed to one that runs; it cannot be told which is meant.",
    fix: "Name the event under `startedBy` or under `waitsFor`, not under both.",
  },
  // EW1603 (`process-command-rejectable`) is gone: a process learns now when its command is refused. The number stays unused.
  "process-keeps": {
    id: "EW1604",
    severity: "error",
    why: "Kept versions are earlier ones, whose instances may still run.",
    fix: "List versions below `version` only; raise `version` when the code changes while instances run.",
  },
  "process-timeout": {
    id: "EW1605",
    severity: "error",
    why: "A timeout is a time in the future that can be waited for.",
    fix: "Give an ISO 8601 duration above zero and up to a hundred years, such as `PT72H`.",
  },
  "setting-default": {
    id: "EW1606",
    severity: "error",
    why: "The default is what code gets when nothing is set, so it must be what the setting's type promises.",
    fix: "Give a default of the setting's type; integers must be exact, numbers finite.",
  },
  "setting-collision": {
    id: "EW1607",
    severity: "error",
    why: "An app setting with two meanings cannot be set. App settings are told apart by their letters, in any case.",
    fix: "Rename the setting, the timeout or the process.",
  },
} as const satisfies Record<string, Rule>;

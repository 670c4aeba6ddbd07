import type { Rule } from "./rule.ts";

/** Rules about how messages travel: EW15xx. */
export const flowRules = {
  "command-without-endpoint": {
    id: "EW1501",
    severity: "error",
    why: "A public command can be sent by clients, so it needs an HTTP endpoint.",
    fix: "Add a `receive` operation with `bindings: { http: { method: POST } }` on a channel with an address, or set `visibility: private`.",
  },
  "private-command-exposed": {
    id: "EW1502",
    severity: "error",
    why: "A private command must not be reachable over HTTP.",
    fix: "Remove the `http` binding of its operation, or make the command public.",
  },
  "command-never-sent": {
    id: "EW1503",
    severity: "error",
    why: "A private command that no reaction or process sends is dead code.",
    fix: "Name it under `sends` of a reaction or a process, make it public, or delete it.",
  },
  "pointer-missing": {
    id: "EW1504",
    severity: "error",
    why: "The pointer must lead to a field that the payload's schema describes.",
    fix: "Correct the pointer, or describe the field in the schema.",
  },
  "pointer-optional": {
    id: "EW1505",
    severity: "error",
    why: "Without this field the platform does not know where the message belongs.",
    fix: "List the field (and each object around it) under `required`.",
  },
  "pointer-type": {
    id: "EW1506",
    severity: "error",
    why: "The field is used as a key, and keys are texts.",
    fix: "Give the field `type: string`.",
  },
  "filter-unknown": {
    id: "EW1507",
    severity: "error",
    why: "A query filters by top-level fields of its document that hold a text, a number or a boolean.",
    fix: "Name such a field, or add it to the document's schema.",
  },
  "path-parameters": {
    id: "EW1508",
    severity: "error",
    why: "The key of a document is the one parameter of its query's path.",
    fix: "Write exactly one `{parameter}` for a query that returns one document, at most one for a page.",
  },
  "private-event-reaction": {
    id: "EW1509",
    severity: "error",
    why: "Reactions are delivered by Event Grid, which private events never reach.",
    fix: "Make the event public, or react to another one.",
  },
  "event-never-produced": {
    id: "EW1510",
    severity: "warning",
    why: "No command produces the event, so it will never happen.",
    fix: "Name it under `produces` of a command, or delete it.",
  },
  "notification-without-cause": {
    id: "EW1511",
    severity: "error",
    why: "A notification is sent because of events, of a command's outcome or of a failed process.",
    fix: "Set `onEvents`, `onOutcome` or `onProcessFailed`.",
  },
  "http-method": {
    id: "EW1512",
    severity: "error",
    why: "Commands are posted.",
    fix: "Set `method: POST`.",
  },
  "page-without-partition": {
    id: "EW1513",
    severity: "error",
    why: "A read model with a document for each event is stored by stream, so a query needs the stream's id.",
    fix: "Put one `{parameter}` into the path and return a page.",
  },
} as const satisfies Record<string, Rule>;

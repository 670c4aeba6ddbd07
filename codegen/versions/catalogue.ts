/** A rule about versions of messages. */
export interface VersionRule {
  /** Stable, such as `EC3003`. */
  readonly id: string;
  readonly severity: "error" | "warning";
  /** Why it matters. */
  readonly why: string;
  /** What to do. */
  readonly fix: string;
}

/** All rules of conversions between versions (EC30xx), and why a new version is refused (EC31xx). */
export const versionRules = {
  "upcaster-missing": {
    id: "EC3001",
    severity: "error",
    why: "What is stored in an earlier version can then not be read any more.",
    fix: "Write it in `handlers/upcasters/` and name it in `handlers/index.ts`.",
  },
  "upcaster-throws": {
    id: "EC3002",
    severity: "error",
    why: "Everything that reads this message would stop at it.",
    fix: "Let the upcaster handle this document: it is valid in the earlier version.",
  },
  "upcaster-invalid": {
    id: "EC3003",
    severity: "error",
    why: "Readers only know the newest version; what is not valid in it is put aside as a dead letter.",
    fix: "Correct the upcaster, or allow in the newer schema what the older one allowed.",
  },
  "upcaster-impure": {
    id: "EC3004",
    severity: "error",
    why: "A message is brought up whenever it is read, so the same one must always come out the same.",
    fix: "Use nothing but the payload: no clock, no random numbers, nothing that was kept from an earlier call.",
  },
  "upcaster-drops": {
    id: "EC3005",
    severity: "warning",
    why: "What is written there can be seen nowhere in the newer version.",
    fix: "Carry it over; nothing is to be done when it is meant to disappear.",
  },
  "samples-missing": {
    id: "EC3006",
    severity: "error",
    why: "Frozen samples stand for what is stored: they keep a later edit of the old schema from going unnoticed.",
    fix: "Freeze them with `npm run contract -- upcasters --freeze`, and commit the file.",
  },
  "samples-invalid": {
    id: "EC3007",
    severity: "error",
    why: "The sample was valid when it was frozen. Documents like it are stored, and the schema does not describe them any more.",
    fix: "Take back the change of the earlier version's schema; make a new version instead.",
  },
  "samples-unreadable": {
    id: "EC3008",
    severity: "error",
    why: "Frozen samples are never edited.",
    fix: "Restore the file from the repository's history.",
  },
  "downcaster-missing": {
    id: "EC3011",
    severity: "error",
    why: "Consumers get the earlier version until its sunset.",
    fix: "Write it beside the upcaster and name it in `handlers/index.ts`, or delete `sunset`.",
  },
  "downcaster-throws": {
    id: "EC3012",
    severity: "error",
    why: "Consumers of the earlier version would not get this message.",
    fix: "Let the down-conversion handle this document: it is valid in the newer version.",
  },
  "downcaster-invalid": {
    id: "EC3013",
    severity: "error",
    why: "Consumers of the earlier version were promised its schema.",
    fix: "Correct the down-conversion.",
  },
  "downcaster-impure": {
    id: "EC3014",
    severity: "error",
    why: "A message that is sent again must be the same one.",
    fix: "Use nothing but the payload: no clock, no random numbers, nothing that was kept from an earlier call.",
  },
  "contract-broken": {
    id: "EC3101",
    severity: "error",
    why: "Only a contract without errors can be carried on.",
    fix: "Run `npm run generate -- --check` and correct what it finds.",
  },
  "message-unknown": {
    id: "EC3102",
    severity: "error",
    why: "A new version is one of a message that is there.",
    fix: "Name a key of `components.messages`.",
  },
  "message-elsewhere": {
    id: "EC3103",
    severity: "error",
    why: "Versions stand side by side in `components.messages` of the contract's document.",
    fix: "Move the message there, and refer to it from its channels.",
  },
  "schema-inline": {
    id: "EC3104",
    severity: "error",
    why: "The schema of a version never changes again, so each version has a file of its own.",
    fix: "Move the payload's schema to a file such as `schemas/events/credits-reserved.v1.json` and refer to it with `$ref`.",
  },
  "version-unfinished": {
    id: "EC3105",
    severity: "error",
    why: "A version that changes nothing is one too many for everybody who has to read it.",
    fix: "Change the schema of the newest version first, or take back the command that made it.",
  },
  "file-in-the-way": {
    id: "EC3106",
    severity: "error",
    why: "Nothing that somebody has written is written over.",
    fix: "Delete the file if it is left over from an attempt that was given up, or move it.",
  },
  "sunset-missing": {
    id: "EC3107",
    severity: "error",
    why: "Others use this message. Those who do not follow at once need to know until when the present version works.",
    fix: "Give the last day with `--sunset 2027-06-30`; `--no-sunset` ends it at once for everybody outside.",
  },
  "sunset-private": {
    id: "EC3108",
    severity: "error",
    why: "Nobody outside gets or sends a private message, so nothing can end for them.",
    fix: "Leave `--sunset` out.",
  },
  "day-invalid": {
    id: "EC3109",
    severity: "error",
    why: "People outside plan by the days that a version is deprecated and ends.",
    fix: "Write a day of the calendar (UTC), such as `2027-06-30`.",
  },
  "layout-unknown": {
    id: "EC3110",
    severity: "error",
    why: "The document is edited as text, so that comments and layout stay; nothing is written when the result would not say what it should.",
    fix: "Write the version by hand, as docs/versions.md shows.",
  },
} as const satisfies Record<string, VersionRule>;

/** The name of a rule. */
export type VersionRuleName = keyof typeof versionRules;

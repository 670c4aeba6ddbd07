import { type ContractRule, decide } from "./rule.ts";

/** Rules about what the gate itself needs: a version, decisions, a history: EC27xx. */
export const gateRules = {
  "contract-version-low": {
    id: "EC2701",
    weight: "breaking",
    bump: "none",
    side: "readers",
    why: "Consumers see from the contract's version what a change means for them.",
    fix: "Raise `info.version`.",
  },
  "decision-expired": {
    id: "EC2702",
    weight: "warning",
    bump: "none",
    side: "inside",
    why: "A decision counts until its date, for what is not published by then.",
    fix: "Delete it, or agree again and move `until`.",
  },
  "decision-unused": {
    id: "EC2703",
    weight: "warning",
    bump: "none",
    side: "inside",
    why: "It allows nothing that was found, now or between published versions.",
    fix: "Correct what it names, or delete it.",
  },
  "nothing-published": {
    id: "EC2704",
    weight: "warning",
    bump: "none",
    side: "inside",
    why: "There is nothing to compare with, so nothing can be proven.",
    fix: "Publish the contract: `npm run contract -- publish`.",
  },
  "conversions-unloadable": {
    id: "EC2705",
    weight: "unknown",
    bump: "none",
    side: "store",
    why: "Whether earlier versions are still readable cannot be tried.",
    fix: "Run `npm run generate` and `npm run types`, and correct what they say.",
  },
  "published-missing": {
    id: "EC2706",
    weight: "breaking",
    bump: "none",
    side: "store",
    why: "What was published may be stored or in use, and without it nothing is held against it any more.",
    fix: `Bring the file back from git, ${decide}.`,
  },
  "published-altered": {
    id: "EC2707",
    weight: "breaking",
    bump: "none",
    side: "store",
    why: "Everything is held against a contract that was never published in this form.",
    fix: `Bring the file back from git and give the change a version of its own, ${decide}.`,
  },
  "published-unrecorded": {
    id: "EC2708",
    weight: "warning",
    bump: "none",
    side: "inside",
    why: "Nobody would notice that the file is gone or altered.",
    fix: "Record it: `npm run contract -- publish`.",
  },
} as const satisfies Record<string, ContractRule>;

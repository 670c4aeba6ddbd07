import type { ContractRule } from "./rule.ts";

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
    why: "A decision counts until its date.",
    fix: "Delete it, or agree again and move `until`.",
  },
  "decision-unused": {
    id: "EC2703",
    weight: "warning",
    bump: "none",
    side: "inside",
    why: "It allows nothing that was found.",
    fix: "Correct what it names, or delete it when what it allowed is published.",
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
} as const satisfies Record<string, ContractRule>;

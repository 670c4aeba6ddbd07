import type { Fault } from "../../assets/runtime.js";
import { type VersionRuleName, versionRules } from "../catalogue.ts";

/** A finding about conversions between versions. */
export interface VersionFinding {
  /** Stable, such as `EC3003`. */
  readonly rule: string;
  readonly name: VersionRuleName;
  readonly severity: "error" | "warning";
  /** The message that is converted. */
  readonly message: string;
  /** The version that is converted from, and the one to; the same twice when it is about one version. */
  readonly from: number;
  readonly to: number;
  /** The first document that shows it, and its name; undefined when it is about none. */
  readonly sample: { readonly name: string; readonly document: unknown } | undefined;
  /** How many documents show it. */
  readonly samples: number;
  /** What the validator says about the result. */
  readonly faults: readonly Fault[];
  /** The fact, and why it matters. */
  readonly reason: string;
  readonly fix: string;
}

/** What a finding is about. */
export type Subject = Pick<VersionFinding, "message" | "from" | "to">;

/** Makes a finding of a rule. */
export function finding(
  name: VersionRuleName,
  subject: Subject,
  what: string,
  more: Partial<Pick<VersionFinding, "sample" | "samples" | "faults">> = {},
): VersionFinding {
  const { id, severity, why, fix } = versionRules[name];
  return {
    rule: id,
    name,
    severity,
    ...subject,
    sample: more.sample,
    samples: more.samples ?? (more.sample === undefined ? 0 : 1),
    faults: more.faults ?? [],
    reason: `${what} ${why}`,
    fix,
  };
}

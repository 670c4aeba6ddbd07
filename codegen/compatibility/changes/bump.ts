import type { Bump } from "../contracts/catalogue.ts";
import type { Finding } from "../contracts/finding.ts";
import type { ContractSide } from "../contracts/side.ts";
import { compareVersions, semanticVersion } from "../history/versions.ts";

const order: readonly Bump[] = ["none", "patch", "minor", "major"];

/** What the changes since a version mean for the contract's own version. */
export interface VersionBump {
  /** The part that has to be raised. */
  readonly bump: Bump;
  /** The version that the changes are counted from. */
  readonly from: string;
  /** The version that the contract says. */
  readonly given: string;
  /** The lowest version that it may say. */
  readonly least: string;
  readonly isEnough: boolean;
}

/** The bump that differences from one contract ask for. Words for people count as a patch. */
export function bumpOf(findings: readonly Finding[], old: ContractSide, now: ContractSide): Bump {
  // What is wrong with older contracts alone is no change since this one.
  const since = findings.filter(({ against }) => against.includes(old.label));
  const found = since.reduce<Bump>((most, { bump }) => (isAbove(bump, most) ? bump : most), "none");
  return found === "none" && !sayTheSame(old, now) ? "patch" : found;
}

/** Whether two contracts are the same but for their version. */
export function sayTheSame(old: ContractSide, now: ContractSide): boolean {
  const content = ({ contract: { bundle } }: ContractSide) => {
    const { info, ...rest } = bundle;
    return JSON.stringify([{ ...(info as object), version: "" }, rest]);
  };
  return content(old) === content(now);
}

/**
 * Compares what the contract says with what it would have to say. Before 1.0.0 a break raises the second number. What comes
 * before a release (`2.0.0-beta.1`) is enough for the release.
 */
export function versionBump(bump: Bump, from: string, given: string): VersionBump {
  const [old, now] = [semanticVersion(from), semanticVersion(given)];
  const least = old === undefined ? from : raised(from, bump);
  const lowest = semanticVersion(least);
  if (old === undefined || now === undefined || lowest === undefined) {
    return { bump, from, given, least, isEnough: old === undefined ? now !== undefined : false };
  }
  const core = bump === "none" ? now : { ...now, before: [] };
  return { bump, from, given, least, isEnough: compareVersions(core, lowest) >= 0 };
}

function raised(version: string, bump: Bump): string {
  const { major = 0, minor = 0, patch = 0, before = [] } = semanticVersion(version) ?? {};
  if (bump === "none") return version;
  // From `2.0.0-beta.1` the next one is its release, whatever changes.
  if (before.length > 0) return `${major}.${minor}.${patch}`;
  if (bump === "patch") return `${major}.${minor}.${patch + 1}`;
  if (bump === "minor" || major === 0) return `${major}.${minor + 1}.0`;
  return `${major + 1}.0.0`;
}

function isAbove(a: Bump, b: Bump): boolean {
  return order.indexOf(a) > order.indexOf(b);
}

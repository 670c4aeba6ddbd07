/** A version as `info.version` gives it: three numbers, and perhaps what comes before a release. */
export interface SemanticVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  readonly before: readonly string[];
}

/** Reads `1.4.0` or `2.0.0-beta.1`; undefined when it is no such version. What stands after `+` says nothing. */
export function semanticVersion(text: string): SemanticVersion | undefined {
  const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/.exec(text);
  if (match === null) return undefined;
  const [, major, minor, patch, before] = match;
  return {
    major: Number(major),
    minor: Number(minor),
    patch: Number(patch),
    before: before === undefined ? [] : before.split("."),
  };
}

/** Orders versions as semantic versioning does: below zero when `a` comes first. */
export function compareVersions(a: SemanticVersion, b: SemanticVersion): number {
  const core = a.major - b.major || a.minor - b.minor || a.patch - b.patch;
  if (core !== 0) return core;
  if (a.before.length === 0 || b.before.length === 0) return b.before.length - a.before.length;
  for (let index = 0; index < Math.max(a.before.length, b.before.length); index++) {
    const [left, right] = [a.before[index], b.before[index]];
    if (left === undefined || right === undefined) return left === undefined ? -1 : 1;
    if (left === right) continue;
    const [isLeft, isRight] = [/^\d+$/.test(left), /^\d+$/.test(right)];
    if (isLeft && isRight) return Number(left) - Number(right);
    if (isLeft !== isRight) return isLeft ? -1 : 1;
    return left < right ? -1 : 1;
  }
  return 0;
}

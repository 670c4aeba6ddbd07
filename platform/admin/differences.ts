/** Pointers that one comparison gives at most. */
const mostDifferences = 100;

/**
 * JSON pointers of what differs between two values of JSON: the deepest places that tell the whole difference. Where there are more
 * than a hundred, the first ones.
 */
export function differences(one: unknown, other: unknown): readonly string[] {
  const found: string[] = [];
  compare(one, other, "", found);
  return found;
}

function compare(one: unknown, other: unknown, pointer: string, found: string[]): void {
  if (found.length >= mostDifferences || Object.is(one, other)) return;
  const isBoth = isContainer(one) && isContainer(other) && Array.isArray(one) === Array.isArray(other);
  if (!isBoth) {
    found.push(pointer);
    return;
  }
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const at = `${pointer}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (Object.hasOwn(one, name) !== Object.hasOwn(other, name)) {
      if (found.length < mostDifferences) found.push(at);
    } else compare(one[name], other[name], at, found);
  }
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

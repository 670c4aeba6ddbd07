/**
 * The value that a JSON pointer (RFC 6901) names; undefined when there is none. Only own properties count, so that a
 * pointer such as `/constructor` finds nothing.
 */
export function resolvePointer(value: unknown, pointer: string): unknown {
  if (pointer === "") return value;
  let current: unknown = value;
  for (const token of pointer.slice(1).split("/")) {
    const key = token.replaceAll("~1", "/").replaceAll("~0", "~");
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Record<string, unknown>)[key];
  }
  return current;
}

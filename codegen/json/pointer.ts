import { isObject, own } from "./json.ts";

/** Adds segments to a JSON pointer (RFC 6901). */
export function pointer(base: string, ...segments: readonly (string | number)[]): string {
  return segments.reduce<string>((path, segment) => `${path}/${escapeSegment(String(segment))}`, base);
}

/** The segments of a JSON pointer; undefined when it is none. */
export function segmentsOf(path: string): readonly string[] | undefined {
  if (path === "") return [];
  if (!path.startsWith("/") || /~(?![01])/.test(path)) return undefined;
  return path
    .slice(1)
    .split("/")
    .map((segment) => segment.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What a pointer leads to; undefined when it leads nowhere. */
export function valueAt(root: unknown, path: string): unknown {
  let value = root;
  for (const segment of segmentsOf(path) ?? [undefined]) {
    if (segment === undefined) return undefined;
    if (Array.isArray(value)) value = /^(0|[1-9]\d*)$/.test(segment) ? value[Number(segment)] : undefined;
    else if (isObject(value)) value = own(value, segment);
    else return undefined;
  }
  return value;
}

/** The pointer of what contains the thing, and the last segment. */
export function splitPointer(path: string): readonly [parent: string, last: string] {
  const cut = path.lastIndexOf("/");
  return [path.slice(0, cut), segmentsOf(path)?.at(-1) ?? ""];
}

function escapeSegment(segment: string): string {
  // Nearly no segment has any of the two.
  return segment.includes("~") || segment.includes("/") ? segment.replaceAll("~", "~0").replaceAll("/", "~1") : segment;
}

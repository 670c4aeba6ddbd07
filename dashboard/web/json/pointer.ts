/** A JSON value that may be anything. */
export type Json = unknown;

/** The tokens of a JSON pointer (RFC 6901); none for the value as a whole. */
export function tokensOf(pointer: string): string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** A pointer with one more token. */
export function pointerTo(pointer: string, token: string | number): string {
  return `${pointer}/${String(token).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** The pointer of what holds the value; that of the whole is empty, and held by nothing. */
export function parentOf(pointer: string): string {
  return pointer.slice(0, Math.max(0, pointer.lastIndexOf("/")));
}

/** Whether a value is an object that is no array. */
export function isObject(value: Json): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a pointer; undefined where there is none. */
export function valueAt(value: Json, pointer: string): Json {
  let found = value;
  for (const token of tokensOf(pointer)) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, token)) return undefined;
    found = (found as Readonly<Record<string, Json>>)[token];
  }
  return found;
}

/** A copy with another value at a pointer; undefined takes it out. What holds it is made where it is missing. */
export function withValueAt(value: Json, pointer: string, other: Json): Json {
  return replaced(value, tokensOf(pointer), other);
}

function replaced(value: Json, tokens: readonly string[], other: Json): Json {
  const [token, ...rest] = tokens;
  if (token === undefined) return other;
  if (Array.isArray(value)) {
    const index = Number(token);
    if (rest.length === 0 && other === undefined) return value.filter((_, at) => at !== index);
    const copy = [...value];
    copy[index] = replaced(copy[index], rest, other);
    return copy;
  }
  const members = isObject(value) ? value : {};
  const inner = replaced(Object.hasOwn(members, token) ? members[token] : undefined, rest, other);
  if (inner === undefined) return Object.fromEntries(Object.entries(members).filter(([name]) => name !== token));
  // fromEntries makes own members of all names, `__proto__` as well.
  const entries = Object.entries(members).map(([name, old]): [string, Json] => [name, name === token ? inner : old]);
  if (!Object.hasOwn(members, token)) entries.push([token, inner]);
  return Object.fromEntries(entries);
}

/** A JSON object whose content is not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object (not an array, not null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An own property; undefined when there is none, so that names such as `toString` find nothing. */
export function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The object under a key; empty when there is none. */
export function objectAt(value: unknown, key: string): JsonObject {
  const found = own(value, key);
  return isObject(found) ? found : {};
}

/** The text under a key; undefined when there is none. */
export function stringAt(value: unknown, key: string): string | undefined {
  const found = own(value, key);
  return typeof found === "string" ? found : undefined;
}

/** The list under a key; empty when there is none. */
export function listAt(value: unknown, key: string): readonly unknown[] {
  const found = own(value, key);
  return Array.isArray(found) ? found : [];
}

/** The texts of the list under a key. */
export function stringsAt(value: unknown, key: string): readonly string[] {
  return listAt(value, key).filter((item) => typeof item === "string");
}

/** Orders texts by UTF-16 code unit: the same on every machine, whatever its locale. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Orders things by a text of theirs, by code unit. */
export function by<T>(key: (item: T) => string): (a: T, b: T) => number {
  return (a, b) => byCodeUnit(key(a), key(b));
}

/** An object without the properties whose value is undefined. */
export function defined<T extends Record<string, unknown>>(value: T): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}

/** Pretty JSON as generated files hold it: two spaces, a newline at the end. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

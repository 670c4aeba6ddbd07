/** A JSON object whose content is not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object under a key; empty when there is none. */
export function objectAt(value: unknown, key: string): JsonObject {
  const found = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

/** The text under a key; undefined when there is none. */
export function textAt(value: unknown, key: string): string | undefined {
  const found = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return typeof found === "string" ? found : undefined;
}

/** The list under a key; empty when there is none. */
export function listAt(value: unknown, key: string): readonly unknown[] {
  const found = isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
}

/** What was sent over what holds by default, objects within objects, too. Lists are taken as they are. */
export function overDefaults(defaults: JsonObject, sent: JsonObject): JsonObject {
  const merged: Record<string, unknown> = { ...defaults };
  for (const [key, value] of Object.entries(sent)) {
    const before = merged[key];
    merged[key] = isObject(before) && isObject(value) ? overDefaults(before, value) : value;
  }
  return merged;
}

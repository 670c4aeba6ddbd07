/** Attributes of telemetry, flat, with values that JSON has. */
export type Attributes = Readonly<Record<string, unknown>>;

/** Bounds of what one record may bring; what is beyond them is cut off, so that nobody can fill the store with one request. */
const most = { attributes: 128, key: 256, text: 8_192, list: 64, depth: 4 } as const;

/** The items of a list, or none when it is no list. */
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The members of an object, or none when it is none. */
export const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

/** A text, cut at its bound; "" when it is none. */
export const textOf = (value: unknown, longest: number = most.text): string =>
  typeof value === "string" ? value.slice(0, longest) : "";

/** A number, also where 64-bit integers come as text; NaN when it is none. */
export function numberOf(value: unknown): number {
  if (typeof value === "number") return value;
  return typeof value === "string" && /^[+-]?[\d.eE+-]{1,32}$/.test(value) ? Number(value) : Number.NaN;
}

/** Nanoseconds since the epoch as milliseconds, to a fraction of a microsecond; undefined when it is no instant. */
export function millisOf(nanos: unknown): number | undefined {
  const value = numberOf(nanos);
  return value > 0 && value < 1e22 ? value / 1e6 : undefined;
}

/** A list of key and value as an object. */
export function attributesOf(list: unknown): Attributes {
  const found: Record<string, unknown> = {};
  for (const item of listOf(list).slice(0, most.attributes)) {
    const { key, value } = membersOf(item);
    if (typeof key !== "string" || key === "" || key === "__proto__") continue;
    found[key.slice(0, most.key)] = anyValue(value, 0);
  }
  return found;
}

/** A value of OTLP as JSON has it. */
export function anyValue(value: unknown, depth: number): unknown {
  const any = membersOf(value);
  if (typeof any["stringValue"] === "string") return textOf(any["stringValue"]);
  if (typeof any["boolValue"] === "boolean") return any["boolValue"];
  for (const name of ["intValue", "doubleValue"]) {
    if (any[name] === undefined) continue;
    const number = numberOf(any[name]);
    return Number.isFinite(number) ? number : null;
  }
  if (depth >= most.depth) return null;
  if (any["arrayValue"] !== undefined) {
    const { values } = membersOf(any["arrayValue"]);
    return listOf(values)
      .slice(0, most.list)
      .map((one) => anyValue(one, depth + 1));
  }
  if (any["kvlistValue"] !== undefined) return attributesOf(membersOf(any["kvlistValue"])["values"]);
  return typeof any["bytesValue"] === "string" ? textOf(any["bytesValue"]) : null;
}

/** An id of so many bytes in hexadecimal, lower case; undefined when it is none. */
export function hexId(value: unknown, bytes: 8 | 16): string | undefined {
  const id = typeof value === "string" ? value.toLowerCase() : "";
  return new RegExp(`^[0-9a-f]{${bytes * 2}}$`).test(id) && !/^0+$/.test(id) ? id : undefined;
}

/** What telemetry of one kind is grouped by: the resource's attributes with each group of records below it. */
export function* scopesOf(
  body: unknown,
  resources: string,
  scopes: string,
): Generator<{
  readonly resource: Attributes;
  readonly scope: Readonly<Record<string, unknown>>;
}> {
  for (const group of listOf(membersOf(body)[resources])) {
    const members = membersOf(group);
    const resource = attributesOf(membersOf(members["resource"])["attributes"]);
    for (const scope of listOf(members[scopes])) yield { resource, scope: membersOf(scope) };
  }
}

/** The name of the service that telemetry is of. */
export const serviceOf = (resource: Attributes): string => String(resource["service.name"] ?? "unknown").slice(0, 256);

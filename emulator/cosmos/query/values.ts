/** A JSON value, or `undefined` where a document has nothing. */
export type Value = unknown;

/** Order between types, as ORDER BY, MIN and MAX see it. */
const ranks = { undefined: 0, null: 1, boolean: 2, number: 3, string: 4, array: 5, object: 6 } as const;

/** The type of a value in the query language. */
export type TypeName = keyof typeof ranks;

/** Which type a value has. */
export function typeOf(value: Value): TypeName {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value as TypeName;
}

/** Compares any two values: by type first, then by value. Arrays and objects are ordered by their JSON text. */
export function compareValues(left: Value, right: Value): number {
  const type = typeOf(left);
  const difference = ranks[type] - ranks[typeOf(right)];
  if (difference !== 0) return difference;
  switch (type) {
    case "boolean":
    case "number":
    case "string":
      return compareSame(left as string, right as string);
    case "array":
    case "object":
      return compareSame(JSON.stringify(left), JSON.stringify(right));
    default:
      return 0;
  }
}

const compareSame = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

/** Deep equality of JSON values; the order of properties does not count. */
export function equalValues(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left) !== Array.isArray(right)) return false;
  const names = Object.keys(left);
  if (names.length !== Object.keys(right).length) return false;
  return names.every(
    (name) =>
      Object.hasOwn(right, name) &&
      equalValues((left as Record<string, unknown>)[name], (right as Record<string, unknown>)[name]),
  );
}

/** A text that is the same for equal values and for no others; used to find groups and duplicates. */
export function keyOfValue(value: Value): string {
  if (Array.isArray(value)) return `[${value.map(keyOfValue).join()}]`;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).sort(([left], [right]) => compareSame(left, right));
    return `{${entries.map(([name, item]) => `${JSON.stringify(name)}:${keyOfValue(item)}`).join()}}`;
  }
  return value === undefined ? "undefined" : JSON.stringify(value);
}

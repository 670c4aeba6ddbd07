/** What an expression can be. */
export type Value = string | number | boolean | null | Unknown | readonly Value[] | ValueObject;

/** An object of values. */
export interface ValueObject {
  readonly [key: string]: Value;
}

/** What is only known once something else is deployed, such as the principal of an identity that does not exist yet. */
export class Unknown {
  /** What has to be there first. */
  readonly what: string;

  constructor(what: string) {
    this.what = what;
  }

  toJSON(): string {
    return `(known after deployment: ${this.what})`;
  }
}

/** Whether a value is an object, and neither a list nor unknown. */
export function isValueObject(value: Value | undefined): value is ValueObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Unknown);
}

/** Whether a value is a list. */
export function isValueList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The first thing in a value that is not known yet. */
export function unknownIn(value: Value): Unknown | undefined {
  if (value instanceof Unknown) return value;
  if (typeof value !== "object" || value === null) return undefined;
  for (const each of Object.values(value) as readonly Value[]) {
    const found = unknownIn(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A property by its name in any case, as Resource Manager finds it. */
export function propertyOf(value: ValueObject, name: string): Value | undefined {
  if (Object.hasOwn(value, name)) return value[name];
  const lower = name.toLowerCase();
  return Object.entries(value).find(([key]) => key.toLowerCase() === lower)?.[1];
}

/** What kind of value it is, in the words of templates. */
export function kindOf(value: Value): string {
  if (value === null) return "null";
  if (value instanceof Unknown) return "unknown";
  if (isValueList(value)) return "array";
  if (typeof value === "number") return "int";
  return typeof value === "boolean" ? "bool" : typeof value;
}

/** A value as text, as `string`, `concat` and `format` write it: `True`, and JSON without blanks. */
export function textOf(value: Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "True" : "False";
  return value === null ? "" : JSON.stringify(value);
}

/** Whether two values are the same, whatever the order of properties. */
export function sameValue(left: Value, right: Value): boolean {
  if (isValueList(left) && isValueList(right)) {
    return left.length === right.length && left.every((each, index) => sameValue(each, right[index] ?? null));
  }
  if (isValueObject(left) && isValueObject(right)) {
    const keys = Object.keys(left);
    if (keys.length !== Object.keys(right).length) return false;
    return keys.every((key) => Object.hasOwn(right, key) && sameValue(left[key] ?? null, right[key] ?? null));
  }
  return left === right;
}

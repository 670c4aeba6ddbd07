/** A JSON object. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An item is not valid; the message is as the ingestion endpoint words it. */
export class InvalidItem extends Error {
  override readonly name = "InvalidItem";
}

/** The fields of one object of an item, checked as they are read. */
export class Fields {
  readonly #type: string;
  readonly #fields: JsonObject;

  /** @param type its name in messages, such as `RequestData` */
  constructor(type: string, fields: unknown) {
    if (!isObject(fields)) throw new InvalidItem(`106: Type '${type}' must be an object. Actual: ${typeName(fields)}`);
    this.#type = type;
    this.#fields = fields;
  }

  /** Text that has to be there. @throws InvalidItem */
  required(name: string): string {
    const value = this.#fields[name];
    if (value === undefined || value === null || value === "") throw this.#missing(name, "string", value);
    return this.text(name);
  }

  /** Text; empty when it is not there. @throws InvalidItem */
  text(name: string): string {
    const value = this.#fields[name];
    if (value === undefined || value === null) return "";
    if (typeof value === "string") return value;
    throw this.#wrong(name, "string", value);
  }

  /** A bool. @throws InvalidItem */
  bool(name: string, fallback: boolean): boolean {
    const value = this.#fields[name] ?? fallback;
    if (typeof value === "boolean") return value;
    throw this.#wrong(name, "bool", value);
  }

  /** A number; undefined when it is not there. @throws InvalidItem */
  number(name: string): number | undefined {
    const value = this.#fields[name] ?? undefined;
    if (value === undefined || typeof value === "number") return value;
    throw this.#wrong(name, "double", value);
  }

  /** A list that has to have something in it. @throws InvalidItem */
  list(name: string): readonly unknown[] {
    const value = this.#fields[name];
    if (value === undefined || value === null) throw this.#missing(name, "array", value);
    if (!Array.isArray(value)) throw this.#wrong(name, "array", value);
    if (value.length === 0) throw this.#missing(name, "array", "");
    return value;
  }

  /** An object of texts; numbers and bools become text, as over there. @throws InvalidItem */
  texts(name: string): Record<string, string> {
    const value = this.#fields[name] ?? {};
    if (!isObject(value)) throw this.#wrong(name, "map", value);
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, each]) =>
        each === null || each === undefined ? [] : [[key, typeof each === "object" ? JSON.stringify(each) : `${each}`]],
      ),
    );
  }

  /** An object of numbers. @throws InvalidItem */
  numbers(name: string): Record<string, number> {
    const value = this.#fields[name] ?? {};
    if (!isObject(value)) throw this.#wrong(name, "map", value);
    for (const each of Object.values(value)) if (typeof each !== "number") throw this.#wrong(name, "double", each);
    return value as Record<string, number>;
  }

  /** What is there, unchecked. */
  raw(name: string): unknown {
    return this.#fields[name] ?? undefined;
  }

  /** 102: something that is text and says nothing. */
  invalid(name: string, expected: string): InvalidItem {
    const what = `Field '${name}' on type '${this.#type}' is not a valid ${expected} string.`;
    return new InvalidItem(`102: ${what} Expected: ${expected}, Actual: ${this.text(name)}`);
  }

  #missing(name: string, expected: string, value: unknown): InvalidItem {
    const what = `Field '${name}' on type '${this.#type}' is required but missing or empty.`;
    return new InvalidItem(`109: ${what} Expected: ${expected}, Actual: ${value === "" ? "" : typeName(value)}`);
  }

  #wrong(name: string, expected: string, value: unknown): InvalidItem {
    const what = `Field '${name}' on type '${this.#type}' is of incorrect type.`;
    return new InvalidItem(`106: ${what} Expected: ${expected}, Actual: ${typeName(value)}`);
  }
}

function typeName(value: unknown): string {
  if (value === undefined || value === null) return "undefined";
  return Array.isArray(value) ? "array" : typeof value;
}

import { isObject, type JsonObject, listAt, own, stringAt } from "../../json/json.ts";

/** The type of a field in words. `item` is the schema of a list's items, resolved. */
export function typeWords(schema: JsonObject, item: JsonObject): string {
  const type = own(schema, "type");
  const types = (Array.isArray(type) ? type : [type]).filter((name) => typeof name === "string" && name !== "null");
  if (types.length === 0) return untyped(schema);
  return types.map((name) => (name === "array" ? listWords(schema, item) : `${name}`)).join(" or ");
}

function listWords(schema: JsonObject, item: JsonObject): string {
  const tuple = listAt(schema, "prefixItems").length;
  if (tuple > 0) return `list of ${tuple}`;
  const of = Object.keys(item).length === 0 ? "anything" : typeWords(item, {});
  return `list of ${of}`;
}

function untyped(schema: JsonObject): string {
  const values = own(schema, "const") === undefined ? listAt(schema, "enum") : [own(schema, "const")];
  const kinds = new Set(
    values.map((value) => (value === null ? "null" : Array.isArray(value) ? "list" : typeof value)),
  );
  if (kinds.size > 0) return [...kinds].join(" or ");
  if (isObject(own(schema, "properties"))) return "object";
  const choices = [...listAt(schema, "oneOf"), ...listAt(schema, "anyOf")];
  return choices.length > 0 ? "one of several" : "anything";
}

const bounds: readonly (readonly [word: string, text: string])[] = [
  ["minLength", "at least % characters"],
  ["maxLength", "at most % characters"],
  ["minimum", "≥ %"],
  ["exclusiveMinimum", "> %"],
  ["maximum", "≤ %"],
  ["exclusiveMaximum", "< %"],
  ["multipleOf", "multiple of %"],
  ["minItems", "at least % items"],
  ["maxItems", "at most % items"],
  ["minProperties", "at least % names"],
  ["maxProperties", "at most % names"],
  ["pattern", "matches %"],
];

/** What a schema asks of a value besides its type, in words. */
export function constraintsOf(schema: JsonObject): readonly string[] {
  const found: string[] = [];
  const format = stringAt(schema, "format");
  if (format !== undefined) found.push(format);
  for (const [word, text] of bounds) {
    const value = own(schema, word);
    if (value !== undefined) found.push((value === 1 ? singular(text) : text).replace("%", () => printNumber(value)));
  }
  const values = listAt(schema, "enum").filter((value) => value !== null);
  if (values.length > 0) found.push(`one of ${values.map((value) => JSON.stringify(value)).join(", ")}`);
  if (own(schema, "const") !== undefined) found.push(`always ${JSON.stringify(own(schema, "const"))}`);
  if (own(schema, "default") !== undefined) found.push(`${JSON.stringify(own(schema, "default"))} when left out`);
  if (own(schema, "uniqueItems") === true) found.push("no item twice");
  return found;
}

function singular(text: string): string {
  return text.replace(/% (character|item|name)s$/, "% $1");
}

/** Numbers of more than four digits with thin spaces between the thousands; they are long to read otherwise. */
function printNumber(value: unknown): string {
  if (typeof value !== "number" || !Number.isInteger(value) || Math.abs(value) < 10_000) return String(value);
  return String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}

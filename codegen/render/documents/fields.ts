import { isObject, type JsonObject, objectAt, own, stringAt, stringsAt } from "../../json/json.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";

/** One line of a fields table. */
export interface Field {
  /** Path below the payload, such as `address.city`; `[]` marks the items of a list. */
  readonly path: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly description: string;
  readonly constraints: readonly string[];
}

/** Deeper fields are not listed: the table would not be read. */
const deepest = 4;

/** The fields of a schema, nested ones after the field they are in. Schemas that hold themselves are listed once. */
export function fieldsOf(name: string, schemas: ReadonlyMap<string, NamedSchema>): readonly Field[] {
  const list = (schema: JsonObject, prefix: string, seen: readonly string[]): readonly Field[] => {
    const required = stringsAt(schema, "required");
    const direct = Object.entries(objectAt(schema, "properties")).flatMap(([key, property]) => {
      const { schema: field, names } = resolve(property, schemas);
      const path = `${prefix}${key}`;
      const described = isObject(property) ? stringAt(property, "description") : undefined;
      const line: Field = {
        path,
        type: typeName(field, names),
        isRequired: required.includes(key),
        description: described ?? stringAt(field, "description") ?? "",
        constraints: constraintsOf(field),
      };
      return [line, ...below(field, path, names, seen)];
    });
    const parts = ["allOf", "anyOf", "oneOf"].flatMap((word) => {
      const choices = own(schema, word);
      return Array.isArray(choices) ? choices : [];
    });
    const inParts = parts.flatMap((part) => {
      const { schema: field, names } = resolve(part, schemas);
      return names.some((entry) => seen.includes(entry)) ? [] : list(field, prefix, [...seen, ...names]);
    });
    return [...direct, ...inParts];
  };
  const below = (
    field: JsonObject,
    path: string,
    names: readonly string[],
    seen: readonly string[],
  ): readonly Field[] => {
    if (path.split(".").length >= deepest || names.some((entry) => seen.includes(entry))) return [];
    const next = [...seen, ...names];
    const items = own(field, "items");
    if (isObject(items)) {
      const item = resolve(items, schemas);
      return item.names.some((entry) => next.includes(entry))
        ? []
        : list(item.schema, `${path}[].`, [...next, ...item.names]);
    }
    return list(field, `${path}.`, next);
  };
  const seen = [name];
  const lines = list(resolve({ $ref: `#/$defs/${name}` }, schemas).schema, "", seen);
  return lines.filter((line, index) => lines.findIndex(({ path }) => path === line.path) === index);
}

/** Follows references; answers the names on the way. */
function resolve(
  value: unknown,
  schemas: ReadonlyMap<string, NamedSchema>,
): { schema: JsonObject; names: readonly string[] } {
  let schema: JsonObject = isObject(value) ? value : {};
  const names: string[] = [];
  for (let ref = stringAt(schema, "$ref"); ref !== undefined; ref = stringAt(schema, "$ref")) {
    const name = ref.replace("#/$defs/", "");
    if (names.includes(name)) break;
    names.push(name);
    schema = schemas.get(name)?.schema ?? {};
  }
  return { schema, names };
}

function typeName(schema: JsonObject, names: readonly string[]): string {
  const type = own(schema, "type");
  const base = Array.isArray(type) ? type.join(" or ") : typeof type === "string" ? type : "any";
  const format = stringAt(schema, "format");
  const text = format === undefined ? base : `${base} (${format})`;
  return names.length === 0 ? text : `${names.at(-1)}: ${text}`;
}

const words: Readonly<Record<string, string>> = {
  minLength: "at least %s characters",
  maxLength: "at most %s characters",
  minimum: "≥ %s",
  maximum: "≤ %s",
  exclusiveMinimum: "> %s",
  exclusiveMaximum: "< %s",
  multipleOf: "multiple of %s",
  minItems: "at least %s items",
  maxItems: "at most %s items",
  pattern: "matches %s",
};

function constraintsOf(schema: JsonObject): readonly string[] {
  const found = Object.entries(words).flatMap(([word, text]) => {
    const value = own(schema, word);
    return value === undefined ? [] : [text.replace("%s", () => String(value))];
  });
  const values = own(schema, "enum");
  if (Array.isArray(values)) found.push(`one of ${values.map((value) => JSON.stringify(value)).join(", ")}`);
  if (own(schema, "const") !== undefined) found.push(`always ${JSON.stringify(own(schema, "const"))}`);
  if (own(schema, "uniqueItems") === true) found.push("no item twice");
  return found;
}

import { isObject, type JsonObject, listAt, objectAt, own, stringAt, stringsAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";
import { constraintsOf, typeWords } from "./field-words.ts";

/** One line of a fields table. */
export interface Field {
  /** JSON pointer into a document; `*` stands for any item of a list or any key of a map. */
  readonly pointer: string;
  /** The last segment as people read it. */
  readonly label: string;
  /** How deep it lies: 0 for the fields of the document itself. */
  readonly depth: number;
  /** Type in words, such as `integer` or `list of string`. */
  readonly type: string;
  /** Name of the schema in the schema table that it refers to. */
  readonly schema: string | undefined;
  readonly isRequired: boolean;
  readonly isNullable: boolean;
  readonly isDeprecated: boolean;
  readonly description: string;
  readonly constraints: readonly string[];
  /** The alternative it belongs to, such as `kind = card`; undefined: it is always there. */
  readonly variant: string | undefined;
  /** Whether its schema is one that it lies in itself, so that nothing below it is listed. */
  readonly isRecursive: boolean;
  /** Whether it belongs to a schema with a name, which has a page of its own. */
  readonly isShared: boolean;
}

/** Fields that lie deeper are not listed: the table would not be read. Their schema has a page of its own. */
const deepest = 6;

/** Reads fields of schemas by name; references read `#/$defs/<name>`. */
export type SchemasByName = ReadonlyMap<string, NamedSchema>;

interface Place {
  readonly pointer: string;
  readonly depth: number;
  readonly inside: readonly string[];
  readonly variant: string | undefined;
  readonly isShared: boolean;
}

const known = new WeakMap<SchemasByName, Map<string, readonly Field[]>>();

/** The fields of a schema, nested ones after the field that they are in. Schemas that hold themselves are listed once. */
export function fieldsOf(name: string, schemas: SchemasByName): readonly Field[] {
  const found = known.get(schemas) ?? new Map<string, readonly Field[]>();
  known.set(schemas, found);
  const fields = found.get(name) ?? listFields(name, schemas);
  found.set(name, fields);
  return fields;
}

function listFields(name: string, schemas: SchemasByName): readonly Field[] {
  const fields = new Map<string, Field>();
  const root = resolve({ $ref: `#/$defs/${name}` }, schemas);
  walk(
    root.schema,
    { pointer: "", depth: 0, inside: root.names, variant: undefined, isShared: false },
    schemas,
    fields,
  );
  return [...fields.values()];
}

function walk(schema: JsonObject, place: Place, schemas: SchemasByName, fields: Map<string, Field>): void {
  const required = stringsAt(schema, "required");
  const add = (value: unknown, segment: string, label: string, isRequired: boolean) =>
    addField(value, segment, label, isRequired, place, schemas, fields);
  for (const [key, value] of Object.entries(objectAt(schema, "properties")))
    add(value, key, key, required.includes(key));
  for (const [pattern, value] of Object.entries(objectAt(schema, "patternProperties"))) {
    add(value, "*", `name like ${pattern}`, false);
  }
  const rest = own(schema, "additionalProperties");
  if (isObject(rest) && Object.keys(rest).length > 0) add(rest, "*", "any other name", false);
  listAt(schema, "prefixItems").forEach((item, index) => void add(item, String(index), `item ${index + 1}`, false));
  const items = own(schema, "items");
  if (isObject(items)) walkItems(items, place, schemas, fields);
  for (const part of listAt(schema, "allOf")) enter(part, place, schemas, fields);
  for (const word of ["oneOf", "anyOf"]) {
    const choices = listAt(schema, word).filter((choice) => own(choice, "type") !== "null");
    choices.forEach((choice, index) => {
      const variant = choices.length < 2 ? place.variant : variantName(choice, index, schemas);
      enter(choice, { ...place, variant }, schemas, fields);
    });
  }
  for (const word of ["then", "else"]) {
    const part = own(schema, word);
    if (isObject(part)) enter(part, { ...place, variant: "in some cases" }, schemas, fields);
  }
}

/** Items of a list: their fields are listed below the list, without a line for the item itself when it is an object. */
function walkItems(items: JsonObject, place: Place, schemas: SchemasByName, fields: Map<string, Field>): void {
  enter(items, { ...place, pointer: `${place.pointer}/*` }, schemas, fields);
}

/** Goes on in a part of the schema that describes the same value. */
function enter(part: unknown, place: Place, schemas: SchemasByName, fields: Map<string, Field>): void {
  const { schema, names } = resolve(part, schemas);
  if (names.some((name) => place.inside.includes(name))) return;
  const isShared = place.isShared || names.length > 0;
  walk(schema, { ...place, inside: [...place.inside, ...names], isShared }, schemas, fields);
}

function addField(
  value: unknown,
  segment: string,
  label: string,
  isRequired: boolean,
  place: Place,
  schemas: SchemasByName,
  fields: Map<string, Field>,
): void {
  const at = pointer(place.pointer, segment);
  const { schema, names } = resolve(value, schemas);
  const item = itemOf(schema, schemas);
  const isRecursive = [...names, ...item.names].some((name) => place.inside.includes(name));
  const described = stringAt(value, "description") ?? stringAt(schema, "description") ?? "";
  const known = fields.get(at);
  fields.set(at, {
    pointer: at,
    label,
    depth: place.depth,
    type: typeWords(schema, item.schema),
    schema: names[0] ?? item.names[0],
    isRequired: isRequired && place.variant === undefined ? true : (known?.isRequired ?? isRequired),
    isNullable: listAt(schema, "type").includes("null") || hasNull(schema),
    isDeprecated: own(value, "deprecated") === true || own(schema, "deprecated") === true,
    description: known?.description || described,
    constraints: known === undefined ? constraintsOf(schema) : alternatives(known.constraints, constraintsOf(schema)),
    variant: known === undefined ? place.variant : known.variant === place.variant ? place.variant : undefined,
    isRecursive,
    isShared: place.isShared,
  });
  if (isRecursive || place.depth + 1 >= deepest) return;
  const inside = [...place.inside, ...names];
  const isShared = place.isShared || names.length > 0;
  walk(schema, { pointer: at, depth: place.depth + 1, inside, variant: place.variant, isShared }, schemas, fields);
}

/** What one field may hold in several alternatives. */
function alternatives(known: readonly string[], more: readonly string[]): readonly string[] {
  return [...known, ...more.filter((constraint) => !known.includes(constraint))];
}

/** The schema of a list's items; empty when it is no list. */
function itemOf(schema: JsonObject, schemas: SchemasByName): Resolved {
  const items = own(schema, "items");
  return isObject(items) ? resolve(items, schemas) : { schema: {}, names: [] };
}

function hasNull(schema: JsonObject): boolean {
  return [...listAt(schema, "oneOf"), ...listAt(schema, "anyOf")].some((choice) => own(choice, "type") === "null");
}

/** An alternative's name: what sets it apart, else its title, else its number. */
function variantName(choice: unknown, index: number, schemas: SchemasByName): string {
  const { schema, names } = resolve(choice, schemas);
  const tag = Object.entries(objectAt(schema, "properties")).find(
    ([, property]) => own(property, "const") !== undefined,
  );
  if (tag !== undefined) return `${tag[0]} = ${String(own(tag[1], "const"))}`;
  return stringAt(schema, "title") ?? names[0] ?? `alternative ${index + 1}`;
}

interface Resolved {
  readonly schema: JsonObject;
  /** Names of the schemas on the way. */
  readonly names: readonly string[];
}

/** Follows references. Words beside a reference are kept. */
export function resolve(value: unknown, schemas: SchemasByName): Resolved {
  let schema: JsonObject = isObject(value) ? value : {};
  const names: string[] = [];
  for (let ref = stringAt(schema, "$ref"); ref !== undefined; ref = stringAt(schema, "$ref")) {
    const name = ref.replace("#/$defs/", "");
    if (names.includes(name)) break;
    names.push(name);
    const { $ref: _ref, ...beside } = schema;
    schema = { ...schemas.get(name)?.schema, ...beside };
  }
  return { schema, names };
}

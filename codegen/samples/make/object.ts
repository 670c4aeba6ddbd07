import { isObject, type JsonObject, objectAt, own, stringsAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { gather } from "./gather.ts";
import { decide, type Making } from "./making.ts";
import { regularExpression, wordFor } from "./pattern.ts";

/** Makes the value of a field. */
export type Make = (making: Making, schemas: readonly unknown[], path: string, depth: number) => unknown;

interface Fields {
  readonly making: Making;
  readonly path: string;
  readonly depth: number;
  readonly make: Make;
  readonly conjuncts: JsonObject[];
  /** The dependent schemas that have come into force: each chooses its branches once. */
  readonly dependents: Set<unknown>;
}

/** Makes an object that fits all the schemas. */
export function makeObject(
  making: Making,
  schemas: readonly JsonObject[],
  path: string,
  depth: number,
  make: Make,
): unknown {
  const fields: Fields = { making, path, depth, make, conjuncts: [...schemas], dependents: new Set() };
  const { least, most } = sizeOf(schemas);
  const names = new Set<string>();
  if (!require(fields, names)) return undefined;
  for (const name of optionalNames(fields.conjuncts)) {
    if (names.has(name) || names.size >= most || !isAffordable(fields, name)) continue;
    const isForced = names.size + 1 <= least && !making.isWild;
    if (isForced || decide(making, "optional", pointer(path, name), 0, ["absent", "present"]) === 1) names.add(name);
    if (!require(fields, names)) return undefined;
  }
  for (const name of optionalNames(fields.conjuncts)) {
    if (names.size < least && isAffordable(fields, name)) names.add(name);
  }
  if (!require(fields, names)) return undefined;
  addExtras(fields, names, least, most);
  if (names.size < least || names.size > most) return undefined;
  return filled(fields, names);
}

function filled(fields: Fields, names: ReadonlySet<string>): unknown {
  const { making, path, depth, make, conjuncts } = fields;
  const order = [...new Set([...conjuncts.flatMap((schema) => Object.keys(objectAt(schema, "properties"))), ...names])];
  const entries: [string, unknown][] = [];
  for (const name of order.filter((key) => names.has(key))) {
    const value = make(making, schemasOf(conjuncts, name), pointer(path, name), depth + 1);
    if (value === undefined) return undefined;
    entries.push([name, value]);
  }
  return Object.fromEntries(entries);
}

function sizeOf(schemas: readonly JsonObject[]): { least: number; most: number } {
  const numbers = (word: string) =>
    schemas.map((schema) => own(schema, word)).filter((value) => typeof value === "number");
  return {
    least: Math.max(0, ...numbers("minProperties")),
    most: Math.min(Number.POSITIVE_INFINITY, ...numbers("maxProperties")),
  };
}

/** Adds what is required, also because of what is there already; false when that cannot be. */
function require(fields: Fields, names: Set<string>): boolean {
  const { making, conjuncts, dependents, path, depth } = fields;
  for (let size = -1; size !== names.size + conjuncts.length; ) {
    size = names.size + conjuncts.length;
    for (const schema of [...conjuncts]) {
      for (const name of stringsAt(schema, "required")) names.add(name);
      for (const [name, needed] of Object.entries(objectAt(schema, "dependentRequired"))) {
        if (names.has(name)) for (const other of Array.isArray(needed) ? needed : []) names.add(String(other));
      }
      for (const [name, dependent] of Object.entries(objectAt(schema, "dependentSchemas"))) {
        if (!names.has(name) || dependents.has(dependent)) continue;
        dependents.add(dependent);
        const more = gather(making, [dependent], path, depth);
        if (more === undefined) return false;
        for (const part of more.conjuncts) if (!conjuncts.includes(part)) conjuncts.push(part);
      }
    }
  }
  return [...names].every((name) => !schemasOf(conjuncts, name).includes(false));
}

function optionalNames(conjuncts: readonly JsonObject[]): readonly string[] {
  return [...new Set(conjuncts.flatMap((schema) => Object.keys(objectAt(schema, "properties"))))];
}

/** Whether a field may be there at all, and does not lead too deep. */
function isAffordable({ making, depth, conjuncts }: Fields, name: string): boolean {
  const schemas = schemasOf(conjuncts, name);
  if (!isAllowedName(making, conjuncts, name)) return false;
  return schemas.every((schema) => depth + 1 + making.side.height(schema) <= making.deepest);
}

function isAllowedName(making: Making, conjuncts: readonly JsonObject[], name: string): boolean {
  return conjuncts.every((schema) => making.side.accepts(own(schema, "propertyNames") ?? true, name));
}

/** All that the schemas say about a field. */
export function schemasOf(conjuncts: readonly JsonObject[], name: string): readonly unknown[] {
  const isKnown = conjuncts.some((schema) => saysOf(schema, name).length > 0);
  return conjuncts.flatMap((schema) => {
    const found = saysOf(schema, name);
    if (found.length > 0) return found;
    const rest = own(schema, "additionalProperties") ?? (isKnown ? undefined : own(schema, "unevaluatedProperties"));
    return rest === undefined ? [] : [rest];
  });
}

function saysOf(schema: JsonObject, name: string): unknown[] {
  const found: unknown[] = [];
  const properties = objectAt(schema, "properties");
  if (Object.hasOwn(properties, name)) found.push(properties[name]);
  for (const [pattern, value] of Object.entries(objectAt(schema, "patternProperties"))) {
    if (regularExpression(pattern)?.test(name)) found.push(value);
  }
  return found;
}

const extraNames = ["other", "extra", "more", "tag", "x", "name", "value", "id"];

/** Adds fields that no word names: where an object is a map, and in wild documents wherever they are allowed. */
function addExtras(fields: Fields, names: Set<string>, least: number, most: number): void {
  const { making, path, conjuncts } = fields;
  const isMap = conjuncts.some((schema) => {
    const rest = own(schema, "additionalProperties");
    return isObject(rest) || isObject(own(schema, "patternProperties")) || isObject(own(schema, "propertyNames"));
  });
  const missing = Math.max(0, least - names.size);
  let wanted = missing;
  if ((isMap || making.isWild) && names.size < most && fields.depth < making.deepest) {
    wanted += missing > 0 ? 0 : decide(making, "extra", path, 0, ["without more fields", "with another field"]);
  }
  for (let attempt = 0; attempt < 12 && wanted > 0; attempt++) {
    const name = extraName(fields, attempt);
    if (name === undefined || names.has(name) || name === "__proto__") continue;
    if (schemasOf(conjuncts, name).includes(false) || !isAffordable(fields, name)) continue;
    names.add(name);
    wanted--;
  }
}

function extraName({ making, conjuncts, path, depth, make }: Fields, attempt: number): string | undefined {
  const random = making.randomAt(pointer(path, `extra ${attempt}`));
  const rules = conjuncts.flatMap((schema) =>
    isObject(own(schema, "propertyNames")) ? [own(schema, "propertyNames")] : [],
  );
  if (rules.length > 0) {
    const name = make(making, [{ type: "string" }, ...rules], pointer(path, `name ${attempt}`), depth + 1);
    return typeof name === "string" ? name : undefined;
  }
  const patterns = conjuncts.flatMap((schema) => Object.keys(objectAt(schema, "patternProperties")));
  if (patterns.length > 0 && (attempt % 2 === 0 || random.chance(0.5))) {
    return wordFor(random.pick(patterns), random, "usual", { least: 0, most: 40 });
  }
  const name = extraNames[(attempt + (making.isWild ? random.integer(0, 7) : 0)) % extraNames.length] ?? "other";
  return attempt < extraNames.length ? name : `${name}${attempt}`;
}

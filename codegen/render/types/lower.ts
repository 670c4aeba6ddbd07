import { isObject, type JsonObject, listAt, own, stringAt, stringsAt } from "../../json/json.ts";

/** Lists up to this length become exact tuples; longer ones would print a page of commas. */
const longestTuple = 5;

/** A reference becomes the name of the schema that it means: each schema is printed by itself. */
export type NameOf = (ref: string) => string;

/** What json-schema-to-typescript is given: only words that it prints exactly as they are meant. */
type Lowered = JsonObject;

const unknown: Lowered = { tsType: "unknown" };

/**
 * Rewrites a schema so that json-schema-to-typescript prints a type that every valid value has. The type may be wider than
 * the schema (validators are exact), never narrower.
 */
export function lower(schema: unknown, nameOf: NameOf): Lowered {
  return lowerWithin(schema, undefined, nameOf);
}

/**
 * @param around types that the schemas around this one, which speak of the same value, allow; a schema without `type`
 * speaks of these
 */
function lowerWithin(schema: unknown, around: readonly string[] | undefined, nameOf: NameOf): Lowered {
  if (schema === false) return { tsType: "never" };
  if (!isObject(schema)) return unknown;
  const description = stringAt(schema, "description");
  return {
    ...(description === undefined ? {} : { description: safeComment(description) }),
    ...(own(schema, "deprecated") === true ? { deprecated: true } : {}),
    ...allOf(conditionsOf(schema, around, nameOf)),
  };
}

/** Everything that a schema asks of a value, each as a type by itself. */
function conditionsOf(schema: JsonObject, around: readonly string[] | undefined, nameOf: NameOf): readonly Lowered[] {
  const values = Object.hasOwn(schema, "const") ? [schema["const"]] : own(schema, "enum");
  if (Array.isArray(values)) return [{ tsType: union(values.map(literalType)) }];
  const ref = stringAt(schema, "$ref");
  const types = typesOf(schema) ?? around;
  const within = (sub: unknown) => lowerWithin(sub, types, nameOf);
  const choices = ["anyOf", "oneOf"].map((word) => listAt(schema, word)).filter((list) => list.length > 0);
  return [
    ...(ref === undefined ? [] : [{ tsType: nameOf(ref) }]),
    ...lowerTypes(schema, types, nameOf),
    ...listAt(schema, "allOf").map(within),
    ...choices.map((list) => anyOf(list.map(within))),
  ];
}

function typesOf(schema: JsonObject): readonly string[] | undefined {
  const type = own(schema, "type");
  return typeof type === "string" ? [type] : Array.isArray(type) ? stringsAt(schema, "type") : undefined;
}

/** Without `type` a schema says nothing of values of other types, so nothing can be said of its type. */
function lowerTypes(schema: JsonObject, types: readonly string[] | undefined, nameOf: NameOf): readonly Lowered[] {
  if (types === undefined) return [];
  const isSaidHere = typesOf(schema) !== undefined;
  const hasObjectWords = objectWords.some((word) => own(schema, word) !== undefined);
  const hasArrayWords = arrayWords.some((word) => own(schema, word) !== undefined);
  // The schema around has said which types there are.
  if (!isSaidHere && !hasObjectWords && !hasArrayWords) return [];
  return [
    anyOf(
      types.map((type) => {
        if (type === "object") return lowerObject(schema, nameOf);
        if (type === "array") return lowerArray(schema, nameOf);
        return { tsType: type === "integer" ? "number" : type };
      }),
    ),
  ];
}

const objectWords = ["properties", "required", "additionalProperties", "patternProperties"];
const arrayWords = ["items", "prefixItems", "minItems", "maxItems"];

function lowerObject(schema: JsonObject, nameOf: NameOf): Lowered {
  const [properties, additional] = [own(schema, "properties"), own(schema, "additionalProperties")];
  const required = [...new Set(stringsAt(schema, "required"))];
  const known = isObject(properties) ? properties : {};
  const fields: Readonly<Record<string, Lowered>> = Object.fromEntries([
    ...Object.entries(known).map(([name, field]) => [name, lower(field, nameOf)]),
    ...required.filter((name) => !Object.hasOwn(known, name)).map((name) => [name, unknown]),
  ]);
  const others = othersOf(schema, nameOf);
  // Undeclared fields are left out of the type: it stays true of every value, and misspelt fields do not compile.
  const isOpen = additional === undefined || additional === true;
  const names = Object.keys(fields);
  if (others === undefined) {
    return { type: "object", properties: fields, required, additionalProperties: isOpen && names.length === 0 };
  }
  // An index speaks of the declared fields, too.
  const isOptional = names.some((name) => !required.includes(name));
  const index = [others, ...Object.values(fields), ...(isOptional ? [{ tsType: "undefined" }] : [])].map(withoutNotes);
  const isAnything = index.some((type) => type["tsType"] === "unknown");
  return { type: "object", properties: fields, required, additionalProperties: isAnything || anyOf(index) };
}

/** The type of fields that are not declared; undefined when nothing is said of them, or there are none. */
function othersOf(schema: JsonObject, nameOf: NameOf): Lowered | undefined {
  const additional = own(schema, "additionalProperties");
  const patterns = own(schema, "patternProperties");
  const byPattern = Object.values(isObject(patterns) ? patterns : {}).map((sub) => lower(sub, nameOf));
  if (isObject(additional)) return anyOf([lower(additional, nameOf), ...byPattern]);
  if (byPattern.length === 0) return undefined;
  return additional === false ? anyOf(byPattern) : unknown;
}

function lowerArray(schema: JsonObject, nameOf: NameOf): Lowered {
  const [minItems, maxItems, items] = [own(schema, "minItems"), own(schema, "maxItems"), own(schema, "items")];
  const least = typeof minItems === "number" ? minItems : 0;
  const most = typeof maxItems === "number" ? maxItems : Number.POSITIVE_INFINITY;
  const prefix = listAt(schema, "prefixItems").map((item) => lower(item, nameOf));
  const rest = items === undefined ? unknown : lower(items, nameOf);
  if (prefix.length === 0) {
    return { type: "array", items: rest, ...(least > 0 && least <= longestTuple ? { minItems: least } : {}) };
  }
  const closed = items === false || most <= prefix.length;
  const longest = Math.min(prefix.length, most);
  if (longest - Math.min(least, longest) > longestTuple) {
    return { type: "array", items: anyOf((closed ? prefix : [...prefix, rest]).map(withoutNotes)) };
  }
  // Tuples that may be shorter than their list: one exact tuple for each length, because a union of them is exact.
  const choices: Lowered[] = [];
  for (let length = Math.min(least, longest); length < longest; length++) choices.push(tuple(prefix.slice(0, length)));
  choices.push(closed ? tuple(prefix.slice(0, longest)) : tuple(prefix, rest));
  return anyOf(choices);
}

function tuple(items: readonly Lowered[], rest?: Lowered): Lowered {
  if (items.length === 0 && rest === undefined) return { tsType: "[]" };
  const lengths = { minItems: items.length, ...(rest === undefined ? { maxItems: items.length } : {}) };
  return { type: "array", items, additionalItems: rest ?? false, ...lengths };
}

function allOf(types: readonly Lowered[]): Lowered {
  const [only = unknown, ...others] = types.filter((type) => type["tsType"] !== "unknown" || "description" in type);
  return others.length === 0 ? only : { allOf: [only, ...others] };
}

function anyOf(types: readonly Lowered[]): Lowered {
  const [only = unknown, ...others] = types;
  if (others.length === 0) return only;
  const texts = types.map((type) => (Object.keys(type).length === 1 ? stringAt(type, "tsType") : undefined));
  if (texts.includes("unknown")) return unknown;
  return texts.every((text) => text !== undefined) ? { tsType: union(texts) } : { anyOf: types };
}

function union(texts: readonly string[]): string {
  const members = [...new Set(texts)];
  // The printer takes the text as it is, whatever it stands beside.
  return members.length === 0 ? "never" : members.length === 1 ? (members[0] ?? "never") : `(${members.join(" | ")})`;
}

/** The type that a JSON value alone has. */
function literalType(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(literalType).join(", ")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${literalType(item)}`);
  return members.length === 0 ? "{}" : `{ ${members.join("; ")} }`;
}

function withoutNotes({ description: _description, deprecated: _deprecated, ...type }: Lowered): Lowered {
  return type;
}

/** Text that cannot end the comment it is put into. */
function safeComment(text: string): string {
  return text.replaceAll("*/", "*\\/");
}

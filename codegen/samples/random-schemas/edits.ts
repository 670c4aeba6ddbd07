import type { SchemaSide } from "../../compatibility/schemas/side.ts";
import { isObject, type JsonObject, listAt, objectAt, own, stringAt, stringsAt } from "../../json/json.ts";
import type { Random } from "../random.ts";
import { fieldNames, listed, numberWords, randomPart, textWords } from "./random-schema.ts";

/** One kind of edit. */
export interface Edit {
  readonly name: string;
  /** The edited schema; undefined where this edit makes no sense. */
  readonly apply: (schema: JsonObject, random: Random, side: SchemaSide) => unknown;
}

/** All edits. */
export const edits: readonly Edit[] = [
  {
    name: "add a field",
    apply(schema, random) {
      const properties = own(schema, "properties");
      const name = random.pick(fieldNames);
      if (!isObject(properties) || Object.hasOwn(properties, name)) return undefined;
      return { ...schema, properties: { ...properties, [name]: randomPart(random, 1) } };
    },
  },
  {
    name: "remove a field",
    apply(schema, random) {
      const names = Object.keys(objectAt(schema, "properties"));
      if (names.length === 0) return undefined;
      const name = random.pick(names);
      const required = stringsAt(schema, "required").filter((key) => key !== name);
      const kept = { ...schema, properties: without(objectAt(schema, "properties"), name) };
      return Object.hasOwn(schema, "required") ? { ...kept, required } : kept;
    },
  },
  {
    name: "require a field",
    apply(schema, random) {
      const names = Object.keys(objectAt(schema, "properties")).filter(
        (name) => !listAt(schema, "required").includes(name),
      );
      return names.length === 0
        ? undefined
        : { ...schema, required: [...listAt(schema, "required"), random.pick(names)] };
    },
  },
  {
    name: "require a field no more",
    apply(schema, random) {
      const required = stringsAt(schema, "required");
      if (required.length === 0) return undefined;
      const name = random.pick(required);
      return { ...schema, required: required.filter((key) => key !== name) };
    },
  },
  {
    name: "open or close an object",
    apply(schema) {
      if (!Object.hasOwn(schema, "properties")) return undefined;
      if (Object.hasOwn(schema, "additionalProperties")) return without(schema, "additionalProperties");
      return { ...schema, additionalProperties: false };
    },
  },
  {
    name: "move a bound",
    apply(schema, random) {
      const words = Object.keys(schema).filter((word) => typeof schema[word] === "number" && word !== "multipleOf");
      if (words.length === 0) return undefined;
      const word = random.pick(words);
      const moved = (schema[word] as number) + random.pick([-1, 1]);
      const isCount = !/imum$/i.test(word);
      return { ...schema, [word]: isCount ? Math.max(0, moved) : moved };
    },
  },
  {
    name: "drop a word",
    apply(schema, random) {
      const words = Object.keys(schema).filter(
        (word) => !["if", "then", "else", "contains", "minContains", "maxContains"].includes(word),
      );
      return words.length === 0 ? undefined : without(schema, random.pick(words));
    },
  },
  {
    name: "add words about texts",
    apply: (schema, random) => (hasType(schema, "string") ? { ...schema, ...textWords(random) } : undefined),
  },
  {
    name: "add words about numbers",
    apply: (schema, random) =>
      hasType(schema, "number") || hasType(schema, "integer") ? { ...schema, ...numberWords(random) } : undefined,
  },
  {
    name: "allow null",
    apply(schema) {
      const type = stringAt(schema, "type");
      return type === undefined || type === "null" ? undefined : { ...schema, type: [type, "null"] };
    },
  },
  {
    name: "forbid null",
    apply(schema) {
      const types = listAt(schema, "type").filter((type) => type !== "null");
      return types.length === 1 ? { ...schema, type: types[0] } : undefined;
    },
  },
  {
    name: "whole numbers become numbers, or numbers whole",
    apply(schema) {
      if (own(schema, "type") === "integer") return { ...schema, type: "number" };
      return own(schema, "type") === "number" ? { ...schema, type: "integer" } : undefined;
    },
  },
  {
    name: "another type",
    apply: (schema, random) =>
      Object.hasOwn(schema, "type")
        ? { ...schema, type: random.pick(["string", "number", "boolean", "object"]) }
        : undefined,
  },
  {
    name: "add a listed value",
    apply(schema, random) {
      const list = own(schema, "enum");
      return Array.isArray(list) ? { ...schema, enum: [...list, random.pick(["new", 7, null, false])] } : undefined;
    },
  },
  {
    name: "remove a listed value",
    apply(schema, random) {
      const list = own(schema, "enum");
      if (!Array.isArray(list) || list.length < 2) return undefined;
      return { ...schema, enum: list.toSpliced(random.integer(0, list.length - 1), 1) };
    },
  },
  { name: "list values", apply: (schema, random) => ({ ...schema, ...listed(random) }) },
  {
    name: "add a branch",
    apply(schema, random) {
      const word = branchesOf(schema, random);
      return word === undefined ? undefined : { ...schema, [word]: [...listAt(schema, word), randomPart(random, 1)] };
    },
  },
  {
    name: "remove a branch",
    apply(schema, random) {
      const word = branchesOf(schema, random);
      const branches = word === undefined ? [] : listAt(schema, word);
      if (word === undefined || branches.length < 2) return undefined;
      return { ...schema, [word]: branches.toSpliced(random.integer(0, branches.length - 1), 1) };
    },
  },
  {
    name: "branches in another order",
    apply(schema, random) {
      const word = branchesOf(schema, random);
      return word === undefined ? undefined : { ...schema, [word]: random.shuffle(listAt(schema, word)) };
    },
  },
  {
    name: "any instead of one, or one instead of any",
    apply(schema) {
      const { oneOf, anyOf, ...words } = schema;
      if (oneOf !== undefined && anyOf === undefined) return { ...words, anyOf: oneOf };
      return anyOf !== undefined && oneOf === undefined ? { ...words, oneOf: anyOf } : undefined;
    },
  },
  { name: "wrap in allOf", apply: (schema) => ({ allOf: [schema] }) },
  { name: "one more form", apply: (schema, random) => ({ anyOf: [schema, randomPart(random, 1)] }) },
  { name: "one more rule", apply: (schema, random) => ({ allOf: [schema, randomPart(random, 1)] }) },
  {
    name: "put what a reference means in its place",
    apply(schema, _random, side) {
      const name = stringAt(schema, "$ref")?.replace("#/$defs/", "");
      const found = side.schemas.find((named) => named.name === name)?.schema;
      return found === undefined || Object.keys(schema).length > 1 ? undefined : structuredClone(found);
    },
  },
  {
    name: "split an object into two rules",
    apply(schema) {
      const { properties, required, ...words } = schema;
      if (!isObject(properties) || Object.hasOwn(schema, "additionalProperties")) return undefined;
      return {
        ...words,
        allOf: [...listAt(schema, "allOf"), { properties }, required === undefined ? {} : { required }],
      };
    },
  },
  { name: "another description", apply: (schema) => ({ ...schema, description: "Said in other words." }) },
  { name: "something else", apply: (_schema, random) => randomPart(random, 2) },
  { name: "anything", apply: () => true },
  {
    name: "no item twice",
    apply: (schema) =>
      hasType(schema, "array") ? { ...schema, uniqueItems: own(schema, "uniqueItems") !== true } : undefined,
  },
];

function branchesOf(schema: JsonObject, random: Random): string | undefined {
  const words = ["allOf", "anyOf", "oneOf"].filter((word) => Array.isArray(own(schema, word)));
  return words.length === 0 ? undefined : random.pick(words);
}

function hasType(schema: JsonObject, type: string): boolean {
  return [own(schema, "type")].flat().includes(type);
}

function without(schema: JsonObject, word: string): JsonObject {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== word));
}

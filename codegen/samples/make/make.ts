import { equal } from "../../assets/runtime.js";
import { isObject, type JsonObject, own, stringAt } from "../../json/json.ts";
import { makeArray } from "./array.ts";
import { gather, type Node } from "./gather.ts";
import { decide, type Making } from "./making.ts";
import { makeNumber } from "./number.ts";
import { makeObject } from "./object.ts";
import { makeText } from "./text.ts";

/** How often a value is made again that does not fit words such as `not`. */
const attempts = 6;
/** Levels beyond the deepest that are still followed where nothing flatter is allowed. */
const tooDeep = 12;

/** The types of JSON, with whole numbers as one of their own. */
const types = ["object", "array", "string", "integer", "number", "boolean", "null"] as const;
export type JsonType = (typeof types)[number];

/**
 * Makes a value for some schemas at once; undefined when none was found. Words such as `not` are honoured by trying
 * again; the whole document is for the caller to check.
 */
export function make(making: Making, schemas: readonly unknown[], path: string, depth: number): unknown {
  if (
    depth > making.deepest + tooDeep ||
    schemas.some((schema) => making.side.height(schema) === Number.POSITIVE_INFINITY)
  )
    return undefined;
  for (let attempt = 0; attempt < attempts && making.effort.left > 0; attempt++) {
    making.effort.left--;
    const node = gather(making, schemas, path, depth);
    const value = node === undefined ? undefined : makeNode(making, node, path, depth);
    if (node?.isDelicate !== true) return value;
    if (value !== undefined && schemas.every((schema) => making.side.accepts(schema, value))) return value;
  }
  return undefined;
}

function makeNode(making: Making, node: Node, path: string, depth: number): unknown {
  const { conjuncts } = node;
  const allowed = allowedValues(conjuncts);
  if (allowed !== undefined) {
    const fitting = allowed.filter((value) => conjuncts.every((schema) => fits(schema, value)));
    if (fitting.length === 0) return undefined;
    const index = decide(
      making,
      "value",
      path,
      0,
      fitting.map((value) => JSON.stringify(value)),
    );
    return structuredClone(fitting[index]);
  }
  const possible = typesOf(conjuncts, making, path);
  const type = possible[decide(making, "type", path, 0, possible)];
  switch (type) {
    case "object":
      return makeObject(making, conjuncts, path, depth, make);
    case "array":
      return makeArray(making, conjuncts, path, depth, make);
    case "string":
      return makeText(making, conjuncts, path);
    case "integer":
    case "number":
      return makeNumber(making, conjuncts, type === "integer", path);
    case "boolean":
      return decide(making, "value", path, 0, ["true", "false"]) === 0;
    default:
      return type === "null" ? null : undefined;
  }
}

/** The values that `const` and `enum` leave; undefined when there is neither. */
function allowedValues(conjuncts: readonly JsonObject[]): readonly unknown[] | undefined {
  let allowed: readonly unknown[] | undefined;
  for (const schema of conjuncts) {
    const list = Object.hasOwn(schema, "const") ? [schema["const"]] : own(schema, "enum");
    if (!Array.isArray(list)) continue;
    allowed = allowed === undefined ? list : allowed.filter((value) => list.some((item) => equal(item, value)));
  }
  return allowed;
}

/** What can be told about a listed value without compiling anything. */
function fits(schema: JsonObject, value: unknown): boolean {
  const not = own(schema, "not");
  if (isObject(not) && Object.hasOwn(not, "const") && equal(not["const"], value)) return false;
  const listed = own(not, "enum");
  if (Array.isArray(listed) && listed.some((item) => equal(item, value))) return false;
  const named = own(schema, "type");
  return named === undefined || [named].flat().some((type) => isOf(String(type), value));
}

function isOf(type: string, value: unknown): boolean {
  if (type === "integer") return Number.isInteger(value);
  if (type === "array") return Array.isArray(value);
  if (type === "object") return isObject(value);
  return type === "null" ? value === null : typeof value === type;
}

const clues: readonly (readonly [JsonType, readonly string[]])[] = [
  ["object", ["properties", "required", "patternProperties", "additionalProperties", "propertyNames", "minProperties"]],
  ["array", ["items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems"]],
  ["string", ["minLength", "maxLength", "pattern"]],
  ["number", ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"]],
];

/** The types that a value may have, the plainest first. */
function typesOf(conjuncts: readonly JsonObject[], making: Making, path: string): readonly JsonType[] {
  const lists = conjuncts.flatMap((schema) => {
    const named = own(schema, "type");
    return named === undefined
      ? []
      : [[named].flat().flatMap((type) => (type === "number" ? ["number", "integer"] : [type]))];
  });
  const forbidden = conjuncts.flatMap((schema) => stringAt(own(schema, "not"), "type") ?? []);
  const clue = clues.flatMap(([type, words]) => {
    return conjuncts.some((schema) => words.some((word) => Object.hasOwn(schema, word))) ? [type] : [];
  });
  const all = types.filter((type) => !forbidden.includes(type) && lists.every((list) => list.includes(type)));
  // Numbers that need not be whole are made by one rule, whole ones among them.
  const plain = all.filter((type) => type !== "integer" || !all.includes("number"));
  if (lists.length > 0 || (making.isWild && making.randomAt(path).chance(0.15))) return plain;
  const guessed = clue.filter((type) => plain.includes(type));
  return guessed.length > 0 ? guessed : plain.filter((type) => type === "string" || making.isWild);
}

import { equal, type Fault, faultsOf } from "../../assets/runtime.js";
import type { Location } from "../../diagnostics/diagnostic.ts";
import { isObject, type JsonObject, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { Evaluation } from "./evaluation.ts";
import { patternOf } from "./patterns.ts";
import { checkScalar } from "./scalars.ts";

/** Takes one step along a reference of a file; undefined when it leads nowhere. */
export type FollowReference = (
  file: string,
  ref: string,
) => { readonly at: Location; readonly value: unknown } | undefined;

/** References and fields within each other, at most. Beyond it a schema counts as fulfilled. */
const deepest = 400;

/**
 * Checks values against JSON Schemas where they stand, without compiling anything: what is checked once or twice is
 * interpreted in a fraction of the time that compiling takes. Understands draft-07 and 2020-12, as the validators do that
 * are generated: words beside `$ref` count, formats are checked. `$dynamicRef` is taken as fulfilled.
 */
export class Interpreter {
  readonly #follow: FollowReference;
  /** How many schemas were applied to values. */
  steps = 0;

  constructor(follow: FollowReference) {
    this.#follow = follow;
  }

  /** The faults of a value; none when it is valid. */
  check(at: Location, schema: unknown, value: unknown): readonly Fault[] {
    const { errors } = this.#evaluate(at, schema, value, "", 0);
    return errors.length === 0 ? [] : faultsOf(errors);
  }

  #evaluate(at: Location, schema: unknown, value: unknown, path: string, depth: number): Evaluation {
    const found = new Evaluation();
    this.steps++;
    if (schema === false) found.fail(path, "false schema");
    if (!isObject(schema) || depth > deepest) return found;
    const ref = stringAt(schema, "$ref");
    const target = ref === undefined ? undefined : this.#follow(at.file, ref);
    if (target !== undefined) {
      found.absorb(this.#evaluate(target.at, unwrapped(target.value), value, path, depth + 1), true);
    }
    checkScalar(schema, value, path, found);
    const below = (...segments: readonly (string | number)[]): Location => ({
      file: at.file,
      pointer: pointer(at.pointer, ...segments),
    });
    const apply = (sub: unknown, place: Location, item: unknown, where: string) =>
      this.#evaluate(place, sub, item, where, depth + 1);
    if (isObject(value)) checkFields(schema, value, path, found, below, apply);
    if (Array.isArray(value)) checkItems(schema, value, path, found, below, apply);
    checkBranches(schema, value, path, found, below, apply);
    if (isObject(value)) checkRest(schema, value, path, found, below, apply);
    return found;
  }
}

type Below = (...segments: readonly (string | number)[]) => Location;
type Apply = (schema: unknown, at: Location, value: unknown, path: string) => Evaluation;

/** AsyncAPI's wrapper `{schemaFormat, schema}` around a schema that was referred to. */
function unwrapped(value: unknown): unknown {
  return stringAt(value, "schemaFormat") === undefined ? value : own(value, "schema");
}

function checkFields(
  schema: JsonObject,
  value: JsonObject,
  path: string,
  found: Evaluation,
  below: Below,
  apply: Apply,
): void {
  const names = Object.keys(value);
  const count = (keyword: string, holds: (limit: number) => boolean) => {
    const limit = own(schema, keyword);
    if (typeof limit === "number" && !holds(limit)) found.fail(path, keyword, { limit });
  };
  count("minProperties", (least) => names.length >= least);
  count("maxProperties", (most) => names.length <= most);
  for (const name of texts(own(schema, "required"))) {
    if (!Object.hasOwn(value, name)) found.fail(path, "required", { missingProperty: name });
  }
  const properties = own(schema, "properties");
  const patterns = Object.entries(objectOf(own(schema, "patternProperties")));
  const additional = own(schema, "additionalProperties");
  const nameSchema = own(schema, "propertyNames");
  for (const name of names) {
    const where = pointer(path, name);
    let isKnown = false;
    if (isObject(properties) && Object.hasOwn(properties, name)) {
      isKnown = true;
      found.absorb(onlyErrors(apply(properties[name], below("properties", name), value[name], where)), true);
    }
    for (const [pattern, sub] of patterns) {
      if (patternOf(pattern)?.test(name) !== true) continue;
      isKnown = true;
      found.absorb(onlyErrors(apply(sub, below("patternProperties", pattern), value[name], where)), true);
    }
    if (!isKnown && additional === false) found.fail(path, "additionalProperties", { additionalProperty: name });
    else if (!isKnown && additional !== undefined) {
      found.absorb(onlyErrors(apply(additional, below("additionalProperties"), value[name], where)), true);
    }
    if (isKnown || additional !== undefined) found.fields.add(name);
    if (nameSchema !== undefined && !apply(nameSchema, below("propertyNames"), name, path).isValid) {
      found.fail(path, "propertyNames", { propertyName: name });
    }
  }
  checkDependencies(schema, value, path, found, below, apply);
}

function checkDependencies(
  schema: JsonObject,
  value: JsonObject,
  path: string,
  found: Evaluation,
  below: Below,
  apply: Apply,
): void {
  for (const word of ["dependencies", "dependentRequired", "dependentSchemas"]) {
    for (const [name, needs] of Object.entries(objectOf(own(schema, word)))) {
      if (!Object.hasOwn(value, name)) continue;
      if (!Array.isArray(needs)) found.absorb(apply(needs, below(word, name), value, path), true);
      for (const needed of texts(needs)) {
        if (Object.hasOwn(value, needed)) continue;
        found.fail(path, "dependentRequired", { property: name, missingProperty: needed });
      }
    }
  }
}

function checkItems(
  schema: JsonObject,
  value: readonly unknown[],
  path: string,
  found: Evaluation,
  below: Below,
  apply: Apply,
): void {
  const limit = (keyword: string, holds: (limit: number) => boolean) => {
    const most = own(schema, keyword);
    if (typeof most === "number" && !holds(most)) found.fail(path, keyword, { limit: most });
  };
  limit("minItems", (least) => value.length >= least);
  limit("maxItems", (most) => value.length <= most);
  const items = own(schema, "items");
  const [word, prefix] = Array.isArray(items) ? ["items", items] : ["prefixItems", listOf(own(schema, "prefixItems"))];
  const [restWord, rest] = Array.isArray(items)
    ? ["additionalItems", own(schema, "additionalItems")]
    : ["items", items];
  value.forEach((item, index) => {
    const where = `${path}/${index}`;
    if (index < prefix.length) found.absorb(onlyErrors(apply(prefix[index], below(word, index), item, where)), true);
    else if (rest !== undefined) found.absorb(onlyErrors(apply(rest, below(restWord), item, where)), true);
  });
  found.items = Math.max(found.items, rest === undefined ? Math.min(prefix.length, value.length) : value.length);
  if (own(schema, "uniqueItems") === true) checkUnique(value, path, found);
  const contains = own(schema, "contains");
  if (contains === undefined) return;
  const least = numberOr(own(schema, "minContains"), 1);
  const most = numberOr(own(schema, "maxContains"), Number.POSITIVE_INFINITY);
  const count = value.filter(
    (item, index) => apply(contains, below("contains"), item, `${path}/${index}`).isValid,
  ).length;
  if (count < least || count > most) found.fail(path, "contains", { minContains: least });
}

function checkUnique(value: readonly unknown[], path: string, found: Evaluation): void {
  const seen = new Map<string, number>();
  for (const [index, item] of value.entries()) {
    const key = JSON.stringify(item) ?? "";
    const earlier = seen.get(key) ?? value.slice(0, Math.min(index, 100)).findIndex((other) => equal(other, item));
    if (earlier >= 0 && earlier < index) {
      found.fail(path, "uniqueItems", { i: index, j: earlier });
      return;
    }
    seen.set(key, index);
  }
}

function checkBranches(
  schema: JsonObject,
  value: unknown,
  path: string,
  found: Evaluation,
  below: Below,
  apply: Apply,
): void {
  const each = (word: string) =>
    listOf(own(schema, word)).map((sub, index) => apply(sub, below(word, index), value, path));
  for (const part of each("allOf")) found.absorb(part, true);
  for (const word of ["anyOf", "oneOf"]) {
    const parts = each(word);
    if (parts.length === 0) continue;
    const passing = parts.filter((part) => part.isValid);
    for (const part of passing) found.absorb(part, false);
    if (passing.length > 1 && word === "oneOf") found.fail(path, word, { passingSchemas: [] });
    if (passing.length === 0) failAll(parts, word, path, found);
  }
  const not = own(schema, "not");
  if (not !== undefined && apply(not, below("not"), value, path).isValid) found.fail(path, "not");
  const condition = own(schema, "if");
  if (condition === undefined) return;
  const holds = apply(condition, below("if"), value, path);
  if (holds.isValid) found.absorb(holds, false);
  const word = holds.isValid ? "then" : "else";
  const consequence = own(schema, word);
  if (consequence !== undefined) found.absorb(apply(consequence, below(word), value, path), true);
}

/** No choice fits. Where one of them fits but for something deeper in the value, that says more than that none does. */
function failAll(parts: readonly Evaluation[], word: string, path: string, found: Evaluation): void {
  const near = parts.filter(({ errors }) => errors.every(({ instancePath }) => instancePath.length > path.length));
  const [nearest] = near.sort((a, b) => a.errors.length - b.errors.length);
  if (nearest === undefined) found.fail(path, word, { passingSchemas: null });
  else found.absorb(nearest, true);
}

/** `unevaluatedProperties`: fields that no schema has spoken of so far. */
function checkRest(
  schema: JsonObject,
  value: JsonObject,
  path: string,
  found: Evaluation,
  below: Below,
  apply: Apply,
): void {
  const rest = own(schema, "unevaluatedProperties");
  if (rest === undefined) return;
  for (const name of Object.keys(value)) {
    if (found.fields.has(name)) continue;
    found.fields.add(name);
    if (rest === false) found.fail(path, "unevaluatedProperties", { unevaluatedProperty: name });
    else found.absorb(onlyErrors(apply(rest, below("unevaluatedProperties"), value[name], pointer(path, name))), true);
  }
}

/** What was found in a part of a value: its fields are not fields of the value. */
function onlyErrors(part: Evaluation): Evaluation {
  const result = new Evaluation();
  result.errors.push(...part.errors);
  return result;
}

function objectOf(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function texts(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === "string");
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

import { isObject, type JsonObject, own } from "../../json/json.ts";
import { patternOf } from "./emit-values.ts";
import { memberBelow, type Place, readProperty, type Scope } from "./scope.ts";
import type { EmitSchema, TestOf } from "./types.ts";

/**
 * `unevaluatedProperties` and `unevaluatedItems`. The value fits all other words already; functions go through those
 * again and note what they have looked at.
 * @param resolve what a reference leads to
 */
export function emitUnevaluated(
  scope: Scope,
  schema: JsonObject,
  place: Place,
  emit: EmitSchema,
  testOf: TestOf,
  resolve: (ref: string) => unknown,
): void {
  const { unevaluatedProperties, unevaluatedItems, ...rest } = schema;
  if (unevaluatedProperties !== undefined && unevaluatedProperties !== true) {
    scope.block(`if (${scope.helper("isRecord")}(${place.value})) {`, () => {
      const [object, seen, key, member] = ["fields", "seen", "key", "member"].map((base) => scope.fresh(base)) as [
        string,
        string,
        string,
        string,
      ];
      scope.line(`const ${object} = ${scope.helper("plain")}(${place.value});`);
      scope.line(`const ${seen} = new Set();`);
      scope.line(`${markOf(scope, rest, "object", testOf, resolve, new Map())}(${object}, ${seen});`);
      scope.block(`for (const ${key} in ${object}) {`, () => {
        scope.line(`if (${seen}.has(${key})) continue;`);
        if (unevaluatedProperties === false) {
          scope.fail("", place, "unevaluatedProperties", `{ unevaluatedProperty: ${key} }`);
          return;
        }
        scope.line(`const ${member} = ${object}[${key}];`);
        emit(scope, unevaluatedProperties, memberBelow(place, member, `${scope.helper("segment")}(${key})`));
      });
    });
  }
  if (unevaluatedItems !== undefined && unevaluatedItems !== true) {
    scope.block(`if (Array.isArray(${place.value})) {`, () => {
      const [seen, index, item] = [scope.fresh("seen"), scope.fresh("index"), scope.fresh("item")];
      scope.line(`const ${seen} = new Set();`);
      scope.line(`${markOf(scope, rest, "array", testOf, resolve, new Map())}(${place.value}, ${seen});`);
      scope.block(`for (let ${index} = 0; ${index} < ${place.value}.length; ${index}++) {`, () => {
        scope.line(`if (${seen}.has(${index})) continue;`);
        scope.line(`const ${item} = ${place.value}[${index}];`);
        emit(scope, unevaluatedItems, memberBelow(place, item, index));
      });
    });
  }
}

type Kind = "object" | "array";

/** A function that notes the fields (or the indexes) that a schema looks at in a value which fits it. */
function markOf(
  scope: Scope,
  schema: JsonObject,
  kind: Kind,
  testOf: TestOf,
  resolve: (ref: string) => unknown,
  known: Map<unknown, string>,
): string {
  const found = known.get(schema);
  if (found !== undefined) return found;
  const name = scope.local("mark");
  known.set(schema, name);
  const mark = (sub: unknown) => {
    if (isObject(sub)) scope.line(`${markOf(scope, sub, kind, testOf, resolve, known)}(value, seen);`);
  };
  const markIf = (test: string, sub: unknown) => scope.block(`if (${test}) {`, () => mark(sub));
  const body = () => {
    const ref = own(schema, "$ref");
    if (typeof ref === "string") mark(resolve(ref));
    if (kind === "object") markFields(scope, schema);
    else markItems(scope, schema, testOf);
    for (const sub of listOf(schema, "allOf")) mark(sub);
    for (const sub of [...listOf(schema, "anyOf"), ...listOf(schema, "oneOf")]) {
      markIf(testOf(scope, sub, "value").test, sub);
    }
    const condition = own(schema, "if");
    if (condition !== undefined) {
      const { test } = testOf(scope, condition, "value");
      markIf(test, condition);
      markIf(test, own(schema, "then"));
      markIf(`!${test}`, own(schema, "else"));
    }
    const dependents = own(schema, "dependentSchemas");
    if (kind === "object") {
      for (const [name, sub] of Object.entries(isObject(dependents) ? dependents : {})) {
        markIf(`${readProperty("value", name)} !== undefined`, sub);
      }
    }
  };
  scope.define(name, "value, seen", body);
  return name;
}

function listOf(schema: JsonObject, word: string): readonly unknown[] {
  const list = own(schema, word);
  return Array.isArray(list) ? list : [];
}

function markFields(scope: Scope, schema: JsonObject): void {
  if (own(schema, "additionalProperties") !== undefined || own(schema, "unevaluatedProperties") !== undefined) {
    scope.line("for (const key in value) seen.add(key);");
    return;
  }
  const properties = own(schema, "properties");
  if (isObject(properties)) scope.line(`for (const key of ${JSON.stringify(Object.keys(properties))}) seen.add(key);`);
  const patterns = own(schema, "patternProperties");
  for (const pattern of Object.keys(isObject(patterns) ? patterns : {})) {
    scope.line(`for (const key in value) if (${patternOf(scope, pattern)}.test(key)) seen.add(key);`);
  }
}

function markItems(scope: Scope, schema: JsonObject, testOf: TestOf): void {
  if (own(schema, "items") !== undefined || own(schema, "unevaluatedItems") !== undefined) {
    scope.line("for (const index of value.keys()) seen.add(index);");
    return;
  }
  const prefix = own(schema, "prefixItems");
  if (Array.isArray(prefix)) scope.line(`for (let index = 0; index < ${prefix.length}; index++) seen.add(index);`);
  const contains = own(schema, "contains");
  if (contains === undefined) return;
  const { test } = testOf(scope, contains, "item");
  scope.line(`for (const [index, item] of value.entries()) if (${test}) seen.add(index);`);
}

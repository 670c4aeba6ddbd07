import { isObject, type JsonObject, own, stringsAt } from "../../json/json.ts";
import { saysNothing } from "./emit-arrays.ts";
import { patternOf } from "./emit-values.ts";
import { fieldBelow, memberBelow, type Place, readProperty, type Scope } from "./scope.ts";
import type { EmitSchema, TestOf } from "./types.ts";

/** Objects with more fields than this look names up in a set. */
const longestChain = 24;

/** The checks of objects. */
export function emitObject(scope: Scope, schema: JsonObject, place: Place, emit: EmitSchema, testOf: TestOf): void {
  const object = scope.fresh("fields");
  scope.line(`const ${object} = ${scope.helper("plain")}(${place.value});`);
  emitCounts(scope, schema, place, object);
  const properties = own(schema, "properties");
  const known = isObject(properties) ? properties : {};
  const required = [...new Set(stringsAt(schema, "required"))];
  for (const [name, field] of Object.entries(known)) {
    emitField(scope, name, field, required.includes(name), object, place, emit);
  }
  for (const name of required) {
    if (!Object.hasOwn(known, name)) emitRequired(scope, name, readProperty(object, name), place);
  }
  emitOthers(scope, schema, place, object, Object.keys(known), emit);
  const names = own(schema, "propertyNames");
  if (names !== undefined && !saysNothing(names)) {
    const key = scope.fresh("key");
    scope.block(`for (const ${key} in ${object}) {`, () => {
      const { test } = testOf(scope, names, key);
      scope.fail(`!${test}`, place, "propertyNames", `{ propertyName: ${key} }`);
    });
  }
  emitDependents(scope, schema, place, object, emit);
}

function emitCounts(scope: Scope, schema: JsonObject, place: Place, object: string): void {
  const [least, most] = [own(schema, "minProperties"), own(schema, "maxProperties")];
  if (typeof least === "number" && least > 0) {
    scope.fail(`Object.keys(${object}).length < ${least}`, place, "minProperties", `{ limit: ${least} }`);
  }
  if (typeof most === "number") {
    scope.fail(`Object.keys(${object}).length > ${most}`, place, "maxProperties", `{ limit: ${most} }`);
  }
}

function emitRequired(scope: Scope, name: string, read: string, place: Place): void {
  scope.fail(`${read} === undefined`, place, "required", `{ missingProperty: ${JSON.stringify(name)} }`);
}

function emitField(
  scope: Scope,
  name: string,
  field: unknown,
  isRequired: boolean,
  object: string,
  place: Place,
  emit: EmitSchema,
): void {
  const read = readProperty(object, name);
  if (saysNothing(field)) {
    if (isRequired) emitRequired(scope, name, read, place);
    return;
  }
  const value = scope.fresh(name);
  scope.line(`const ${value} = ${read};`);
  if (isRequired) emitRequired(scope, name, value, place);
  scope.block(`if (${value} !== undefined) {`, () => emit(scope, field, fieldBelow(place, value, name)));
}

/** Fields that are known by a pattern, and those that are not known. */
function emitOthers(
  scope: Scope,
  schema: JsonObject,
  place: Place,
  object: string,
  known: readonly string[],
  emit: EmitSchema,
): void {
  const patterned = own(schema, "patternProperties");
  const patterns = Object.entries(isObject(patterned) ? patterned : {});
  const additional = own(schema, "additionalProperties");
  const isOpen = additional === undefined || saysNothing(additional);
  if (isOpen && patterns.every(([, sub]) => saysNothing(sub))) return;
  const key = scope.fresh("key");
  scope.block(`for (const ${key} in ${object}) {`, () => {
    const tests = patterns.map(([pattern, sub]) => {
      const test = `${patternOf(scope, pattern)}.test(${key})`;
      if (!saysNothing(sub)) scope.block(`if (${test}) {`, () => emitMember(scope, sub, object, key, place, emit));
      return test;
    });
    if (isOpen) return;
    const isKnown = [...isKnownName(scope, key, known), ...tests];
    const isOther = isKnown.length === 0 ? "" : `!(${isKnown.join(" || ")})`;
    if (additional === false) {
      scope.fail(isOther, place, "additionalProperties", `{ additionalProperty: ${key} }`);
    } else {
      scope.block(isOther === "" ? "{" : `if (${isOther}) {`, () =>
        emitMember(scope, additional, object, key, place, emit),
      );
    }
  });
}

function emitMember(scope: Scope, sub: unknown, object: string, key: string, place: Place, emit: EmitSchema): void {
  const value = scope.fresh("member");
  scope.line(`const ${value} = ${object}[${key}];`);
  emit(scope, sub, memberBelow(place, value, `${scope.helper("segment")}(${key})`));
}

function isKnownName(scope: Scope, key: string, known: readonly string[]): readonly string[] {
  if (known.length <= longestChain) return known.map((name) => `${key} === ${JSON.stringify(name)}`);
  return [`${scope.constant("names", `new Set(${JSON.stringify(known)})`)}.has(${key})`];
}

function emitDependents(scope: Scope, schema: JsonObject, place: Place, object: string, emit: EmitSchema): void {
  const lists = own(schema, "dependentRequired");
  for (const [name, needed] of Object.entries(isObject(lists) ? lists : {})) {
    if (!Array.isArray(needed) || needed.length === 0) continue;
    scope.block(`if (${readProperty(object, name)} !== undefined) {`, () => {
      for (const other of needed.map(String)) {
        const params = `{ property: ${JSON.stringify(name)}, missingProperty: ${JSON.stringify(other)} }`;
        scope.fail(`${readProperty(object, other)} === undefined`, place, "dependentRequired", params);
      }
    });
  }
  const schemas = own(schema, "dependentSchemas");
  for (const [name, sub] of Object.entries(isObject(schemas) ? schemas : {})) {
    scope.block(`if (${readProperty(object, name)} !== undefined) {`, () => emit(scope, sub, place));
  }
}

import { type JsonObject, own } from "../../json/json.ts";
import { memberBelow, type Place, type Scope } from "./scope.ts";
import type { EmitSchema, TestOf } from "./types.ts";

/** The checks of lists. */
export function emitArray(scope: Scope, schema: JsonObject, place: Place, emit: EmitSchema, testOf: TestOf): void {
  const { value } = place;
  const [least, most, items] = [own(schema, "minItems"), own(schema, "maxItems"), own(schema, "items")];
  const prefix = own(schema, "prefixItems");
  const firsts: readonly unknown[] = Array.isArray(prefix) ? prefix : [];
  if (typeof least === "number" && least > 0) {
    scope.fail(`${value}.length < ${least}`, place, "minItems", `{ limit: ${least} }`);
  }
  if (typeof most === "number") scope.fail(`${value}.length > ${most}`, place, "maxItems", `{ limit: ${most} }`);
  for (const [index, item] of firsts.entries()) {
    if (saysNothing(item)) continue;
    scope.block(`if (${value}.length > ${index}) {`, () => {
      const name = scope.fresh("item");
      scope.line(`const ${name} = ${value}[${index}];`);
      emit(scope, item, { value: name, path: `${place.path}/${index}` });
    });
  }
  if (items === false) {
    scope.fail(`${value}.length > ${firsts.length}`, place, "items", `{ limit: ${firsts.length} }`);
  } else if (items !== undefined && !saysNothing(items)) {
    const index = scope.fresh("index");
    scope.block(`for (let ${index} = ${firsts.length}; ${index} < ${value}.length; ${index}++) {`, () => {
      const name = scope.fresh("item");
      scope.line(`const ${name} = ${value}[${index}];`);
      emit(scope, items, memberBelow(place, name, index));
    });
  }
  if (own(schema, "uniqueItems") === true) {
    const twins = scope.fresh("twins");
    scope.line(`const ${twins} = ${scope.helper("twins")}(${value});`);
    scope.fail(`${twins} !== undefined`, place, "uniqueItems", twins);
  }
  emitContains(scope, schema, place, testOf);
}

function emitContains(scope: Scope, schema: JsonObject, place: Place, testOf: TestOf): void {
  const contains = own(schema, "contains");
  if (contains === undefined) return;
  const [least, most] = [own(schema, "minContains"), own(schema, "maxContains")];
  const [count, item] = [scope.fresh("count"), scope.fresh("item")];
  scope.line(`let ${count} = 0;`);
  scope.line(`for (const ${item} of ${place.value}) if (${testOf(scope, contains, item).test}) ${count}++;`);
  const min = typeof least === "number" ? least : 1;
  if (min > 0) scope.fail(`${count} < ${min}`, place, "contains", `{ minContains: ${min} }`);
  if (typeof most === "number")
    scope.fail(`${count} > ${most}`, place, "contains", `{ minContains: ${min}, maxContains: ${most} }`);
}

/** Whether every value fits a schema. */
export function saysNothing(schema: unknown): boolean {
  return schema === true || (typeof schema === "object" && schema !== null && Object.keys(schema).length === 0);
}

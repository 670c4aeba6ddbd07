import { isObject, type JsonObject, own } from "../../json/json.ts";
import { type Place, pathOf, readProperty, type Scope } from "./scope.ts";
import type { Tag } from "./tags.ts";
import type { EmitSchema, TestOf } from "./types.ts";

/** `not`, `if`, `anyOf` and `oneOf`. */
export function emitChoices(
  scope: Scope,
  schema: JsonObject,
  place: Place,
  emit: EmitSchema,
  testOf: TestOf,
  tagOf: (branches: readonly unknown[]) => Tag | undefined,
): void {
  const not = own(schema, "not");
  if (not !== undefined) scope.fail(testOf(scope, not, place.value).test, place, "not", "{}");
  emitCondition(scope, schema, place, emit, testOf);
  for (const word of ["anyOf", "oneOf"] as const) {
    const branches = own(schema, word);
    if (!Array.isArray(branches)) continue;
    const tag = tagOf(branches);
    if (tag !== undefined) emitTagged(scope, tag, branches, place, emit);
    else emitBranches(scope, word, branches, place, testOf);
  }
}

function emitCondition(scope: Scope, schema: JsonObject, place: Place, emit: EmitSchema, testOf: TestOf): void {
  const [condition, then, otherwise] = [own(schema, "if"), own(schema, "then"), own(schema, "else")];
  if (condition === undefined || (then === undefined && otherwise === undefined)) return;
  const { test } = testOf(scope, condition, place.value);
  const hasElse = otherwise !== undefined;
  scope.block(`if (${test}) {`, () => emit(scope, then, place), hasElse ? "} else {" : "}");
  if (hasElse) scope.block("", () => emit(scope, otherwise, place));
}

/** Tries every branch. Why none fits is told by all of them. */
function emitBranches(
  scope: Scope,
  word: "anyOf" | "oneOf",
  branches: readonly unknown[],
  place: Place,
  testOf: TestOf,
): void {
  const tests = branches.map((branch) => testOf(scope, branch, place.value));
  const explain = () => {
    for (const test of tests) test.explain(place);
  };
  const fault = (params: string) =>
    scope.line(`${scope.helper("fault")}(faults, ${pathOf(place)}, ${JSON.stringify(word)}, ${params});`);
  if (word === "anyOf") {
    scope.block(`if (!(${tests.map(({ test }) => test).join(" || ")})) {`, () => {
      scope.line("if (faults === null) return false;");
      explain();
      fault("{}");
    });
    return;
  }
  const count = scope.fresh("count");
  scope.line(`let ${count} = 0;`);
  for (const { test } of tests) scope.line(`if (${test}) ${count}++;`);
  scope.block(`if (${count} !== 1) {`, () => {
    scope.line("if (faults === null) return false;");
    scope.block(`if (${count} === 0) {`, explain);
    fault(`{ passingSchemas: ${count} === 0 ? null : ${count} }`);
  });
}

/** Where a field tells the branch, only that one is looked at. */
function emitTagged(scope: Scope, tag: Tag, branches: readonly unknown[], place: Place, emit: EmitSchema): void {
  const { value } = place;
  const fault = (keyword: string, params: string, path = pathOf(place)) =>
    `if (${scope.helper("fault")}(faults, ${path}, ${JSON.stringify(keyword)}, ${params})) return false;`;
  scope.block(
    `if (${scope.helper("isRecord")}(${value})) {`,
    () => {
      const name = scope.fresh("tag");
      scope.line(`const ${name} = ${readProperty(`${scope.helper("plain")}(${value})`, tag.property)};`);
      for (const [index, values] of tag.values.entries()) {
        const test = values.map((item) => `${name} === ${JSON.stringify(item)}`).join(" || ");
        scope.block(`${index === 0 ? "" : "else "}if (${test}) {`, () => emit(scope, branches[index], place));
      }
      const missing = fault("required", `{ missingProperty: ${JSON.stringify(tag.property)} }`);
      scope.line(`else if (${name} === undefined) {`);
      scope.line(`  ${missing}`);
      const path = `\`${place.path}/$` + `{${scope.helper("segment")}(${JSON.stringify(tag.property)})}\``;
      scope.line(`} else ${fault("enum", `{ allowedValues: ${JSON.stringify(tag.values.flat())} }`, path)}`);
    },
    `} else ${fault("type", '{ type: "object" }')}`,
  );
}

/** Whether a schema has words that depend on what other words of it have looked at. */
export function hasUnevaluated(schema: unknown): boolean {
  return (
    isObject(schema) && (Object.hasOwn(schema, "unevaluatedProperties") || Object.hasOwn(schema, "unevaluatedItems"))
  );
}

import { equal } from "../../assets/runtime.js";
import type { Location } from "../../diagnostics/diagnostic.ts";
import { isObject, type JsonObject, listAt, objectAt, own, stringAt, stringsAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import type { LintReport } from "../findings.ts";
import { isOfType } from "../interpret/scalars.ts";
import { typesOf } from "../read/read-subject.ts";
import { placeKey, type SchemaNode, type Subject } from "../read/subject.ts";

type Place = (...segments: readonly (string | number)[]) => Location;

/** Schemas that no value can fulfil, or that say something in vain. */
export function checkSchemaValues(subject: Subject, report: LintReport): void {
  const parts = partsOf(subject);
  for (const node of subject.schemas) {
    const { at, value } = node;
    const place: Place = (...segments) => ({ file: at.file, pointer: pointer(at.pointer, ...segments) });
    checkBounds(value, place, report);
    checkEnum(value, place, report);
    checkRequired(value, place, subject.model === undefined && !parts.has(placeKey(at)), report);
    checkAllOf(node, place, subject, report);
    checkChoices(value, place, report);
    checkNeighbours(value, place, report);
  }
}

/** Schemas that are parts of others, which may describe what they require. */
function partsOf({ references, schemas }: Subject): ReadonlySet<string> {
  const isPart = (path: string) => /\/(?:(?:allOf|anyOf|oneOf)\/\d+|if|then|else|not)$/.test(path);
  const targets = references.flatMap(({ from, target }) =>
    target !== undefined && isPart(from.pointer.replace(/\/\$ref$/, "")) ? [placeKey(target)] : [],
  );
  return new Set([...targets, ...schemas.filter(({ at }) => isPart(at.pointer)).map(({ at }) => placeKey(at))]);
}

const pairs = [
  ["minLength", "maxLength"],
  ["minItems", "maxItems"],
  ["minProperties", "maxProperties"],
  ["minContains", "maxContains"],
] as const;

function checkBounds(schema: JsonObject, place: Place, report: LintReport): void {
  for (const [low, high] of pairs) {
    const [least, most] = [own(schema, low), own(schema, high)];
    if (typeof least !== "number" || typeof most !== "number" || least <= most) continue;
    report("bounds-crossed", place(low), `\`${low}\` is ${least}, \`${high}\` is ${most}.`);
  }
  const number = (word: string, otherwise: number) => {
    const value = own(schema, word);
    return typeof value === "number" ? value : otherwise;
  };
  const least = Math.max(
    number("minimum", Number.NEGATIVE_INFINITY),
    number("exclusiveMinimum", Number.NEGATIVE_INFINITY),
  );
  const most = Math.min(
    number("maximum", Number.POSITIVE_INFINITY),
    number("exclusiveMaximum", Number.POSITIVE_INFINITY),
  );
  const isOpen = own(schema, "exclusiveMinimum") === least || own(schema, "exclusiveMaximum") === most;
  const types = typesOf(schema);
  const onlyWhole = types.includes("integer") && !types.includes("number");
  const firstWhole = own(schema, "exclusiveMinimum") === least ? Math.floor(least) + 1 : Math.ceil(least);
  const lastWhole = own(schema, "exclusiveMaximum") === most ? Math.ceil(most) - 1 : Math.floor(most);
  const word = own(schema, "exclusiveMinimum") === least ? "exclusiveMinimum" : "minimum";
  if (least > most || (least === most && isOpen)) {
    report(
      "bounds-crossed",
      place(word),
      `No number is from ${least} to ${most}${isOpen ? ", without the bounds" : ""}.`,
    );
  } else if (onlyWhole && firstWhole > lastWhole) {
    report("bounds-crossed", place(word), `No whole number lies between ${least} and ${most}.`);
  }
}

function checkEnum(schema: JsonObject, place: Place, report: LintReport): void {
  const values = own(schema, "enum");
  const types = typesOf(schema);
  const fits = (value: unknown) => types.length === 0 || types.some((type) => isOfType(value, type));
  const isConst = Object.hasOwn(schema, "const");
  if (isConst && !fits(schema["const"])) {
    report("nothing-fits", place("const"), `${shown(schema["const"])} is not of the type ${types.join(" or ")}.`);
  }
  if (!Array.isArray(values)) return;
  if (values.length === 0) report("enum-empty", place("enum"), "`enum` is empty.");
  const seen = new Set<string>();
  for (const [index, value] of values.entries()) {
    const key = JSON.stringify(value) ?? "";
    if (seen.has(key)) report("enum-twice", place("enum", index), `${shown(value)} stands in \`enum\` already.`);
    seen.add(key);
  }
  const outside = [...values.entries()].filter(([, value]) => !fits(value));
  if (values.length > 0 && outside.length === values.length) {
    report("nothing-fits", place("enum"), `No value of \`enum\` is of the type ${types.join(" or ")}.`);
  } else {
    for (const [index, value] of outside) {
      report("enum-outside", place("enum", index), `${shown(value)} is not of the type ${types.join(" or ")}.`);
    }
  }
  if (isConst && !values.some((value) => equal(value, schema["const"]))) {
    report("nothing-fits", place("const"), `${shown(schema["const"])} is not in \`enum\`.`);
  }
}

function checkRequired(schema: JsonObject, place: Place, isWhole: boolean, report: LintReport): void {
  const properties = objectAt(schema, "properties");
  const required = stringsAt(schema, "required");
  const hasPatterns = Object.keys(objectAt(schema, "patternProperties")).length > 0;
  const isClosed = own(schema, "additionalProperties") === false && !hasPatterns && own(schema, "$ref") === undefined;
  const isPart = ["allOf", "anyOf", "oneOf", "$ref", "if", "patternProperties"].some(
    (word) => own(schema, word) !== undefined,
  );
  for (const [index, name] of required.entries()) {
    const field = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (field === false || (field === undefined && isClosed)) {
      report("required-forbidden", place("required", index), `\`${name}\` is required, and no object may have it.`);
    } else if (isWhole && field === undefined && !isPart && own(schema, "properties") !== undefined) {
      report("required-undescribed", place("required", index), `\`${name}\` is required but not described.`);
    }
  }
  const most = own(schema, "maxProperties");
  if (typeof most === "number" && new Set(required).size > most) {
    report("bounds-crossed", place("maxProperties"), `${required.length} fields are required, ${most} are allowed.`);
  }
  const least = own(schema, "minProperties");
  const known = Object.keys(properties).length;
  if (typeof least === "number" && isClosed && known < least) {
    report(
      "bounds-crossed",
      place("minProperties"),
      `${least} fields are needed, ${known} are described and no other is allowed.`,
    );
  }
}

/** The types that a schema's parts allow must have one in common. References are looked through. */
function checkAllOf({ at, value }: SchemaNode, place: Place, subject: Subject, report: LintReport): void {
  const parts = listAt(value, "allOf");
  let common = spread(typesOf(value));
  for (const index of parts.keys()) {
    const part = subject.resolve({ file: at.file, pointer: pointer(at.pointer, "allOf", index) })?.value;
    subject.work.steps++;
    const types = isObject(part) ? spread(typesOf(part)) : undefined;
    if (types === undefined) continue;
    const next = common === undefined ? types : common.filter((type) => types.includes(type));
    if (next.length === 0) {
      report("types-disjoint", place("allOf", index), "This part allows no type that the parts before it allow.");
      return;
    }
    common = next;
  }
}

/** Types with `number` taken apart, so that `integer` and `number` have something in common; undefined: all of them. */
function spread(types: readonly string[]): readonly string[] | undefined {
  if (types.length === 0) return undefined;
  return types.flatMap((type) => (type === "number" ? ["integer", "fraction"] : [type]));
}

function checkChoices(schema: JsonObject, place: Place, report: LintReport): void {
  for (const word of ["anyOf", "oneOf"]) {
    const seen = new Map<string, number>();
    for (const [index, choice] of listAt(schema, word).entries()) {
      const key = JSON.stringify(choice);
      const earlier = seen.get(key);
      if (earlier === undefined) seen.set(key, index);
      else
        report(
          "choice-twice",
          place(word, index),
          `The choices ${earlier + 1} and ${index + 1} of \`${word}\` are equal.`,
        );
    }
  }
}

/** Words that need another one beside them. */
function checkNeighbours(schema: JsonObject, place: Place, report: LintReport): void {
  const needs = (word: string, others: readonly string[]) => {
    if (own(schema, word) === undefined || others.some((other) => own(schema, other) !== undefined)) return;
    const named = others.map((other) => `\`${other}\``).join(" or ");
    report("keyword-ineffective", place(word), `\`${word}\` stands without ${named}.`);
  };
  needs("then", ["if"]);
  needs("else", ["if"]);
  needs("if", ["then", "else"]);
  needs("minContains", ["contains"]);
  needs("maxContains", ["contains"]);
  if (own(schema, "additionalItems") !== undefined && !Array.isArray(own(schema, "items"))) {
    report("keyword-ineffective", place("additionalItems"), "`additionalItems` stands without a list under `items`.");
  }
}

/** A value in a sentence. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return `\`${text.length > 60 ? `${text.slice(0, 57)}…` : text}\``;
}

/** The reference of a schema that is one. */
export function referenceOf(schema: unknown): string | undefined {
  return stringAt(schema, "$ref");
}

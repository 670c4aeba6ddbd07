import type { RuleName } from "../diagnostics/catalogue.ts";
import type { Location, Report } from "../diagnostics/diagnostic.ts";
import { isObject, type JsonObject, own, stringAt, stringsAt } from "../json/json.ts";
import { pointer } from "../json/pointer.ts";
import { supportedFormats } from "../schema/compiler.ts";
import { type Dialect, hasSiblings } from "../schema/dialect.ts";
import { isDecisive } from "../schema/emit/words.ts";
import type { CompiledSchemas } from "../schema/schema-compiler.ts";
import type { NamedSchema } from "../schema/schema-table.ts";
import { subschemasOf } from "../schema/walk.ts";

/** Words that need `type` beside them (or around them), and the type they speak of. */
const typed: Readonly<Record<string, readonly string[]>> = {
  array: ["additionalItems", "contains", "items", "maxItems", "minItems", "prefixItems", "uniqueItems"],
  number: ["exclusiveMaximum", "exclusiveMinimum", "maximum", "minimum", "multipleOf"],
  object: [
    "additionalProperties",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "maxProperties",
    "minProperties",
    "patternProperties",
    "properties",
    "propertyNames",
    "required",
    "unevaluatedProperties",
  ],
  string: ["format", "maxLength", "minLength", "pattern"],
};

/** Words without a type of their own. */
const general = [
  "$comment",
  "$defs",
  "$id",
  "$ref",
  "$schema",
  "allOf",
  "anyOf",
  "const",
  "default",
  "definitions",
  "deprecated",
  "description",
  "discriminator",
  "else",
  "enum",
  "example",
  "examples",
  "externalDocs",
  "if",
  "maxContains",
  "minContains",
  "not",
  "oneOf",
  "readOnly",
  "then",
  "title",
  "type",
  "writeOnly",
];

/** Every word of the contract's schema language: draft-07 and some of 2020-12. */
export const supportedKeywords: readonly string[] = [...general, ...Object.values(typed).flat()].sort();

/** Words whose schemas speak of the same value as the schema around them. */
const inPlace = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];

/** Checks that schemas stay within the supported language and can be compiled. */
export function checkSchemas(
  schemas: readonly NamedSchema[],
  contents: (at: Location) => unknown,
  compiled: CompiledSchemas,
  report: Report,
): void {
  // Where a strict schema and a plain one are the same place, the strict one counts.
  const ordered = schemas
    .filter(({ isForeign }) => isForeign !== true)
    .sort((a, b) => Number(b.isPlain ?? false) - Number(a.isPlain ?? false));
  const places = new Map(ordered.map((schema) => [`${schema.at.file}#${schema.at.pointer}`, schema]));
  for (const { at, name, dialect, isPlain = false } of places.values()) {
    let isSupported = true;
    const note: Report = (rule, place, what, fix) => {
      if (isPlain && strictRules.includes(rule)) return;
      isSupported &&= isPlain;
      report(rule, place, what, fix, isPlain);
    };
    checkSchema(contents(at), at, [], note, dialectWords[dialect] ?? []);
    if (!hasSiblings(dialect)) checkSiblings(contents(at), at, note);
    const error = isSupported ? compiled.errorOf(name) : undefined;
    if (error !== undefined) report("schema-invalid", at, `${error}.`, undefined, isPlain);
  }
}

/** What is no fault in a schema that was not written for the generator. */
const strictRules: readonly RuleName[] = ["type-missing", "required-unknown"];

/** Words that only one dialect has: they are rewritten. */
const dialectWords: Readonly<Partial<Record<Dialect, readonly string[]>>> = {
  "draft-04": ["id"],
  "openapi-3.0": ["nullable", "xml"],
};

function checkSchema(
  schema: unknown,
  at: Location,
  around: readonly string[],
  report: Report,
  more: readonly string[],
): void {
  if (!isObject(schema)) return;
  const place = (word: string): Location => ({ file: at.file, pointer: pointer(at.pointer, word) });
  for (const word of Object.keys(schema)) {
    if (supportedKeywords.includes(word) || more.includes(word) || word.startsWith("x-")) continue;
    report("keyword-unsupported", place(word), `\`${word}\` is not supported.`);
  }
  const format = stringAt(schema, "format");
  if (format !== undefined && !supportedFormats.includes(format)) {
    report("format-unsupported", place("format"), `The format \`${format}\` is not supported.`, formatFix());
  }
  const types = typesOf(schema, around);
  checkTypes(schema, types, place, report);
  checkFields(schema, place, report);
  for (const sub of subschemasOf(schema)) {
    if (sub.path[0] === "$defs" || sub.path[0] === "definitions") continue;
    const below = { file: at.file, pointer: pointer(at.pointer, ...sub.path) };
    checkSchema(sub.schema, below, inPlace.includes(String(sub.path[0])) ? types : [], report, more);
  }
}

/** Words that decide about values beside a reference. */
function checkSiblings(schema: unknown, at: Location, report: Report): void {
  if (!isObject(schema)) return;
  if (own(schema, "$ref") !== undefined) {
    const word = Object.keys(schema).find((key) => key !== "$ref" && isDecisive(key));
    const place = { file: at.file, pointer: pointer(at.pointer, word ?? "") };
    if (word !== undefined) report("reference-siblings", place, `\`${word}\` stands beside \`$ref\`.`);
  }
  for (const { path, schema: sub } of subschemasOf(schema)) {
    if (path[0] === "$defs" || path[0] === "definitions") continue;
    checkSiblings(sub, { file: at.file, pointer: pointer(at.pointer, ...path) }, report);
  }
}

function typesOf(schema: JsonObject, around: readonly string[]): readonly string[] {
  const type = own(schema, "type");
  return typeof type === "string" ? [type] : Array.isArray(type) ? stringsAt(schema, "type") : around;
}

function checkTypes(
  schema: JsonObject,
  types: readonly string[],
  place: (word: string) => Location,
  report: Report,
): void {
  for (const [type, words] of Object.entries(typed)) {
    const numeric = type === "number" && (types.includes("integer") || types.includes("number"));
    const word = Object.keys(schema).find((key) => words.includes(key));
    if (word === undefined || types.includes(type) || numeric) continue;
    // Formats of numbers, such as int32, stand beside a number's type.
    if (word === "format" && types.length > 0) continue;
    if (own(schema, "$ref") !== undefined && types.length === 0) continue;
    report("type-missing", place(word), `\`${word}\` stands without \`type: ${type}\`.`);
  }
}

/** Fields that are required but not described, and a name that no validator can check. */
function checkFields(schema: JsonObject, place: (word: string) => Location, report: Report): void {
  const properties = own(schema, "properties");
  if (isObject(properties) && Object.hasOwn(properties, "__proto__")) {
    report("keyword-unsupported", place("properties"), "A field named `__proto__` is not supported.");
  }
  // Within allOf and its like, fields are often described by another part.
  if (!isObject(properties)) return;
  for (const name of stringsAt(schema, "required")) {
    const hasOther = ["allOf", "anyOf", "oneOf", "patternProperties"].some((word) => own(schema, word) !== undefined);
    if (Object.hasOwn(properties, name) || hasOther) continue;
    report("required-unknown", place("required"), `\`${name}\` is required but not described.`);
  }
}

function formatFix(): string {
  return `Use one of ${supportedFormats.join(", ")}, or \`pattern\`.`;
}

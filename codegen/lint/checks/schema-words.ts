import { isObject, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { supportedFormats } from "../../schema/compiler.ts";
import type { LintReport } from "../findings.ts";
import { nearest } from "../nearest.ts";
import type { SchemaNode, Subject } from "../read/subject.ts";
import { allKeywords, draft07Only, draft2020Only, keywords, knownFormats, types } from "./keywords.ts";

/** Words of other schema languages that people bring along, and what to write instead. */
const foreign: Readonly<Record<string, string>> = {
  nullable: 'JSON Schema says `type: [string, "null"]`.',
  optional: "Fields are optional unless `required` of the object around them lists them.",
  enums: "Did you mean `enum`?",
  xml: "JSON Schema does not describe XML; delete it or call it `x-xml`.",
};

/** Spelling of words, their values, types and formats. */
export function checkSchemaWords({ schemas, model }: Subject, report: LintReport): void {
  for (const node of schemas) {
    checkKeywords(node, report);
    checkTypes(node, report);
    checkFormat(node, report);
    // In documents of Eventwright the generator has rules of its own for these.
    if (model !== undefined) continue;
    checkDialect(node, report);
    checkSiblings(node, report);
  }
}

function checkKeywords({ at, value }: SchemaNode, report: LintReport): void {
  for (const [word, held] of Object.entries(value)) {
    const place = { file: at.file, pointer: pointer(at.pointer, word) };
    const isRight = keywords.get(word);
    if (isRight !== undefined) {
      const fault = isRight(held);
      if (fault !== undefined) report("keyword-value", place, `\`${word}\` must be ${fault}.`);
      continue;
    }
    if (word.startsWith("x-") || allKeywords.has(word)) continue;
    const near = nearest(word, allKeywords);
    const fix = Object.hasOwn(foreign, word) ? foreign[word] : near && `Did you mean \`${near}\`?`;
    if (fix === undefined) report("keyword-unknown", place, `\`${word}\` is no word of JSON Schema.`);
    else report("keyword-misspelt", place, `\`${word}\` is no word of JSON Schema.`, fix);
  }
}

function checkTypes({ at, value }: SchemaNode, report: LintReport): void {
  const type = own(value, "type");
  const place = { file: at.file, pointer: pointer(at.pointer, "type") };
  for (const name of Array.isArray(type) ? type : [type]) {
    if (typeof name !== "string" || types.includes(name)) continue;
    const near = aliases[name.toLowerCase()] ?? nearest(name, types);
    report("type-unknown", place, `\`${name}\` is no type.`, near && `Did you mean \`${near}\`?`);
  }
}

const aliases: Readonly<Record<string, string>> = {
  int: "integer",
  long: "integer",
  short: "integer",
  float: "number",
  double: "number",
  decimal: "number",
  bool: "boolean",
  text: "string",
  str: "string",
  date: "string",
  datetime: "string",
  uuid: "string",
  list: "array",
  map: "object",
  dict: "object",
  struct: "object",
};

function checkFormat({ at, value }: SchemaNode, report: LintReport): void {
  const format = stringAt(value, "format");
  if (format === undefined || knownFormats.has(format)) return;
  const place = { file: at.file, pointer: pointer(at.pointer, "format") };
  const near = formatAliases[format.toLowerCase()] ?? nearest(format, [...supportedFormats, ...knownFormats]);
  if (near === undefined) report("format-unknown", place, `\`${format}\` is no format of JSON Schema.`);
  else report("format-misspelt", place, `\`${format}\` is no format of JSON Schema.`, `Did you mean \`${near}\`?`);
}

const formatAliases: Readonly<Record<string, string>> = {
  datetime: "date-time",
  "date time": "date-time",
  timestamp: "date-time",
  guid: "uuid",
  url: "uri",
  ip: "ipv4",
  mail: "email",
};

/** Words that validators of the schema's own version do not know. */
function checkDialect({ at, value, dialect }: SchemaNode, report: LintReport): void {
  const others = dialect === "draft-07" ? draft2020Only : draft07Only;
  for (const word of Object.keys(value)) {
    const isTuple = word === "items" && Array.isArray(value[word]) && dialect === "2020-12";
    const instead = isTuple ? "prefixItems" : others.get(word);
    if (instead === undefined) continue;
    const place = { file: at.file, pointer: pointer(at.pointer, word) };
    const fix = instead === "" ? undefined : `Write \`${instead}\`.`;
    report("keyword-dialect", place, `\`${word}\` means nothing in ${dialect}${isTuple ? " as a list" : ""}.`, fix);
  }
}

/** Words beside a reference that change what is valid. Those for people do no harm. */
const harmless = [
  "$ref",
  "$comment",
  "$defs",
  "$id",
  "$schema",
  "definitions",
  "deprecated",
  "description",
  "examples",
  "title",
  "default",
  "readOnly",
  "writeOnly",
  "externalDocs",
  "example",
];

function checkSiblings({ at, value, dialect }: SchemaNode, report: LintReport): void {
  if (stringAt(value, "$ref") === undefined || dialect !== "draft-07") return;
  const words = Object.keys(value).filter((word) => keywords.has(word) && !harmless.includes(word));
  const [first] = words;
  if (first === undefined) return;
  const named = words.map((word) => `\`${word}\``).join(", ");
  const place = { file: at.file, pointer: pointer(at.pointer, first) };
  report("words-beside-reference", place, `${named} ${words.length === 1 ? "stands" : "stand"} beside \`$ref\`.`);
}

/** Whether a value could be a schema. */
export function isSchema(value: unknown): boolean {
  return isObject(value) || typeof value === "boolean";
}

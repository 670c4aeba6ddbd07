import { readFileSync } from "node:fs";
import { catalogue, type Rule } from "./diagnostics/catalogue.ts";
import { type JsonObject, objectAt, own, stringAt, stringsAt } from "./json/json.ts";
import { supportedFormats } from "./schema/compiler.ts";
import { supportedKeywords } from "./validate/schemas.ts";

const areas: Readonly<Record<string, string>> = {
  "10": "Files and references between them",
  "11": "The document",
  "12": "Names that must exist",
  "13": "Schemas and examples",
  "14": "Names that become code",
  "15": "How messages travel",
  "16": "Processes and settings",
  "17": "Retries",
  "18": "Versions of messages",
  "19": "Who may call",
};

/** `docs/diagnostics.md`: every rule of the generator. */
export function diagnosticsPage(): string {
  const rules = Object.entries(catalogue as Record<string, Rule>);
  const sections = Object.entries(areas).map(([area, title]) => {
    const rows = rules
      .filter(([, { id }]) => id.startsWith(`EW${area}`))
      .map(
        ([name, { id, severity, plain, why, fix }]) =>
          `| \`${id}\` | \`${name}\` | ${severity}${plain === undefined ? "" : ` (${plain})`} | ${cell(why)} | ${cell(fix)} |`,
      );
    return `## ${title}\n\n| rule | name | severity | why | what to do |\n|---|---|---|---|---|\n${rows.join("\n")}\n`;
  });
  const words = supportedKeywords.map((word) => `\`${word}\``).join(", ");
  const formats = supportedFormats.map((format) => `\`${format}\``).join(", ");
  return [
    "# Diagnostics\n",
    "What the generator may say about a contract. Errors stop it, warnings do not; an info only says what is left out. Where a",
    "severity stands in brackets, it is the one for messages without a kind: nothing that runs depends on them, so they are taken",
    "as they are ([documents that were not written for the generator](any-contract.md)). All findings are reported at once, with",
    "file, line, column and JSON pointer; `npm run generate -- --json` prints them as JSON. This page is made from",
    "`codegen/diagnostics/catalogue.ts` by `node codegen/write-documentation.ts`.\n",
    ...sections,
    "## The schema language\n",
    "Schemas are JSON Schema draft-07 (or 2020-12, when `$schema` says so) with these words; anything else is refused by name:\n",
    `${words}. Words that begin with \`x-\` are ignored.\n`,
    `Formats: ${formats}.\n`,
  ].join("\n");
}

/** `docs/contract-vocabulary.md`: every word of `x-eventwright`. */
export function vocabularyPage(): string {
  const schema: unknown = JSON.parse(
    readFileSync(new URL("./vocabulary/x-eventwright.schema.json", import.meta.url), "utf8"),
  );
  const definitions = objectAt(schema, "definitions");
  const blocks = [
    "contract",
    "command",
    "event",
    "notification",
    "earlierVersion",
    "streamDeclaration",
    "readModel",
    "query",
    "filter",
    "access",
    "rateLimit",
    "reaction",
    "process",
    "setting",
    "retryPolicy",
  ];
  const sections = blocks.map((name) => {
    const block = objectAt(definitions, name);
    const required = stringsAt(block, "required");
    const rows = Object.entries(objectAt(block, "properties")).map(([word, value]) => {
      const resolved = resolve(value, definitions);
      const text = stringAt(value, "description") ?? stringAt(resolved, "description") ?? "";
      const values = sectionOf(value, blocks, definitions) ?? cell(valuesOf(resolved));
      return `| \`${word}\` | ${required.includes(word) ? "yes" : ""} | ${values} | ${cell(text)} |`;
    });
    const table = `| word | required | value | meaning |\n|---|---|---|---|\n${rows.join("\n")}`;
    return `## ${stringAt(block, "title")}\n\n${stringAt(block, "description")}\n\n${table}\n`;
  });
  return [
    "# The contract's vocabulary\n",
    `${stringAt(schema, "description")}\n`,
    "Editors complete and check the words with the schema `codegen/vocabulary/x-eventwright.schema.json`, which this page is",
    "made from by `node codegen/write-documentation.ts`.\n",
    ...sections,
  ].join("\n");
}

/** A link to the section about a block, for a word that holds one; undefined for any other value. */
function sectionOf(value: unknown, blocks: readonly string[], definitions: JsonObject): string | undefined {
  const name = stringAt(value, "$ref")?.replace("#/definitions/", "") ?? "";
  if (!blocks.includes(name)) return undefined;
  const title = stringAt(objectAt(definitions, name), "title") ?? name;
  return `[${title.toLowerCase()}](#${title.toLowerCase().replaceAll(" ", "-")})`;
}

function resolve(value: unknown, definitions: JsonObject): unknown {
  const ref = stringAt(value, "$ref");
  return ref === undefined
    ? value
    : { ...objectAt(definitions, ref.replace("#/definitions/", "")), ...(value as object) };
}

function valuesOf(schema: unknown): string {
  const values = own(schema, "enum");
  if (Array.isArray(values)) return values.map((value) => `\`${value}\``).join(", ");
  if (own(schema, "const") !== undefined) return `\`${own(schema, "const")}\``;
  const choices = own(schema, "oneOf");
  if (Array.isArray(choices)) return choices.map(valuesOf).filter(Boolean).join(" or ");
  const ref = stringAt(schema, "$ref");
  if (ref?.endsWith("/pointer")) return "pointer";
  if (ref?.endsWith("/duration")) return "duration";
  const type = stringAt(schema, "type") ?? stringsAt(schema, "type").join(" or ");
  const more = own(schema, "additionalProperties");
  return type === "object" && typeof more === "object" ? "map" : type === "array" ? "list" : type;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

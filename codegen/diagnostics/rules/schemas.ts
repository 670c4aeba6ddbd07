import type { Rule } from "./rule.ts";

/** Rules about schemas and examples: EW13xx. */
export const schemaRules = {
  "keyword-unsupported": {
    id: "EW1301",
    severity: "error",
    plain: "warning",
    why: "The contract language is draft-07 with some words of 2020-12. A word outside it would be checked wrongly or not at all.",
    fix: "Say it with supported words; docs/diagnostics.md lists them.",
  },
  "format-unsupported": {
    id: "EW1302",
    severity: "error",
    plain: "info",
    why: "Validators must check every format that the contract promises.",
    fix: "Use a supported format, or `pattern`.",
  },
  "dialect-unsupported": {
    id: "EW1303",
    severity: "error",
    plain: "warning",
    why: "Only JSON Schema draft-04 to 2020-12, the AsyncAPI schema object and that of OpenAPI 3 are understood.",
    fix: 'Set `"$schema": "http://json-schema.org/draft-07/schema#"`.',
  },
  "schema-invalid": {
    id: "EW1304",
    severity: "error",
    plain: "warning",
    why: "The schema cannot be compiled into a validator.",
    fix: "Correct the schema as the message says.",
  },
  "type-missing": {
    id: "EW1305",
    severity: "error",
    why: "Words such as `properties` say nothing about values of other types: without `type` a plain text would pass.",
    fix: "Add `type` beside the word.",
  },
  "required-unknown": {
    id: "EW1306",
    severity: "error",
    why: "A required field that is not described can hold anything, which is nearly always a misspelling.",
    fix: "Describe the field under `properties`, or correct its name under `required`.",
  },
  "example-invalid": {
    id: "EW1307",
    severity: "error",
    plain: "warning",
    why: "Examples are shown to people and copied by them, so they must validate.",
    fix: "Correct the example or the schema.",
  },
  "example-missing": {
    id: "EW1308",
    severity: "warning",
    why: "Documentation without an example is hard to use.",
    fix: "Add one under `examples`, with a `payload`.",
  },
  "description-missing": {
    id: "EW1309",
    severity: "warning",
    why: "The description becomes the documentation of the generated code.",
    fix: "Add a `description` that says what it means.",
  },
  "keyword-left-out": {
    id: "EW1350",
    severity: "warning",
    why: "No validator could understand it, so it is not checked.",
    fix: "Correct the schema.",
  },
  "schema-circular": {
    id: "EW1353",
    severity: "warning",
    why: "No validator would come to an end, so the reference that leads back is not checked.",
    fix: "Let a base type not list its kinds; list them where one of them is meant.",
  },
  "type-assumed": {
    id: "EW1354",
    severity: "info",
    why: "It is taken for an object, as everybody means it, or it would have no type: by the letter, a text or a number would be valid, too.",
    fix: "Add `type: object` beside `properties`.",
  },
  "payload-untyped": {
    id: "EW1351",
    severity: "error",
    plain: "warning",
    why: "Only JSON Schema is read: its type is `unknown`, and its validator accepts everything.",
    fix: "Describe the payload in JSON Schema.",
  },
  "payload-missing": {
    id: "EW1352",
    severity: "info",
    why: "Anything may be sent: its type is `unknown`, and its validator accepts everything.",
    fix: "Add a `payload`.",
  },
  "schema-unused": {
    id: "EW1310",
    severity: "warning",
    why: "Nothing refers to the schema file, so a change in it changes nothing.",
    fix: "Refer to the file, or delete it.",
  },
  "reference-siblings": {
    id: "EW1312",
    severity: "error",
    plain: "warning",
    why: "In draft-07 and in AsyncAPI's own schemas, words beside `$ref` are ignored by every validator that keeps to the rules: what they say would be checked here and nowhere else.",
    fix: 'Put the reference into `allOf` beside the words, or set `"$schema": "https://json-schema.org/draft/2020-12/schema"`.',
  },
} as const satisfies Record<string, Rule>;

import { Ajv, type ValidateFunction } from "ajv";
import type { Location, Report } from "../diagnostics/diagnostic.ts";
import { isObject, objectAt, own, stringAt } from "../json/json.ts";
import { pointer } from "../json/pointer.ts";
import { rawMessagesOf } from "../model/build-messages.ts";
import type { SourceFile } from "../read/source-file.ts";
import { clearFaults } from "./schema-faults.ts";

/** Checks a document against AsyncAPI's official schema of a version; answers ajv's errors. Undefined for other versions. */
export type Metaschema = (version: string, document: unknown) => readonly object[] | undefined;

/** Checks the AsyncAPI document: its official schema on the unresolved document, and our vocabulary's schema. */
export function checkDocument(file: SourceFile, metaschema: Metaschema, vocabulary: Vocabulary, report: Report): void {
  const document = file.value;
  if (!isObject(document)) {
    report("asyncapi-invalid", { file: file.path, pointer: "" }, "The document is not a map.");
    return;
  }
  const version = stringAt(document, "asyncapi") ?? "";
  const errors = metaschema(version, document);
  if (errors === undefined) {
    report("asyncapi-version", { file: file.path, pointer: "/asyncapi" }, `The version is \`${version}\`.`);
  }
  for (const fault of clearFaults(errors ?? [])) {
    const at = { file: file.path, pointer: fault.pointer };
    report("asyncapi-invalid", at, `${nameOf(fault.pointer)} ${fault.message}.`);
  }
  checkVocabulary(file.path, document, vocabulary, report);
  if (own(document, "x-eventwright") !== undefined) checkFeatures(file.path, document, report);
}

/** Validators of the blocks that may be called `x-eventwright`. */
export interface Vocabulary {
  readonly contract: ValidateFunction;
  readonly message: ValidateFunction;
}

/** Compiles the vocabulary's published schema. */
export function compileVocabulary(schema: object): Vocabulary {
  const ajv = new Ajv({ allErrors: true, strict: false, validateSchema: false });
  ajv.addSchema(schema, "vocabulary");
  const compile = (name: string) => ajv.compile({ $ref: `vocabulary#/definitions/${name}` });
  return { contract: compile("contract"), message: compile("message") };
}

function checkVocabulary(file: string, document: object, vocabulary: Vocabulary, report: Report): void {
  const check = (validate: ValidateFunction, value: unknown, at: Location) => {
    if (validate(value)) return;
    for (const fault of clearFaults(validate.errors ?? [])) {
      const place = { file: at.file, pointer: at.pointer + fault.pointer };
      report("vocabulary-invalid", place, `${nameOf(place.pointer)} ${fault.message}.`);
    }
  };
  const words = own(document, "x-eventwright");
  if (words === undefined)
    report("contract-plain", { file, pointer: "" }, "The document has no `x-eventwright` block.");
  else check(vocabulary.contract, words, { file, pointer: "/x-eventwright" });
  for (const { value, at } of rawMessagesOf(file, document)) {
    const block = own(value, "x-eventwright");
    if (block !== undefined) check(vocabulary.message, block, { file, pointer: pointer(at.pointer, "x-eventwright") });
  }
}

/** Parts of AsyncAPI that would change the meaning of the document and that the generator does not read. */
function checkFeatures(file: string, document: object, report: Report): void {
  for (const { value, at } of rawMessagesOf(file, document)) {
    if (own(value, "traits") === undefined) continue;
    report(
      "feature-unsupported",
      { file, pointer: pointer(at.pointer, "traits") },
      "Message traits are not supported.",
    );
  }
  for (const [name, operation] of Object.entries(objectAt(document, "operations"))) {
    for (const word of ["traits", "reply"]) {
      if (own(operation, word) === undefined) continue;
      const place = { file, pointer: pointer("/operations", name, word) };
      report("feature-unsupported", place, `\`${word}\` of operations is not supported.`);
    }
  }
  checkReferences(file, document, "", report);
}

/** Only schemas may stand in other files. Schemas themselves were followed when the contract was read. */
function checkReferences(file: string, value: unknown, at: string, report: Report): void {
  if (!isObject(value) && !Array.isArray(value)) return;
  if (/^\/components\/schemas\/[^/]+|\/(payload|headers|examples)$/.test(at)) return;
  const ref = stringAt(value, "$ref");
  if (ref !== undefined && !ref.startsWith("#")) {
    const place = { file, pointer: `${at}/$ref` };
    report("feature-unsupported", place, `\`${ref}\`: only schemas may stand in files of their own.`);
  }
  for (const [key, item] of Object.entries(value)) checkReferences(file, item, pointer(at, key), report);
}

function nameOf(path: string): string {
  return path === "" ? "The document" : `\`${path.split("/").at(-1)?.replaceAll("~1", "/").replaceAll("~0", "~")}\``;
}

import type { ValidateFunction } from "ajv";
import type { Location, Report } from "../diagnostics/diagnostic.ts";
import { isObject, own, stringAt } from "../json/json.ts";
import { valueAt } from "../json/pointer.ts";
import type { Outline } from "../read/outline.ts";
import type { Sources } from "../read/read-contract.ts";
import type { SourceFile } from "../read/source-file.ts";
import { clearFaults } from "./schema-faults.ts";

/** Checks a document against AsyncAPI's official schema of a version; answers ajv's errors. Undefined for other versions. */
export type Metaschema = (version: string, document: unknown) => readonly object[] | undefined;

/** Checks the AsyncAPI document: its official schema on the unresolved document, and our vocabulary's schema. */
export function checkDocument(
  { contract: file, original, outline }: Sources,
  metaschema: Metaschema,
  vocabulary: Vocabulary,
  report: Report,
): void {
  const document = file.value;
  if (!isObject(document)) {
    report("asyncapi-invalid", { file: file.path, pointer: "" }, "The document is not a map.");
    return;
  }
  const errors = checkOfficial(original ?? file, metaschema, report);
  // Versions before 2 have no schema that documents are checked by: there the converter has to understand them.
  if (errors === undefined && original === undefined) {
    const version = stringAt(document, "asyncapi") ?? "";
    report("asyncapi-version", { file: file.path, pointer: "/asyncapi" }, `The version is \`${version}\`.`);
  }
  checkVocabulary(file.path, document, outline, vocabulary, report);
}

/** The official schema of its version, for a document as it was written: what the converter makes is not the author's fault. */
function checkOfficial({ path: file, value, positionOf }: SourceFile, metaschema: Metaschema, report: Report) {
  const errors = metaschema(stringAt(value, "asyncapi") ?? "", value);
  for (const { pointer, message } of clearFaults(errors ?? [])) {
    // A text, too, may stand in a file of its own: what is checked is the document before references are followed.
    if (stringAt(valueAt(value, pointer), "$ref") !== undefined) continue;
    report("asyncapi-invalid", { file, pointer, ...positionOf(pointer) }, `${nameOf(pointer)} ${message}.`);
  }
  return errors;
}

/** Validators of the blocks that may be called `x-eventwright`. */
export interface Vocabulary {
  readonly contract: ValidateFunction;
  readonly message: ValidateFunction;
}

function checkVocabulary(
  file: string,
  document: object,
  { messages }: Outline,
  vocabulary: Vocabulary,
  report: Report,
): void {
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
  for (const { value, wordAt } of messages) {
    const block = own(value, "x-eventwright");
    if (block !== undefined) check(vocabulary.message, block, wordAt("x-eventwright"));
  }
}

function nameOf(path: string): string {
  return path === "" ? "The document" : `\`${path.split("/").at(-1)?.replaceAll("~1", "/").replaceAll("~0", "~")}\``;
}

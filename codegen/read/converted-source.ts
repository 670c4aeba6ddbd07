import { convertDocument, convertedVersion, isConvertible } from "../convert/convert-document.ts";
import { originOf } from "../convert/origins.ts";
import type { Report } from "../diagnostics/diagnostic.ts";
import { isObject, stringAt } from "../json/json.ts";
import type { SourceFile } from "./source-file.ts";

/** A document of an older version as one of the present version; the same one when it need not or cannot be converted. */
export function convertedSource(file: SourceFile, report: Report): SourceFile {
  const version = stringAt(file.value, "asyncapi") ?? "";
  if (!isObject(file.value) || !isConvertible(version)) return file;
  const at = { file: file.path, pointer: "/asyncapi", ...file.positionOf("/asyncapi") };
  try {
    const { value, origins } = convertDocument(file.value);
    report("document-converted", at, `AsyncAPI ${version} was converted to ${convertedVersion} in memory.`);
    return { ...file, value, positionOf: (pointer) => file.positionOf(originOf(origins, pointer)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report("document-not-converted", at, `AsyncAPI ${version} cannot be converted: ${reason.replace(/\.$/, "")}.`);
    return file;
  }
}

import { by, isObject, objectAt, own, stringAt } from "../../json/json.ts";
import { pointer } from "../../json/pointer.ts";
import { targetOf } from "../../read/references.ts";
import type { LintReport } from "../findings.ts";
import { nodesOf, type Subject } from "../read/subject.ts";

/** Versions in names of files, in `$id` and of messages, and addresses that stand twice. */
export function checkSchemaFiles(subject: Subject, report: LintReport): void {
  const owners = new Map<string, string>();
  for (const [path, { value }] of [...subject.files].sort(by(([name]) => name))) {
    const id = stringAt(value, "$id");
    if (id === undefined || id.startsWith("#")) continue;
    const place = { file: path, pointer: "/$id" };
    const other = owners.get(id);
    if (other === undefined) owners.set(id, path);
    else report("schema-id-twice", place, `\`${id}\` is also the \`$id\` of ${other}.`);
    const [inFile, inId] = [versionIn(path), versionIn(id)];
    if (inFile !== undefined && inId !== undefined && inFile !== inId) {
      report("schema-file-version", place, `The file is version ${inFile}, its \`$id\` version ${inId}.`);
    }
  }
  for (const { at, value, key } of nodesOf(subject, "message")) {
    const version = own(objectAt(value, "x-eventwright"), "version");
    const payload = own(value, "payload");
    const ref = stringAt(payload, "$ref") ?? (isObject(payload) ? stringAt(own(payload, "schema"), "$ref") : undefined);
    const target = ref === undefined ? undefined : targetOf(at.file, ref);
    if (typeof version !== "number" || target === undefined || !("at" in target)) continue;
    const inFile = versionIn(target.at.file);
    if (inFile === undefined || target.at.pointer !== "" || inFile === version) continue;
    const place = { file: at.file, pointer: pointer(at.pointer, "payload") };
    report("schema-file-version", place, `${key} has version ${version}, the file of its payload version ${inFile}.`);
  }
}

/** `…/account.v2.json` is version 2. */
function versionIn(path: string): number | undefined {
  const found = /\.v(\d+)(?:\.(?:json|ya?ml))?$/.exec(path)?.[1];
  return found === undefined ? undefined : Number(found);
}

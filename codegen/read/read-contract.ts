import type { Diagnostics, Location, Position, Report } from "../diagnostics/diagnostic.ts";
import { isObject, own, stringAt } from "../json/json.ts";
import { pointer, valueAt } from "../json/pointer.ts";
import { subschemasOf } from "../schema/walk.ts";
import type { ContractFiles } from "./contract-files.ts";
import { targetOf } from "./references.ts";
import { schemaRootsOf } from "./schema-roots.ts";
import { parseSource, type SourceFile } from "./source-file.ts";

/** A contract as it was read: the document and every file that its schemas refer to. */
export interface Sources {
  readonly contract: SourceFile;
  /** By path, the document included. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Schema files that nothing refers to. */
  readonly unused: readonly string[];
  /** Where a place stands in its file. */
  positionOf(at: Location): Position;
}

/** Reads the document and follows its references. Undefined when the document itself cannot be read. */
export function readContract(files: ContractFiles, diagnostics: Diagnostics): Sources | undefined {
  let isPlain = false;
  const report: Report = (rule, at, what, fix) => diagnostics.report(rule, at, what, fix, isPlain);
  const sources = new Map<string, SourceFile>();
  const visited = new Set<string>();

  const load = (path: string): SourceFile | undefined => {
    const text = sources.has(path) ? undefined : files.read(path);
    if (text !== undefined) sources.set(path, parseSource(path, text, report));
    return sources.get(path);
  };
  const walk = (at: Location, schema: unknown): void => {
    const key = `${at.file}#${at.pointer}`;
    if (!isObject(schema) || visited.has(key)) return;
    visited.add(key);
    const ref = stringAt(schema, "$ref");
    if (ref !== undefined) follow({ file: at.file, pointer: pointer(at.pointer, "$ref") }, ref);
    for (const sub of subschemasOf(schema)) {
      walk({ file: at.file, pointer: pointer(at.pointer, ...sub.path) }, sub.schema);
    }
  };
  const follow = (at: Location, ref: string): void => {
    const target = targetOf(at.file, ref);
    if ("problem" in target) {
      report(target.problem, at, `\`${ref}\` is not inside the contract's folder.`);
      return;
    }
    const file = load(target.at.file);
    const value = valueAt(file?.value, target.at.pointer);
    if (file === undefined) report("file-missing", at, `There is no file \`${target.at.file}\`.`);
    else if (value !== undefined) walk(target.at, value);
    else if (file.value !== undefined) report("reference-unresolved", at, `\`${ref}\` leads nowhere.`);
  };

  const contract = load(files.contract);
  if (contract === undefined) {
    report("file-missing", { file: files.contract, pointer: "", line: 1, column: 1 }, "The contract cannot be read.");
    return undefined;
  }
  isPlain = own(contract.value, "x-eventwright") === undefined;
  for (const root of schemaRootsOf(contract.path, contract.value)) walk(root, root.schema);
  const unused = files.list("schemas").filter((path) => path.endsWith(".json") && !sources.has(path));
  for (const path of unused) {
    report("schema-unused", { file: path, pointer: "", line: 1, column: 1 }, `Nothing refers to \`${path}\`.`);
  }
  return {
    contract,
    files: sources,
    unused,
    positionOf: (at) => sources.get(at.file)?.positionOf(at.pointer) ?? { line: 1, column: 1 },
  };
}

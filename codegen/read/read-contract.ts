import type { Diagnostics, Location, Position } from "../diagnostics/diagnostic.ts";
import { isObject, own, stringAt } from "../json/json.ts";
import { dialectOf } from "../schema/dialect.ts";
import { subschemasOf } from "../schema/walk.ts";
import type { ContractFiles } from "./contract-files.ts";
import { convertedSource } from "./converted-source.ts";
import { isPlainMessage } from "./kinds.ts";
import { type Outline, outlineOf } from "./outline.ts";
import { type Place, type Problem, placeBelow, placeKey, Resolver } from "./resolver.ts";
import { unwrap } from "./schema-roots.ts";
import type { SourceFile } from "./source-file.ts";

/** A contract as it was read: the document and every file that it refers to. */
export interface Sources {
  readonly contract: SourceFile;
  /** The document as it was written, when it was converted. */
  readonly original: SourceFile | undefined;
  /** By path, the document included. */
  readonly files: ReadonlyMap<string, SourceFile>;
  /** Schema files that nothing refers to. */
  readonly unused: readonly string[];
  /** Messages, channels and operations, with all references followed. */
  readonly outline: Outline;
  /** The schemas of `components`, by their keys. */
  readonly schemas: readonly (readonly [key: string, place: Place])[];
  readonly resolver: Resolver;
  /** Where a place stands in its file. */
  positionOf(at: Location): Position;
}

/** Reads the document and follows its references. Undefined when the document itself cannot be read. */
export function readContract(files: ContractFiles, diagnostics: Diagnostics): Sources | undefined {
  const { report } = diagnostics;
  const resolver = new Resolver(files, report);
  const written = resolver.load(files.contract);
  if (written === undefined) {
    report("file-missing", { file: files.contract, pointer: "", line: 1, column: 1 }, "The contract cannot be read.");
    return undefined;
  }
  const contract = convertedSource(written, report);
  resolver.replace(contract);
  const document = { at: { file: contract.path, pointer: "" }, value: contract.value };
  const isApp = own(contract.value, "x-eventwright") !== undefined;
  const note =
    (isPlain: boolean) =>
    (at: Location, { problem, what }: Problem) => {
      if (problem !== "unreadable") report(problem, at, what, undefined, isPlain);
    };
  const outline = outlineOf(document, resolver, note(!isApp));
  const schemas = componentSchemas(document, resolver);

  const walker = new SchemaWalker(resolver);
  for (const [, place] of schemas) walker.walk(place, note(!isApp));
  // Messages with a kind come first: a reference that one of them needs must lead somewhere.
  const ordered = [...outline.messages].sort(
    (a, b) => Number(isPlainMessage(a.value)) - Number(isPlainMessage(b.value)),
  );
  for (const { value, wordAt } of ordered) {
    for (const word of ["payload", "headers"]) {
      walker.walk({ at: wordAt(word), value: own(value, word) }, note(!isApp || isPlainMessage(value)));
    }
  }
  const folder = contract.path.split("/").slice(0, -1);
  const unused = files
    .list([...folder, "schemas"].join("/"))
    .filter((path) => path.endsWith(".json") && !resolver.files.has(path));
  for (const path of unused) {
    report("schema-unused", { file: path, pointer: "", line: 1, column: 1 }, `Nothing refers to \`${path}\`.`);
  }
  return {
    contract,
    original: contract === written ? undefined : written,
    files: resolver.files,
    unused,
    outline,
    schemas,
    resolver,
    positionOf: (at) => resolver.files.get(at.file)?.positionOf(at.pointer) ?? { line: 1, column: 1 },
  };
}

function componentSchemas(document: Place, resolver: Resolver): readonly (readonly [string, Place])[] {
  let place: Place = document;
  for (const word of ["components", "schemas"]) {
    const found = resolver.resolve({ at: placeBelow(place.at, word), value: own(place.value, word) });
    if ("problem" in found) return [];
    place = found;
  }
  if (!isObject(place.value)) return [];
  return Object.entries(place.value)
    .filter(([key, value]) => !key.startsWith("x-") && (isObject(value) || typeof value === "boolean"))
    .map(([key, value]) => [key, { at: placeBelow(place.at, key), value }] as const);
}

/** Follows the references of schemas, each once, so that every file that is needed is read and every fault is found. */
class SchemaWalker {
  readonly #resolver: Resolver;
  readonly #visited = new Set<string>();

  constructor(resolver: Resolver) {
    this.#resolver = resolver;
  }

  walk(place: Place, note: (at: Location, problem: Problem) => void): void {
    const { at, schema, format } = unwrap(place.at, place.value);
    if (!isObject(schema) || this.#visited.has(placeKey(at))) return;
    // A schema in another language refers to its own things in its own way.
    if (format !== undefined && dialectOf(format) === undefined) return;
    this.#visited.add(placeKey(at));
    const ref = stringAt(schema, "$ref");
    if (ref !== undefined) {
      const next = this.#resolver.step(at, ref);
      if ("problem" in next) note(placeBelow(at, "$ref"), next);
      else this.walk(next, note);
    }
    for (const sub of subschemasOf(schema)) {
      this.walk({ at: placeBelow(at, ...sub.path), value: sub.schema }, note);
    }
  }
}

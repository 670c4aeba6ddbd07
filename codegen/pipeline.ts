import { type Diagnostic, Diagnostics } from "./diagnostics/diagnostic.ts";
import type { Memory } from "./json/memory.ts";
import { buildContract } from "./model/build-contract.ts";
import type { Contract } from "./model/contract.ts";
import type { ContractFiles } from "./read/contract-files.ts";
import { readContract } from "./read/read-contract.ts";
import { render } from "./render/render.ts";
import type { Assets } from "./render/validators/render-validators.ts";
import { createCompiler, type SchemaCompiler } from "./schema/schema-compiler.ts";
import type { NamedSchema } from "./schema/schema-table.ts";
import { type Rulebook, validate } from "./validate/validate.ts";
import { type FileHashes, manifestFile, manifestOf, printManifest } from "./write/manifest.ts";

/** What a run needs besides the contract. */
export interface Tools {
  readonly assets: Assets;
  readonly rulebook: Rulebook;
  /** Keeps compiled schemas between runs, so that a watcher compiles only what has changed. */
  readonly compiler?: SchemaCompiler;
  /** Keeps the text of types between runs, by what they are made of. */
  readonly types?: Memory<string>;
  /** Keeps the hashes of files between runs. */
  readonly hashes?: FileHashes;
}

/** What a run has found and made. */
export interface Result {
  readonly diagnostics: readonly Diagnostic[];
  /** Generated files by path; undefined when a diagnostic is an error. */
  readonly files: ReadonlyMap<string, string> | undefined;
  /** Undefined when the document cannot be read. */
  readonly contract: Contract | undefined;
}

/** The schemas, of which some let everything through. */
function opened(schemas: readonly NamedSchema[], open: readonly NamedSchema[]): readonly NamedSchema[] {
  const names = new Set(open.map(({ name }) => name));
  return schemas.map((schema) => (names.has(schema.name) ? { ...schema, schema: {} } : schema));
}

/** Contract in, files out. Reads through `files` and writes nothing. */
export async function generate(files: ContractFiles, tools: Tools): Promise<Result> {
  const diagnostics = new Diagnostics();
  const sources = readContract(files, diagnostics);
  if (sources === undefined)
    return { diagnostics: diagnostics.list(() => ({ line: 1, column: 1 })), files: undefined, contract: undefined };
  const contract = buildContract(sources, diagnostics);
  const compiler = tools.compiler ?? createCompiler();
  const compiled = compiler.compile(contract.schemas);
  validate(sources, contract, compiled, tools.rulebook, diagnostics);
  const found = diagnostics.list(sources.positionOf);
  if (!diagnostics.ok) return { diagnostics: found, files: undefined, contract };
  // What has no validator is not held to anything: it was said that it could not be compiled.
  const broken = contract.schemas.filter(
    ({ name, isPlain }) => isPlain === true && compiled.errorOf(name) !== undefined,
  );
  const schemas = opened(contract.schemas, broken);
  const { codeOf } = broken.length === 0 ? compiled : compiler.compile(schemas);
  const rendered = await render({ ...contract, schemas }, codeOf, tools.assets, tools.types);
  const inputs = new Map([...sources.files].map(([path, { text }]) => [path, text]));
  const manifest = printManifest(manifestOf(inputs, rendered, tools.hashes));
  return { diagnostics: found, files: new Map([...rendered, [manifestFile, manifest]]), contract };
}

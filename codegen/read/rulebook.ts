import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Ajv, type ValidateFunction } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import type { Metaschema } from "../validate/document.ts";
import { compileVocabulary } from "../validate/document.ts";
import type { Rulebook } from "../validate/validate.ts";

/** Versions of AsyncAPI that the generator reads. */
const versions: readonly string[] = ["3.0.0", "3.1.0"];
const require = createRequire(import.meta.url);

/**
 * The official schema of AsyncAPI and our vocabulary's, ready to check documents. Compiling the official one takes a third
 * of a second, so the result is kept in `cache` when a folder is given.
 */
export function loadRulebook(cache?: string): Rulebook {
  const vocabulary = new URL("../vocabulary/x-eventwright.schema.json", import.meta.url);
  const compiled = new Map<string, ValidateFunction>();
  const metaschema: Metaschema = (version, document) => {
    if (!versions.includes(version)) return undefined;
    const validate = compiled.get(version) ?? compile(version, cache);
    compiled.set(version, validate);
    return validate(document) ? [] : (validate.errors ?? []);
  };
  return { metaschema, vocabulary: compileVocabulary(JSON.parse(readFileSync(vocabulary, "utf8"))) };
}

function compile(version: string, cache: string | undefined): ValidateFunction {
  const text = readFileSync(require.resolve(`@asyncapi/specs/schemas/${version}-without-$id.json`), "utf8");
  const hash = createHash("sha256").update(`1 ${text}`).digest("hex").slice(0, 16);
  const file = cache === undefined ? undefined : join(cache, `asyncapi-${version}-${hash}.cjs`);
  const kept = file === undefined ? undefined : load(file);
  if (kept !== undefined) return kept;
  // Formats are not checked: a reference may hold anything that the reader understands, and the reader reports it.
  const code = { source: file !== undefined };
  const ajv = new Ajv({
    allErrors: true,
    code,
    logger: false,
    strict: false,
    validateFormats: false,
    validateSchema: false,
  });
  const validate = ajv.compile(JSON.parse(text));
  if (file !== undefined && cache !== undefined) save(cache, file, standalone.default(ajv, validate));
  return validate;
}

function load(file: string): ValidateFunction | undefined {
  try {
    return require(file) as ValidateFunction;
  } catch {
    return undefined;
  }
}

/** A cache that cannot be written is none: the next run compiles again. */
function save(folder: string, file: string, code: string): void {
  try {
    // The code asks ajv for helpers; from the cache's folder it would not find it.
    const found = code.replace(
      /require\("(ajv\/[\w/]+)"\)/g,
      (_, path: string) => `require(${JSON.stringify(require.resolve(path))})`,
    );
    mkdirSync(folder, { recursive: true });
    writeFileSync(`${file}.${process.pid}.tmp`, found);
    renameSync(`${file}.${process.pid}.tmp`, file);
  } catch {
    return;
  }
}

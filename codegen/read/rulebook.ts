import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Ajv, ValidateFunction } from "ajv";
import type { Metaschema, Vocabulary } from "../validate/document.ts";
import type { Rulebook } from "../validate/validate.ts";

/** Versions of AsyncAPI that documents are checked by; those before 3 before they are converted. */
const versions: readonly string[] = ["3.0.0", "3.1.0", ..."0123456".split("").map((minor) => `2.${minor}.0`)];
const require = createRequire(import.meta.url);

/**
 * The official schema of AsyncAPI and our vocabulary's, ready to check documents. Compiling them takes half a second, so
 * the result is kept in `cache` when a folder is given; ajv itself is loaded only when there is something to compile.
 */
export function loadRulebook(cache?: string): Rulebook {
  const compiled = new Map<string, ValidateFunction>();
  const metaschema: Metaschema = (version, document) => {
    if (!versions.includes(version)) return undefined;
    const validate = compiled.get(version) ?? metaschemaOf(version, cache);
    compiled.set(version, validate);
    return validate(document) ? [] : (validate.errors ?? []);
  };
  let vocabulary: Vocabulary | undefined;
  return {
    metaschema,
    get vocabulary() {
      vocabulary ??= vocabularyOf(cache);
      return vocabulary;
    },
  };
}

function metaschemaOf(version: string, cache: string | undefined): ValidateFunction {
  const text = readFileSync(require.resolve(`@asyncapi/specs/schemas/${version}-without-$id.json`), "utf8");
  return keptOr(`asyncapi-${version}`, text, cache, (ajv, write) => {
    const validate = ajv.compile(JSON.parse(text));
    write(validate);
    return validate;
  });
}

function vocabularyOf(cache: string | undefined): Vocabulary {
  const text = readFileSync(new URL("../vocabulary/x-eventwright.schema.json", import.meta.url), "utf8");
  return keptOr("vocabulary", text, cache, (ajv, write) => {
    ajv.addSchema(JSON.parse(text), "vocabulary");
    const names = { contract: "contract", message: "message" } as const;
    const refs = Object.entries(names).map(([key, name]) => {
      const id = `eventwright-${name}`;
      ajv.addSchema({ $id: id, $ref: `vocabulary#/definitions/${name}` });
      return [key, id] as const;
    });
    const [contract, message] = refs.map(([, id]) => ajv.getSchema(id) as ValidateFunction);
    write(Object.fromEntries(refs));
    return { contract: contract as ValidateFunction, message: message as ValidateFunction };
  });
}

type Write = (what: ValidateFunction | Record<string, string>) => void;

/** What a schema was compiled into by an earlier run, or else by this one. */
function keptOr<T extends object>(
  name: string,
  text: string,
  cache: string | undefined,
  compile: (ajv: Ajv, write: Write) => T,
): T {
  const hash = createHash("sha256").update(`2 ${text}`).digest("hex").slice(0, 16);
  const file = cache === undefined ? undefined : join(cache, `${name}-${hash}.cjs`);
  const kept = file === undefined ? undefined : load(file);
  if (kept !== undefined) return kept as T;
  const { Ajv } = require("ajv") as typeof import("ajv");
  // Formats are not checked: a reference may hold anything that the reader understands, and the reader reports it.
  const ajv = new Ajv({
    allErrors: true,
    code: { source: file !== undefined },
    logger: false,
    strict: false,
    validateFormats: false,
    validateSchema: false,
  });
  return compile(ajv, (what) => {
    if (file === undefined || cache === undefined) return;
    const { default: standalone } = require("ajv/dist/standalone") as typeof import("ajv/dist/standalone/index.js");
    save(cache, file, (standalone as unknown as (ajv: Ajv, what: unknown) => string)(ajv, what));
  });
}

function load(file: string): object | undefined {
  try {
    return require(file) as object;
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

import type { JsonObject } from "../json/json.ts";
import { type CompiledSchema, closureOf, compileSchema } from "./compiler.ts";
import type { NamedSchema } from "./schema-table.ts";

/** The compiled schemas of one contract. */
export interface CompiledSchemas {
  /** A schema's validator; undefined when it cannot be compiled. */
  readonly validatorOf: (name: string) => CompiledSchema | undefined;
  /** Why a schema cannot be compiled; undefined when it can. */
  readonly errorOf: (name: string) => string | undefined;
  /** A schema's validator as source text. */
  readonly codeOf: (name: string) => string;
}

/** Compiles the schemas of a contract, and remembers them by their content. */
export interface SchemaCompiler {
  compile(schemas: readonly NamedSchema[]): CompiledSchemas;
}

interface Entry {
  readonly compiled: CompiledSchema | undefined;
  readonly error: string | undefined;
  code: string | undefined;
}

/** A compiler whose memory lasts as long as it does. Schemas are compiled on first use. */
export function createCompiler(): SchemaCompiler {
  let memory = new Map<string, Entry>();
  return {
    compile(schemas) {
      const byName = new Map(schemas.map((schema) => [schema.name, schema]));
      const names = new Map<string, Entry>();
      // What this contract does not use any more is forgotten, or a long watch would fill the memory.
      const known = memory;
      memory = new Map();
      const entryOf = (name: string): Entry => {
        const found = names.get(name);
        if (found !== undefined) return found;
        const schema = closureOf(name, byName);
        const key = JSON.stringify(schema);
        const entry = memory.get(key) ?? known.get(key) ?? compileEntry(schema);
        memory.set(key, entry);
        names.set(name, entry);
        return entry;
      };
      return {
        validatorOf: (name) => entryOf(name).compiled,
        errorOf: (name) => entryOf(name).error,
        codeOf(name) {
          const entry = entryOf(name);
          if (entry.compiled === undefined) throw new Error(`The schema ${name} cannot be compiled: ${entry.error}`);
          entry.code ??= entry.compiled.code();
          return entry.code;
        },
      };
    },
  };
}

function compileEntry(schema: JsonObject): Entry {
  try {
    return { compiled: compileSchema(schema), error: undefined, code: undefined };
  } catch (error) {
    return { compiled: undefined, error: (error as Error).message, code: undefined };
  }
}

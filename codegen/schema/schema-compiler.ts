import { type Compiled, check } from "../assets/runtime.js";
import {
  type CompiledPart,
  type CompiledSchema,
  collectParts,
  compilePart,
  contentOf,
  evaluate,
  joinParts,
  type SchemaCode,
} from "./compiler.ts";
import type { Emitted } from "./emit/scope.ts";
import type { NamedSchema } from "./schema-table.ts";

/** The compiled schemas of one contract. */
export interface CompiledSchemas {
  /** A schema's validator; undefined when it cannot be compiled. */
  readonly validatorOf: (name: string) => CompiledSchema | undefined;
  /** Why a schema, or one that it refers to, cannot be compiled; undefined when it can. */
  readonly errorOf: (name: string) => string | undefined;
  /** A schema's validator as source text: the same code that `validatorOf` runs. */
  readonly codeOf: (name: string) => SchemaCode;
}

/** Compiles the schemas of a contract, and remembers them by their content. */
export interface SchemaCompiler {
  compile(schemas: readonly NamedSchema[]): CompiledSchemas;
}

/** A compiler whose memory lasts as long as it does. Schemas are compiled on first use. */
export function createCompiler(): SchemaCompiler {
  let memory = new Map<string, CompiledPart>();
  return {
    compile(schemas) {
      // What this contract does not use any more is forgotten, or a long watch would fill the memory.
      const known = memory;
      memory = new Map();
      return compileAll(schemas, known, memory);
    },
  };
}

function compileAll(
  schemas: readonly NamedSchema[],
  known: ReadonlyMap<string, CompiledPart>,
  memory: Map<string, CompiledPart>,
): CompiledSchemas {
  const contents = new Map(schemas.map((schema) => [schema.name, contentOf(schema)]));
  const parts = new Map<string, CompiledPart>();
  const partOf = (name: string): CompiledPart => {
    const found = parts.get(name);
    if (found !== undefined) return found;
    const key = `${name} ${contents.get(name)}`;
    const old = known.get(key);
    const isSame = old !== undefined && [...old.looked].every(([other, content]) => contents.get(other) === content);
    const part = isSame ? old : compilePart(name, contents);
    memory.set(key, part);
    parts.set(name, part);
    return part;
  };

  /** The schema and all that it refers to, directly or not; or why one of them has no code. */
  const closures = new Map<string, ReadonlyMap<string, Emitted> | string>();
  const closureOf = (name: string): ReadonlyMap<string, Emitted> | string => {
    const found =
      closures.get(name) ?? collectParts(name, (other) => (contents.has(other) ? partOf(other) : undefined));
    closures.set(name, found);
    return found;
  };

  let functions: ReadonlyMap<string, Compiled> | undefined;
  const functionOf = (name: string): Compiled | undefined => {
    if (functions?.has(name) !== true) {
      // All at once: engines read a long text much faster than many short ones.
      const whole = new Map<string, Emitted>();
      for (const { name: other } of schemas) {
        const closure = closureOf(other);
        if (typeof closure !== "string") for (const [key, part] of closure) whole.set(key, part);
      }
      functions = evaluate(whole);
    }
    return functions.get(name);
  };
  return {
    validatorOf(name) {
      if (typeof closureOf(name) === "string") return undefined;
      return { check: (value) => check(functionOf(name) as Compiled, value) };
    },
    errorOf(name) {
      const closure = closureOf(name);
      return typeof closure === "string" ? closure : undefined;
    },
    codeOf(name) {
      const closure = closureOf(name);
      if (typeof closure === "string") throw new Error(`The schema ${name} cannot be compiled: ${closure}`);
      return joinParts(name, closure);
    },
  };
}

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

/** What a compiler remembers of one contract for the next. */
interface Memory {
  readonly parts: Map<string, CompiledPart>;
  readonly functions: Map<string, Evaluated>;
}

/** A function that runs, and the code that it was made of. */
interface Evaluated {
  readonly closure: ReadonlyMap<string, Emitted>;
  readonly compiled: Compiled;
}

/** A compiler whose memory lasts as long as it does. Schemas are compiled on first use. */
export function createCompiler(): SchemaCompiler {
  let memory: Memory = { parts: new Map(), functions: new Map() };
  return {
    compile(schemas) {
      // What this contract does not use any more is forgotten, or a long watch would fill the memory.
      const known = memory;
      memory = { parts: new Map(), functions: new Map() };
      return compileAll(schemas, known, memory);
    },
  };
}

function compileAll(schemas: readonly NamedSchema[], known: Memory, memory: Memory): CompiledSchemas {
  const contents = new Map(schemas.map((schema) => [schema.name, contentOf(schema)]));
  const parts = new Map<string, CompiledPart>();
  const partOf = (name: string): CompiledPart => {
    const found = parts.get(name);
    if (found !== undefined) return found;
    const key = `${name} ${contents.get(name)}`;
    const old = known.parts.get(key);
    const isSame = old !== undefined && [...old.looked].every(([other, content]) => contents.get(other) === content);
    const part = isSame ? old : compilePart(name, contents);
    memory.parts.set(key, part);
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

  const functionOf = (name: string): Compiled | undefined => {
    if (memory.functions.size === 0) evaluateAll();
    return memory.functions.get(name)?.compiled;
  };
  const evaluateAll = (): void => {
    const fresh = new Map<string, ReadonlyMap<string, Emitted>>();
    for (const { name } of schemas) {
      const closure = closureOf(name);
      if (typeof closure === "string") continue;
      const old = known.functions.get(name);
      if (old !== undefined && isSameCode(old.closure, closure)) memory.functions.set(name, { ...old, closure });
      else fresh.set(name, closure);
    }
    if (fresh.size === 0) return;
    // All at once: engines read a long text much faster than many short ones.
    const functions = evaluate(new Map([...fresh.values()].flatMap((closure) => [...closure])));
    for (const [name, closure] of fresh) {
      memory.functions.set(name, { closure, compiled: functions.get(name) as Compiled });
    }
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

function isSameCode(a: ReadonlyMap<string, Emitted>, b: ReadonlyMap<string, Emitted>): boolean {
  return a.size === b.size && [...a].every(([name, part]) => b.get(name) === part);
}

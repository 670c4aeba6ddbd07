import type { CompiledSchemas } from "../../schema/schema-compiler.ts";
import { createCompiler } from "../../schema/schema-compiler.ts";
import type { NamedSchema } from "../../schema/schema-table.ts";

const compiled = new WeakMap<readonly NamedSchema[], CompiledSchemas>();

/** The validators of one side, compiled on first use and remembered for as long as its list of schemas lives. */
export function validatorsOf(schemas: readonly NamedSchema[]): CompiledSchemas {
  const known = compiled.get(schemas) ?? createCompiler().compile(schemas);
  compiled.set(schemas, known);
  return known;
}

/**
 * Whether a document is valid; undefined when the schema cannot be compiled, or its validator throws: compiled equality of
 * objects stumbles over fields with names such as `toString`.
 */
export function isAccepted(schemas: readonly NamedSchema[], name: string, document: unknown): boolean | undefined {
  try {
    return validatorsOf(schemas).validatorOf(name)?.check(document).length === 0;
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

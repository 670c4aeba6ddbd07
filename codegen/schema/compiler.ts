import type { Compiled, Fault } from "../assets/runtime.js";
import * as runtime from "../assets/runtime.js";
import { by, isObject, type JsonObject, own, stringAt } from "../json/json.ts";
import { isCircular } from "./circles.ts";
import { emitNamed } from "./emit/emit-schema.ts";
import { type Emitted, functionOf } from "./emit/scope.ts";
import { checkWords, decisive } from "./emit/words.ts";
import type { NamedSchema } from "./schema-table.ts";
import { subschemasOf } from "./walk.ts";

/** A compiled schema. */
export interface CompiledSchema {
  /** The faults of a value; none when it is valid. */
  readonly check: (value: unknown) => readonly Fault[];
}

/** A schema as code: functions that call each other and helpers of the shared runtime. */
export interface SchemaCode {
  /** Helpers of the runtime, sorted. */
  readonly imports: readonly string[];
  /** The function of the schema itself. */
  readonly entry: string;
  readonly code: string;
}

/** Names of the formats that contracts may use. */
export const supportedFormats: readonly string[] = Object.keys(runtime.formats).sort();

/** The code of one schema by itself, or why there is none. */
export interface CompiledPart {
  readonly emitted: Emitted | undefined;
  readonly error: string | undefined;
  /** Content of the other schemas that the code depends on, by name; undefined where there is none. */
  readonly looked: ReadonlyMap<string, string | undefined>;
}

/** The words of a schema that decide about values, as text: two schemas with the same text get the same code. */
export function contentOf({ schema }: NamedSchema): string {
  return JSON.stringify(decisive(schema));
}

/**
 * Compiles a schema, without those that it refers to.
 * @param contents what `contentOf` says of every schema, by name
 */
export function compilePart(name: string, contents: ReadonlyMap<string, string>): CompiledPart {
  const looked = new Map<string, string | undefined>();
  const resolve = (other: string): JsonObject | undefined => {
    const content = contents.get(other);
    looked.set(other, content);
    return content === undefined ? undefined : JSON.parse(content);
  };
  try {
    const schema = JSON.parse(contents.get(name) ?? "{}") as JsonObject;
    checkWords(schema);
    if (isCircular(name, resolve)) throw new Error(`${name} refers back to itself for the same value, without end`);
    return { emitted: emitNamed(name, schema, resolve), error: undefined, looked };
  } catch (error) {
    return { emitted: undefined, error: (error as Error).message, looked };
  }
}

/**
 * The code of a schema and of all that it refers to, by name; or why one of them has none.
 * @param partOf the code of one schema by itself; undefined when there is no such schema
 */
export function collectParts(
  root: string,
  partOf: (name: string) => CompiledPart | undefined,
): ReadonlyMap<string, Emitted> | string {
  const collected = new Map<string, Emitted>();
  const waiting = [root];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (collected.has(name)) continue;
    const part = partOf(name);
    if (part === undefined) return `There is no schema ${name}`;
    if (part.emitted === undefined) return `${name === root ? "" : `${name}: `}${part.error}`;
    collected.set(name, part.emitted);
    waiting.push(...part.emitted.refs);
  }
  return collected;
}

/** Puts the code of schemas together. */
export function joinParts(name: string, parts: ReadonlyMap<string, Emitted>): SchemaCode {
  const others = [...parts.keys()].filter((other) => other !== name).sort();
  const all = [name, ...others].map((part) => parts.get(part)).filter((part) => part !== undefined);
  return {
    imports: [...new Set(all.flatMap((part) => [...part.imports]))].sort(),
    entry: functionOf(name),
    code: all.map(({ code }) => code).join("\n"),
  };
}

/** Runs code: the functions of the schemas by name. */
export function evaluate(parts: ReadonlyMap<string, Emitted>): ReadonlyMap<string, Compiled> {
  const imports = [...new Set([...parts.values()].flatMap((part) => [...part.imports]))].sort();
  const names = [...parts.keys()];
  const code = [...parts.values()].map((part) => part.code).join("\n");
  const body = `"use strict";\n${code}\nreturn [${names.map(functionOf).join(", ")}];`;
  const helpers = imports.map((helper) => own(runtime, helper));
  const functions = new Function(...imports, body)(...helpers) as readonly Compiled[];
  return new Map(names.map((name, index) => [name, functions[index] as Compiled]));
}

/** The schema with all schemas that it refers to, directly or not: complete by itself. */
export function closureOf(name: string, schemas: ReadonlyMap<string, NamedSchema>): JsonObject {
  const definitions = new Map<string, unknown>();
  const visit = (schema: unknown): void => {
    if (!isObject(schema)) return;
    const ref = stringAt(schema, "$ref")?.replace("#/$defs/", "");
    if (ref !== undefined && !definitions.has(ref)) {
      const target = schemas.get(ref)?.schema ?? {};
      definitions.set(ref, decisive(target));
      visit(target);
    }
    for (const sub of subschemasOf(schema)) visit(sub.schema);
  };
  const root = schemas.get(name)?.schema ?? {};
  visit(root);
  const content = decisive(root) as JsonObject;
  return definitions.size === 0
    ? content
    : { ...content, $defs: Object.fromEntries([...definitions].sort(by(([key]) => key))) };
}

/** Compiles a complete schema. Throws when it, or one of its `$defs`, cannot be compiled. */
export function compileSchema({ $defs, ...schema }: JsonObject): CompiledSchema {
  const definitions = Object.entries(isObject($defs) ? $defs : {});
  // No definition can have this name: it is not the text of a pointer's segment.
  const root = "~";
  const contents = new Map(
    [[root, schema] as const, ...definitions].map(([name, value]) => [name, JSON.stringify(decisive(value))]),
  );
  const parts = collectParts(root, (name) => (contents.has(name) ? compilePart(name, contents) : undefined));
  if (typeof parts === "string") throw new Error(parts);
  const compiled = evaluate(parts).get(root) as Compiled;
  return { check: (value) => runtime.check(compiled, value) };
}

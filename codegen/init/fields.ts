import { isDeepStrictEqual } from "node:util";
import type { Location } from "../diagnostics/diagnostic.ts";
import { isObject, type JsonObject, objectAt, own, stringAt, stringsAt } from "../json/json.ts";
import type { Contract } from "../model/contract.ts";
import { key, literal } from "../render/typescript/literals.ts";
import { decisive } from "../schema/emit/words.ts";
import type { NamedSchema } from "../schema/schema-table.ts";

/** A place that values can be taken from: an expression, and the schema of what it holds. */
export interface Source {
  readonly expression: string;
  readonly schema: string;
  /** The expression may be undefined at run time; whoever copies from it looks first. */
  readonly isOptional?: boolean;
}

/** An object literal for a schema, and the required fields for which nothing was found. */
export interface Filled {
  readonly entries: readonly string[];
  readonly missing: readonly string[];
  /** Expressions of the sources that were used. */
  readonly used: ReadonlySet<string>;
}

const prefix = "#/$defs/";

/** Follows references of a schema of the contract by name. */
export class Fields {
  readonly #schemas: ReadonlyMap<string, NamedSchema>;

  constructor({ schemas }: Contract) {
    this.#schemas = new Map(schemas.map((schema) => [schema.name, schema]));
  }

  /** Where the schema is written that a named one refers to in the end. */
  placeOf(name: string): Location | undefined {
    let found = this.#schemas.get(name);
    for (let steps = 0; steps < 32; steps++) {
      const next = this.#schemas.get((stringAt(found?.schema, "$ref") ?? "").slice(prefix.length));
      if (next === undefined) break;
      found = next;
    }
    return found?.at;
  }

  /** The properties of an object schema with what they refer to, and which are required. */
  of(name: string): ReadonlyMap<string, { readonly schema: JsonObject; readonly required: boolean }> {
    const schema = this.#resolved(this.#schemas.get(name)?.schema);
    const required = stringsAt(schema, "required");
    return new Map(
      Object.entries(objectAt(schema, "properties")).map(([field, sub]) => [
        field,
        { schema: this.#resolved(sub), required: required.includes(field) },
      ]),
    );
  }

  /**
   * Fills an object from sources: a field is copied from the first that has one of the same name and the same kind of
   * value. `known` are expressions for fields that no source has, by name.
   */
  fill(name: string, sources: readonly Source[], known: Readonly<Record<string, string>> = {}): Filled {
    const entries: string[] = [];
    const missing: string[] = [];
    const used = new Set<string>();
    for (const [field, { schema, required }] of this.of(name)) {
      const found = sources
        .map((source) => ({ source, field: this.of(source.schema).get(field) }))
        .find((candidate) => candidate.field !== undefined && this.#fits(candidate.field.schema, schema));
      if (found?.field !== undefined) {
        const value = `${found.source.expression}${accessor(field)}`;
        if (found.field.required) entries.push(`${key(field)}: ${value}`);
        else if (!required) entries.push(`...(${value} !== undefined && { ${key(field)}: ${value} })`);
        else missing.push(field);
        if (found.field.required || !required) used.add(found.source.expression);
        continue;
      }
      const constant = own(schema, "const");
      const value = typeof constant === "string" ? literal(constant) : known[field];
      if (value !== undefined) entries.push(`${key(field)}: ${value}`);
      else if (required) missing.push(field);
    }
    return { entries, missing, used };
  }

  /** The texts that a field may hold, where the contract lists them. */
  textsOf(name: string, field: string): readonly string[] {
    return stringsAt(this.of(name).get(field)?.schema, "enum");
  }

  #resolved(schema: unknown): JsonObject {
    let current = schema;
    for (let steps = 0; steps < 32; steps++) {
      const ref = stringAt(current, "$ref");
      if (ref === undefined) break;
      current = this.#schemas.get(ref.slice(prefix.length))?.schema;
    }
    return isObject(current) ? current : {};
  }

  /** Whether a value of one schema surely has the type of the other. Bounds are left to the validators. */
  #fits(from: JsonObject, to: JsonObject): boolean {
    if (sameWords(from, to)) return true;
    const types = [own(from, "type"), own(to, "type")];
    const isPlain = !["enum", "const", "anyOf", "oneOf", "allOf", "properties", "items"].some((word) => word in to);
    return isPlain && typeof types[0] === "string" && types[0] === types[1] && types[0] !== "array";
  }
}

/** Compares what two schemas say, leaving out what they say to people. */
function sameWords(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(decisive(a), decisive(b));
}

/** How a property is read. */
export function accessor(field: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(field) ? `.${field}` : `[${literal(field)}]`;
}

/** An object literal of entries: on one line where it fits, else one entry a line. */
export function objectOf(entries: readonly string[], indent: string): string {
  if (entries.length === 0) return "{}";
  const flat = `{ ${entries.join(", ")} }`;
  if (flat.length + indent.length <= 90) return flat;
  return `{\n${entries.map((entry) => `${indent}  ${entry},\n`).join("")}${indent}}`;
}

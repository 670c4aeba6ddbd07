import type { SchemaSide } from "../compatibility/schemas/side.ts";
import { isObject, type JsonObject, listAt, objectAt, own, stringAt, stringsAt } from "../json/json.ts";
import { closureOf, compileSchema } from "../schema/compiler.ts";
import { type CompiledSchemas, createCompiler } from "../schema/schema-compiler.ts";
import type { NamedSchema } from "../schema/schema-table.ts";

/** A contract's schemas made ready for making documents. */
export interface Prepared {
  /** The schema that a reference means; undefined when there is none. */
  readonly resolve: (ref: string) => unknown;
  /** How many levels the flattest document of a schema has: 0 for a text; Infinity when it has no document that ends. */
  readonly height: (schema: unknown) => number;
  /** Whether a document fits a named schema, as the generated validators see it. */
  readonly isValid: (name: string, document: unknown) => boolean;
  /** Whether a value fits some schema of the contract. */
  readonly accepts: (schema: unknown, value: unknown) => boolean;
}

const known = new WeakMap<readonly NamedSchema[], Prepared>();

/** Prepares a side; what was prepared for the same list of schemas is used again. */
export function prepare({ schemas }: SchemaSide): Prepared {
  const found = known.get(schemas);
  if (found !== undefined) return found;
  const fresh = preparedFrom(schemas);
  known.set(schemas, fresh);
  return fresh;
}

function preparedFrom(schemas: readonly NamedSchema[]): Prepared {
  const byName = new Map(schemas.map((schema) => [schema.name, schema]));
  const resolve = (ref: string) => byName.get(ref.replace("#/$defs/", ""))?.schema;
  const heights = heightsOf(schemas);
  const height = (schema: unknown) => heightOf(schema, heights);
  let compiled: CompiledSchemas | undefined;
  const checks = new WeakMap<JsonObject, (value: unknown) => boolean>();
  const accepts = (schema: unknown, value: unknown): boolean => {
    if (!isObject(schema)) return schema !== false;
    const check = checks.get(schema) ?? checkOf(schema, byName);
    checks.set(schema, check);
    return check(value);
  };
  return {
    resolve,
    height,
    accepts,
    isValid(name, document) {
      compiled ??= createCompiler().compile(schemas);
      try {
        return compiled.validatorOf(name)?.check(document).length === 0;
      } catch {
        // Compiled validators of some schemas with \`unevaluatedProperties\` throw: there is no verdict, so no valid document.
        return false;
      }
    },
  };
}

function checkOf(schema: JsonObject, byName: ReadonlyMap<string, NamedSchema>): (value: unknown) => boolean {
  const part: NamedSchema = {
    name: "",
    at: { file: "", pointer: "" },
    dialect: "2020-12",
    schema,
    published: {},
    id: "",
  };
  try {
    const { check } = compileSchema(closureOf("", new Map([...byName, ["", part]])));
    return (value) => {
      try {
        return check(value).length === 0;
      } catch {
        return true;
      }
    };
  } catch {
    // A part that cannot stand alone says nothing; the whole document is checked in any case.
    return () => true;
  }
}

/** Heights of all named schemas: begins with "none has a document that ends" and improves until nothing changes. */
function heightsOf(schemas: readonly NamedSchema[]): ReadonlyMap<string, number> {
  const heights = new Map<string, number>();
  for (let isDone = false; !isDone; ) {
    isDone = true;
    for (const { name, schema } of schemas) {
      const height = heightOf(schema, heights);
      if (height === (heights.get(name) ?? Number.POSITIVE_INFINITY)) continue;
      heights.set(name, height);
      isDone = false;
    }
  }
  return heights;
}

function heightOf(schema: unknown, heights: ReadonlyMap<string, number>): number {
  if (schema === false) return Number.POSITIVE_INFINITY;
  if (!isObject(schema)) return 0;
  const below = (part: unknown) => heightOf(part, heights);
  const ref = stringAt(schema, "$ref");
  const parts = listAt(schema, "allOf").map(below);
  if (ref !== undefined) parts.push(heights.get(ref.replace("#/$defs/", "")) ?? Number.POSITIVE_INFINITY);
  for (const word of ["anyOf", "oneOf"]) {
    const branches = listAt(schema, word);
    if (branches.length > 0) parts.push(Math.min(...branches.map(below)));
  }
  if (own(schema, "const") === undefined && own(schema, "enum") === undefined) parts.push(ownHeight(schema, below));
  return Math.max(0, ...parts);
}

/** The levels that a schema's own words ask for. */
function ownHeight(schema: JsonObject, below: (part: unknown) => number): number {
  const types = [own(schema, "type")].flat();
  const isOnly = (type: string) => types.length === 1 && (types[0] === type || types[0] === undefined);
  const properties = objectAt(schema, "properties");
  const required = stringsAt(schema, "required");
  if (isOnly("object") && required.length > 0) {
    return 1 + Math.max(...required.map((name) => below(own(properties, name) ?? true)));
  }
  const least = own(schema, "minItems");
  if (isOnly("array") && typeof least === "number" && least > 0) {
    const tuple = listAt(schema, "prefixItems");
    const items = [...tuple.slice(0, least), ...(least > tuple.length ? [own(schema, "items") ?? true] : [])];
    return 1 + Math.max(...items.map(below));
  }
  return types[0] === "object" || types[0] === "array" ? 1 : 0;
}

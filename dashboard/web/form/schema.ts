import { isObject, type Json, tokensOf } from "../json/pointer.ts";

/** A JSON Schema: an object of keywords; `true` takes everything, `false` nothing. */
export type Schema = boolean | SchemaObject;

/** As far as forms and checks know the keywords of drafts 7 to 2020-12. */
export interface SchemaObject {
  readonly $ref?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly multipleOf?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly items?: Schema | readonly Schema[];
  readonly prefixItems?: readonly Schema[];
  readonly additionalItems?: Schema;
  readonly contains?: Schema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly if?: Schema;
  readonly then?: Schema;
  readonly else?: Schema;
}

/** A document that schemas refer into, such as an OpenAPI one. */
export type SchemaDocument = Json;

/** Follows references within the document. One that leads nowhere, or only to itself, takes everything: the server decides. */
export function resolved(schema: Schema, document: SchemaDocument): Schema {
  let found = schema;
  for (let step = 0; step < 50; step++) {
    if (typeof found === "boolean" || found.$ref === undefined) return found;
    const { $ref, ...beside } = found;
    const target = targetOf($ref, document);
    if (target === undefined) return true;
    // What stands beside a reference, such as a description, is nearer to its use.
    found = isObject(target) ? { ...target, ...beside } : target;
  }
  return true;
}

function targetOf(reference: string, document: SchemaDocument): Schema | undefined {
  if (!reference.startsWith("#")) return undefined;
  let found: Json = document;
  for (const token of tokensOf(decodeURIComponent(reference.slice(1)))) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, token)) return undefined;
    found = (found as Readonly<Record<string, Json>>)[token];
  }
  return typeof found === "boolean" || isObject(found) ? (found as Schema) : undefined;
}

/** The types that a schema names; none when it names none. */
export function typesOf(schema: SchemaObject): readonly string[] {
  return schema.type === undefined ? [] : typeof schema.type === "string" ? [schema.type] : schema.type;
}

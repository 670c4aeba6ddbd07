import { _, Ajv2020 } from "ajv/dist/2020.js";
import { formats } from "../../../codegen/assets/runtime.js";
import { closureOf } from "../../../codegen/schema/compiler.ts";
import type { NamedSchema } from "../../../codegen/schema/schema-table.ts";

/**
 * What ajv says of documents: an opinion that owes nothing to our own validators. It has our formats, which are compared
 * with those of ajv-formats by a test of their own. Throws when ajv cannot compile the schema.
 */
export function ajvVerdict(schemas: readonly NamedSchema[], name: string): (document: unknown) => boolean {
  const ajv = new Ajv2020({
    allowUnionTypes: true,
    code: { formats: _`formats` },
    logger: false,
    multipleOfPrecision: 12,
    ownProperties: true,
    strict: false,
    validateSchema: false,
  });
  for (const [format, definition] of Object.entries(formats)) ajv.addFormat(format, definition);
  return ajv.compile(closureOf(name, new Map(schemas.map((schema) => [schema.name, schema]))));
}

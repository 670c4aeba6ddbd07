import { Ajv2020 } from "ajv/dist/2020.js";
import { formats } from "../../../../codegen/assets/runtime.js";
import type { SchemaSide } from "../../../../codegen/compatibility/schemas/side.ts";

/** Whether a document fits; undefined when the validator gives up, as it does on schemas that refer to themselves in place. */
export type Fits = (document: unknown) => boolean | undefined;

/** The validator that nobody of ours has touched, but for the formats and what numbers and fields mean in generated code. */
export function plainAjv({ schemas, name }: SchemaSide): Fits {
  const ajv = new Ajv2020({
    // Without it ajv takes an empty list for one that holds what \`contains\` asks for, when there are \`prefixItems\` too.
    allErrors: true,
    multipleOfPrecision: 12,
    ownProperties: true,
    strict: false,
    validateSchema: false,
  });
  for (const [format, definition] of Object.entries(formats)) ajv.addFormat(format, definition);
  const $defs = Object.fromEntries(schemas.map(({ name: key, schema }) => [key, schema]));
  try {
    const compiled = ajv.compile({ $defs, $ref: `#/$defs/${name}` });
    return (document) => {
      try {
        return compiled(document) as boolean;
      } catch {
        return undefined;
      }
    };
  } catch {
    return () => undefined;
  }
}

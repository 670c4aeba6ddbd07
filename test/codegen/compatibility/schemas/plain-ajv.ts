import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";

/** Whether ajv accepts a document, with nothing of ours between. */
export function acceptedByAjv(schema: unknown, document: unknown): boolean {
  const ajv = new Ajv2020({ strict: false, ownProperties: true, multipleOfPrecision: 12 });
  formats.default(ajv);
  return ajv.compile(schema as object)(document);
}

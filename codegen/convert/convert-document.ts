import { createRequire } from "node:module";
import { isObject, type JsonObject } from "../json/json.ts";
import { marked, type Origins, unmarked } from "./origins.ts";

/** The version that older documents are converted to. */
export const convertedVersion = "3.1.0";

/** A document in the present version of AsyncAPI, and where its parts stood before. */
export interface ConvertedDocument {
  readonly value: JsonObject;
  readonly origins: Origins;
}

/** Whether a document is of a version that can be converted: 1.x or 2.x. */
export function isConvertible(version: string): boolean {
  return /^[12]\./.test(version);
}

type Convert = (document: object, version: string) => unknown;

/** The converter speaks to the console while it works; what it says has no place and would spoil `--json`. */
function quietly<T>(work: () => T): T {
  const { warn } = console;
  console.warn = () => {};
  try {
    return work();
  } finally {
    console.warn = warn;
  }
}

/** Converts a document by the official converter. Throws what that throws: a sentence that says what it cannot convert. */
export function convertDocument(document: JsonObject): ConvertedDocument {
  // Loaded when it is needed: most documents need no conversion.
  const { convert } = createRequire(import.meta.url)("@asyncapi/converter") as { readonly convert: Convert };
  const converted = quietly(() => convert(marked(document) as JsonObject, convertedVersion));
  if (!isObject(converted)) throw new Error("The converter answers no document.");
  return unmarked(converted);
}

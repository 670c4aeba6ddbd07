import type { Location } from "../diagnostics/diagnostic.ts";
import { own, stringAt } from "../json/json.ts";
import { placeBelow } from "./resolver.ts";

/** A place in the AsyncAPI document where a JSON Schema stands. */
export interface SchemaRoot {
  readonly at: Location;
  readonly schema: unknown;
  /** `schemaFormat` of the multi-format wrapper around it, when there is one. */
  readonly format: string | undefined;
}

/** Looks through AsyncAPI's multi-format wrapper `{schemaFormat, schema}`. */
export function unwrap(at: Location, value: unknown): SchemaRoot {
  const format = stringAt(value, "schemaFormat");
  const schema = own(value, "schema");
  if (format === undefined || schema === undefined) return { at, schema: value, format: undefined };
  return { at: placeBelow(at, "schema"), schema, format };
}

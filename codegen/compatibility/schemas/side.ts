import type { NamedSchema } from "../../schema/schema-table.ts";

/** One side of a comparison: a schema of a contract with all that it refers to. */
export interface SchemaSide {
  /** All schemas of the contract; those that `name` does not lead to play no part. */
  readonly schemas: readonly NamedSchema[];
  /** Name of the schema that is meant. */
  readonly name: string;
}

import type { SchemaRuleName } from "../../../../../codegen/compatibility/schemas/catalogue.ts";

/** What a comparison says: nothing found, or the rules of what was found. */
export type Expected = "compatible" | SchemaRuleName | readonly SchemaRuleName[];

/** A kind of change, with what it means for documents of the old version (`old`) and of the new version (`new`). */
export interface Change {
  /** What somebody does to a contract, in a few words. */
  readonly change: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Old documents meet the new schema: commands, and one half of stored events. */
  readonly old: Expected;
  /** New documents meet the old schema: notifications, and the other half of stored events. */
  readonly new: Expected;
}

/** Changes of one group of words. */
export interface ChangeGroup {
  readonly title: string;
  /** The words of JSON Schema that it is about. */
  readonly words: string;
  readonly changes: readonly Change[];
}

/** An open object with these fields. */
export function open(properties: Readonly<Record<string, unknown>>, required: readonly string[] = []): object {
  return { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
}

/** A closed object with these fields. */
export function closed(properties: Readonly<Record<string, unknown>>, required: readonly string[] = []): object {
  return { ...open(properties, required), additionalProperties: false };
}

export const text = { type: "string" };
export const whole = { type: "integer" };

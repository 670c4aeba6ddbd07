import { fieldOf, shows } from "../../form/fields.ts";
import type { Schema } from "../../form/schema.ts";
import { isObject, type Json, valueAt } from "../../json/pointer.ts";

/** A command's schema in the contract that is published. */
export interface CommandSchema {
  readonly schema: Schema;
  /** What it refers into. */
  readonly document: Json;
}

/**
 * The schema of a command's type, such as `credits.TransferCredits.v1`, in the document at `/api/asyncapi.json`. Undefined for private
 * commands, which are in no published document, and for versions that it does not have: their payload is checked by the dry run.
 */
export function schemaOf(type: string, document: Json): CommandSchema | undefined {
  const [, name, version] = /\.([^.]+)\.v(\d+)$/.exec(type) ?? [];
  const messages = valueAt(document, "/components/messages");
  if (name === undefined || !isObject(messages)) return undefined;
  for (const message of Object.values(messages)) {
    const marks = valueAt(message, "/x-eventwright");
    if (!isObject(message) || !isObject(marks) || marks["kind"] !== "command") continue;
    if (message["name"] !== name || String(marks["version"] ?? 1) !== version) continue;
    return message["payload"] === undefined ? undefined : { schema: message["payload"] as Schema, document };
  }
  return undefined;
}

/** Whether a form shows all of a value: otherwise it is edited as JSON alone. */
export const isFormable = ({ schema, document }: CommandSchema, value: Json): boolean =>
  shows(fieldOf(schema, document), value);

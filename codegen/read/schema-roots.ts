import type { Location } from "../diagnostics/diagnostic.ts";
import { isObject, objectAt, own, stringAt } from "../json/json.ts";
import { pointer } from "../json/pointer.ts";

/** A place in the AsyncAPI document where a JSON Schema stands. */
export interface SchemaRoot extends Location {
  readonly schema: unknown;
  /** `schemaFormat` of the multi-format wrapper around it, when there is one. */
  readonly format: string | undefined;
}

/** All places of the document where schemas stand: components, and the payload and headers of messages. */
export function schemaRootsOf(file: string, document: unknown): readonly SchemaRoot[] {
  const roots: SchemaRoot[] = [];
  const add = (at: string, value: unknown) => {
    if (isObject(value) || typeof value === "boolean") roots.push(unwrap({ file, pointer: at }, value));
  };
  const addMessages = (base: string, messages: object) => {
    for (const [name, message] of Object.entries(messages)) {
      if (stringAt(message, "$ref") !== undefined) continue;
      add(pointer(base, name, "payload"), own(message, "payload"));
      add(pointer(base, name, "headers"), own(message, "headers"));
    }
  };
  const components = objectAt(document, "components");
  for (const [name, schema] of Object.entries(objectAt(components, "schemas"))) {
    add(pointer("/components/schemas", name), schema);
  }
  addMessages("/components/messages", objectAt(components, "messages"));
  for (const [name, channel] of Object.entries(objectAt(document, "channels"))) {
    addMessages(pointer("/channels", name, "messages"), objectAt(channel, "messages"));
  }
  return roots;
}

/** Looks through AsyncAPI's multi-format wrapper `{schemaFormat, schema}`. */
export function unwrap(at: Location, value: unknown): SchemaRoot {
  const format = stringAt(value, "schemaFormat");
  if (format === undefined) return { ...at, schema: value, format };
  return { file: at.file, pointer: pointer(at.pointer, "schema"), schema: own(value, "schema"), format };
}

import { isObject, type JsonObject, objectAt, own, stringAt } from "../json/json.ts";
import { pointer } from "../json/pointer.ts";
import { unwrap } from "../read/schema-roots.ts";
import type { NamedSchema, SchemaTable } from "../schema/schema-table.ts";

const format2020 = "application/schema+json;version=draft-2020-12";

/** The document with every schema under `components.schemas`, so that it is whole without any other file. */
export function bundleOf(
  document: JsonObject,
  schemas: readonly NamedSchema[],
  table: SchemaTable,
  file: string,
): JsonObject {
  const byName = new Map(schemas.map((schema) => [schema.name, schema]));
  const refer = (name: string): unknown => wrap(byName.get(name), { $ref: `#/components/schemas/${name}` });
  const bundleMessages = (messages: JsonObject, base: string): JsonObject =>
    Object.fromEntries(
      Object.entries(messages).map(([name, message]) => {
        if (!isObject(message) || stringAt(message, "$ref") !== undefined) return [name, message];
        const headers = bundleHeaders(own(message, "headers"), pointer(base, name, "headers"));
        const payloadName = table.nameOfPayload({ file, pointer: pointer(base, name, "payload") });
        const payload =
          own(message, "payload") === undefined || payloadName === undefined ? {} : { payload: refer(payloadName) };
        return [name, { ...message, ...(headers === undefined ? {} : { headers }), ...payload }];
      }),
    );
  const bundleHeaders = (headers: unknown, at: string): unknown => {
    const root = unwrap({ file, pointer: at }, headers);
    const ref = stringAt(root.schema, "$ref");
    return ref === undefined ? headers : refer(table.nameOfReference(file, ref));
  };
  const components = objectAt(document, "components");
  const channels = Object.entries(objectAt(document, "channels")).map(([name, channel]) => {
    if (!isObject(channel) || own(channel, "messages") === undefined) return [name, channel];
    const messages = bundleMessages(objectAt(channel, "messages"), pointer("/channels", name, "messages"));
    return [name, { ...channel, messages }];
  });
  return {
    ...document,
    ...(own(document, "channels") === undefined ? {} : { channels: Object.fromEntries(channels) }),
    components: {
      ...components,
      schemas: Object.fromEntries(schemas.map((schema) => [schema.name, wrap(schema, schema.published)])),
      messages: bundleMessages(objectAt(components, "messages"), "/components/messages"),
    },
    ...bundleWords(document, table),
  };
}

/** Read models name their documents as components; a schema that two components lead to has one name in the bundle. */
function bundleWords(document: JsonObject, table: SchemaTable): JsonObject {
  const words = own(document, "x-eventwright");
  const readModels = own(words, "readModels");
  if (!isObject(words) || !isObject(readModels)) return {};
  const renamed = Object.entries(readModels).map(([name, readModel]) => {
    const key = stringAt(readModel, "document");
    const found = key === undefined ? undefined : table.nameOfComponent(key);
    return [name, isObject(readModel) && found !== undefined ? { ...readModel, document: found } : readModel];
  });
  return { "x-eventwright": { ...words, readModels: Object.fromEntries(renamed) } };
}

/** AsyncAPI's own schema object is draft-07; what is written in 2020-12 says so. */
function wrap(schema: NamedSchema | undefined, content: JsonObject): unknown {
  return schema?.dialect === "2020-12" && !("$ref" in content)
    ? { schemaFormat: format2020, schema: content }
    : content;
}

/** A small contract with one private event, with a schema file and a list of handlers: files by path. */
export const shop = {
  "asyncapi.yaml": `# Comments stay.
asyncapi: 3.1.0
info: { title: Shop, version: 1.0.0 }
channels: {}
operations: {}
components:
  messages:
    "Added": # with one here
      description: >
        Added, in a text
        of two lines.
      payload:
        $ref: './schemas/added.v1.json'
      x-eventwright:
        kind: event
        version: 1 # the first
        visibility: private
        stream: shop
        streamId: /id
      examples:
        - payload: &first
            id: a

    # the end
x-eventwright: { vocabulary: 1, name: shop, source: /shop, schemaBase: "https://shop.example/", topic: "shop-events", streams: { shop: { description: One. } } }
`,
  "schemas/added.v1.json": `{
  "$id": "https://shop.example/schemas/added.v1.json",
  "$schema": "http://json-schema.org/draft-07/schema#",
  "type": "object",
  "required": ["id"],
  "properties": { "id": { "type": "string" } }
}
`,
  "handlers/index.ts": `import type { Handlers } from "../generated/handlers.ts";
import { shop } from "./shop.ts";

export const handlers: Handlers = {
  streams: { shop },
};
`,
} as const;

import { isObject, type JsonObject } from "../json/json.ts";
import type { Dialect } from "../schema/dialect.ts";
import { mapSubschemas } from "../schema/walk.ts";
import { pages } from "./model/paths.ts";
import type { Site } from "./model/site.ts";
import { relativeTo } from "./pages/page.ts";

const dialects: Readonly<Record<Dialect, string>> = {
  "draft-04": "http://json-schema.org/draft-04/schema#",
  "draft-06": "http://json-schema.org/draft-06/schema#",
  "draft-07": "http://json-schema.org/draft-07/schema#",
  "2019-09": "https://json-schema.org/draft/2019-09/schema",
  "2020-12": "https://json-schema.org/draft/2020-12/schema",
  "openapi-3.0": "https://spec.openapis.org/oas/3.0/schema/2021-09-28",
};

/** What can be downloaded: the public part of the contract as one document, and each schema at the path of its `$id`. */
export function downloads(site: Site): ReadonlyMap<string, string> {
  const files = new Map<string, string>([[pages.contract, `${JSON.stringify(site.contract.bundle)}\n`]]);
  for (const [file, { dialect, id, published }] of site.published) {
    const content = referring(published, (name) => relativeTo(file, site.fileOf(name))) as JsonObject;
    files.set(file, `${JSON.stringify({ $schema: dialects[dialect], $id: id, ...content })}\n`);
  }
  return files;
}

/** A schema whose references lead to other files. Paths are the same in the site and below the address of the ids. */
function referring(schema: unknown, to: (name: string) => string): unknown {
  if (!isObject(schema)) return schema;
  const mapped = mapSubschemas(schema, (sub) => referring(sub, to));
  const ref = mapped["$ref"];
  return typeof ref === "string" ? { ...mapped, $ref: to(ref.replace("#/components/schemas/", "")) } : mapped;
}

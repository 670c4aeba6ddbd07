import { isObject, type JsonObject, objectAt, own, stringAt } from "../json/json.ts";
import type { Sources } from "../read/read-contract.ts";
import { type Place, placeBelow, placeKey, type Resolver } from "../read/resolver.ts";
import { formatOf } from "../schema/dialect.ts";
import type { NamedSchema, SchemaTable } from "../schema/schema-table.ts";

/** The document with every schema under `components.schemas`, so that it is whole without any other file. */
export function bundleOf(
  document: Place,
  { resolver, contract }: Sources,
  schemas: readonly NamedSchema[],
  table: SchemaTable,
): JsonObject {
  const bundled = new Bundler(resolver, contract.path, schemas, table).bundle(document);
  const whole = isObject(bundled) ? bundled : {};
  const components = objectAt(whole, "components");
  return {
    ...whole,
    components: {
      ...components,
      schemas: Object.fromEntries(schemas.map((schema) => [schema.name, wrap(schema, schema.published)])),
      messages: objectAt(components, "messages"),
    },
    ...bundleWords(document.value, table),
  };
}

/** Read models name their documents as components; a schema that two components lead to has one name in the bundle. */
function bundleWords(document: unknown, table: SchemaTable): JsonObject {
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

class Bundler {
  readonly #resolver: Resolver;
  readonly #contract: string;
  readonly #byName: ReadonlyMap<string, NamedSchema>;
  readonly #table: SchemaTable;

  constructor(resolver: Resolver, contract: string, schemas: readonly NamedSchema[], table: SchemaTable) {
    this.#resolver = resolver;
    this.#contract = contract;
    this.#byName = new Map(schemas.map((schema) => [schema.name, schema]));
    this.#table = table;
  }

  /** A part of the document. `around`: the places in other files that it is brought in from. */
  bundle(place: Place, around: readonly string[] = []): unknown {
    const { at, value } = place;
    if (Array.isArray(value)) {
      return value.map((item, index) => this.bundle({ at: placeBelow(at, index), value: item }, around));
    }
    if (!isObject(value)) return value;
    const ref = stringAt(value, "$ref");
    if (ref !== undefined) return this.#reference(place, ref, around);
    return Object.fromEntries(
      Object.entries(value).map(([word, item]) => [word, this.#word(place, word, item, around)]),
    );
  }

  #word({ at, value }: Place, word: string, item: unknown, around: readonly string[]): unknown {
    const below = { at: placeBelow(at, word), value: item };
    // Data is taken as it is, whatever words it holds.
    if (["examples", "default", "const", "enum"].includes(word) || word.startsWith("x-")) return item;
    if (word === "headers" && isMessage(at.pointer, value)) return this.#table.publishedAt(below);
    const payload = word === "payload" ? this.#table.nameOfPayload(below.at) : undefined;
    if (payload !== undefined) return this.#refer(payload);
    // The schemas are those of the table.
    if (word === "schemas" && at.pointer === "/components" && at.file === this.#contract) return {};
    return this.bundle(below, around);
  }

  /** References within the document stay; what stands in other files is brought in. */
  #reference(place: Place, ref: string, around: readonly string[]): unknown {
    const next = this.#resolver.step(place.at, ref);
    if ("problem" in next) return place.value;
    const isSchema = next.at.file === this.#contract && /^\/components\/schemas\/[^/]+$/.test(next.at.pointer);
    if (isSchema) return this.#table.publishedAt(place);
    if (next.at.file === this.#contract && place.at.file === this.#contract) return place.value;
    const key = placeKey(next.at);
    return around.includes(key) ? place.value : this.bundle(next, [...around, key]);
  }

  #refer(name: string): unknown {
    return wrap(this.#byName.get(name), { $ref: `#/components/schemas/${name}` });
  }
}

/** Whether an object may be a message or a message trait: headers of those are schemas. */
function isMessage(pointer: string, value: unknown): boolean {
  return !/\/bindings(\/|$)/.test(pointer) && isObject(value);
}

/** AsyncAPI's own schema object is draft-07; what is written in another dialect says so. */
function wrap(schema: NamedSchema | undefined, content: JsonObject): unknown {
  const format = schema && formatOf(schema.dialect);
  return format !== undefined && !("$ref" in content) ? { schemaFormat: format, schema: content } : content;
}

import type { Diagnostics, Location } from "../diagnostics/diagnostic.ts";
import { by, isObject, type JsonObject, own, stringAt } from "../json/json.ts";
import { pointer, segmentsOf, valueAt } from "../json/pointer.ts";
import type { FreeNames } from "../model/free-names.ts";
import { pascalCase } from "../model/names.ts";
import type { Sources } from "../read/read-contract.ts";
import { targetOf } from "../read/references.ts";
import { schemaRootsOf, unwrap } from "../read/schema-roots.ts";
import { type Dialect, dialectOf, modernised } from "./dialect.ts";
import { mapSubschemas, subschemasOf } from "./walk.ts";

/** A schema with a name of its own. References between schemas go by these names only. */
export interface NamedSchema {
  readonly name: string;
  readonly at: Location;
  readonly dialect: Dialect;
  /** In words of 2020-12; references read `#/$defs/<name>`. */
  readonly schema: JsonObject;
  /** In the words it was written in; references read `#/components/schemas/<name>`. */
  readonly published: JsonObject;
  /** Address that the schema is published under. */
  readonly id: string;
  /** Whether only messages without a kind need it: it is then taken as it is, as far as it is understood. */
  readonly isPlain?: boolean;
}

interface Entry {
  readonly key: string;
  readonly at: Location;
  readonly value: unknown;
  readonly dialect: Dialect;
  readonly isPlain: boolean;
  name: string;
}

/** What references lead to in the end, and the `schemaFormat` of the wrapper around it. */
interface End {
  readonly at: Location;
  readonly value: unknown;
  readonly format: string | undefined;
}

/** Makes the table of all schemas. Every `$ref` target becomes a schema with a name, every payload one of its own. */
export class SchemaTable {
  readonly #sources: Sources;
  readonly #diagnostics: Diagnostics;
  readonly #schemaBase: string;
  readonly #entries = new Map<string, Entry>();
  readonly #payloads: Entry[] = [];
  readonly #payloadNames = new Map<string, string>();
  /** Whether what is found now is only needed by messages without a kind. */
  #isPlain: boolean;

  constructor(sources: Sources, schemaBase: string, diagnostics: Diagnostics, isApp: boolean) {
    this.#sources = sources;
    this.#diagnostics = diagnostics;
    this.#schemaBase = schemaBase;
    this.#isPlain = !isApp;
    const { path, value } = sources.contract;
    for (const root of schemaRootsOf(path, value)) {
      const isComponent = root.pointer.startsWith("/components/schemas/");
      if (isComponent) this.#intern(root, root.format, segmentsOf(root.pointer)?.[2]);
    }
  }

  /**
   * Takes the payload of a message as a schema of its own, named after the message and its version. Messages with a kind
   * come first: what they need is held to the contract language.
   */
  addPayload(name: string, at: Location, payload: unknown, isPlain: boolean): string {
    this.#isPlain ||= isPlain;
    this.#payloadNames.set(keyOf(at), name);
    const root = unwrap(at, payload);
    const end = this.#follow(root, root.schema) ?? (isPlain ? { at: root, value: true, format: undefined } : undefined);
    if (end === undefined) return name;
    // In a bundle the payload is a component of that very name already.
    if (this.#entries.get(keyOf(end.at))?.name === name) return name;
    const dialect = this.#dialect(end.at, end.value, end.format ?? root.format);
    this.#payloads.push({ key: `payload ${name}`, at: end.at, value: end.value, dialect, isPlain, name });
    this.#internBelow(end.at, end.value);
    return name;
  }

  /** Name of the payload that stands at a place. */
  nameOfPayload(at: Location): string | undefined {
    return this.#payloadNames.get(keyOf(at));
  }

  /** Gives the schemas that only plain messages need names that nothing else has. Called when all payloads are in. */
  settleNames(names: FreeNames): void {
    const entries = [...this.#entries.values()];
    for (const { name } of this.#payloads) names.take(name);
    for (const { name, isPlain } of entries) if (!isPlain) names.take(name);
    for (const entry of entries) if (entry.isPlain) entry.name = names.give(entry.name, "Schema");
  }

  /** Name of the schema under a key of `components.schemas`. */
  nameOfComponent(key: string): string | undefined {
    const file = this.#sources.contract.path;
    const at = { file, pointer: pointer("/components/schemas", key) };
    const value = valueAt(this.#sources.contract.value, at.pointer);
    const end = value === undefined ? undefined : this.#follow(unwrap(at, value), unwrap(at, value).schema);
    return end && this.#entries.get(keyOf(end.at))?.name;
  }

  /** Name of the schema that a reference in a file leads to. */
  nameOfReference(file: string, ref: string): string {
    const target = targetOf(file, ref);
    const end = "at" in target ? this.#resolve(target.at) : undefined;
    return (end && this.#entries.get(keyOf(end.at))?.name) ?? "Unresolved";
  }

  /** All schemas, sorted by name. */
  schemas(): readonly NamedSchema[] {
    return [...this.#entries.values(), ...this.#payloads]
      .map((entry) => this.#named(entry))
      .sort(by(({ name }) => name));
  }

  #named({ name, at, value, dialect, isPlain }: Entry): NamedSchema {
    const published = (schema: unknown): unknown => {
      if (!isObject(schema)) return schema;
      const { $schema: _dialect, $id: _id, $defs: _defs, definitions: _definitions, ...words } = schema;
      const ref = stringAt(words, "$ref");
      const renamed =
        ref === undefined ? words : { ...words, $ref: `#/components/schemas/${this.nameOfReference(at.file, ref)}` };
      return mapSubschemas(renamed, published);
    };
    const schema = modernised(value, (ref) => `#/$defs/${this.nameOfReference(at.file, ref)}`, dialect);
    return {
      name,
      at,
      dialect,
      schema: isObject(schema) ? schema : schema === false ? { not: {} } : {},
      published: isObject(value) ? (published(value) as JsonObject) : value === false ? { not: {} } : {},
      id: this.#idOf(at, value, name),
      isPlain,
    };
  }

  #idOf(at: Location, value: unknown, name: string): string {
    const id = stringAt(value, "$id");
    if (id !== undefined && URL.canParse(id)) return id;
    const path = at.file.replace(/^schemas\//, "");
    if (at.file === this.#sources.contract.path) return `${this.#schemaBase}${name}.json`;
    return `${this.#schemaBase}${path}${at.pointer === "" ? "" : `#${at.pointer}`}`;
  }

  #intern(at: Location, format: string | undefined, preferred?: string): void {
    const end = this.#follow(at, valueAt(this.#sources.files.get(at.file)?.value, at.pointer));
    if (end === undefined) return;
    const key = keyOf(end.at);
    const known = this.#entries.get(key);
    if (known !== undefined) return;
    const dialect = this.#dialect(end.at, end.value, end.format ?? format);
    const name = preferred ?? this.#componentAt(at) ?? nameFor(end.at, end.value);
    this.#entries.set(key, { key, at: end.at, value: end.value, dialect, isPlain: this.#isPlain, name });
    this.#internBelow(end.at, end.value);
  }

  /** A component keeps its key as its name, whoever leads to it first: so a bundle reads back with the names it was made with. */
  #componentAt({ file, pointer: path }: Location): string | undefined {
    const [components, schemas, key, ...below] = segmentsOf(path) ?? [];
    const isComponent = components === "components" && schemas === "schemas" && below.length === 0;
    return isComponent && file === this.#sources.contract.path ? key : undefined;
  }

  #internBelow(at: Location, schema: unknown): void {
    if (!isObject(schema)) return;
    for (const sub of subschemasOf(schema)) {
      // Definitions are no part of the schema around them; they count when something refers to them.
      if (sub.path[0] === "$defs" || sub.path[0] === "definitions") continue;
      this.#internBelow({ file: at.file, pointer: pointer(at.pointer, ...sub.path) }, sub.schema);
    }
    const ref = stringAt(schema, "$ref");
    const target = ref === undefined ? undefined : targetOf(at.file, ref);
    if (target !== undefined && "at" in target) this.#intern(target.at, undefined);
  }

  /** Looks through schemas that are nothing but a reference, and through AsyncAPI's wrapper around a schema. */
  #follow(place: Location, found: unknown, seen: readonly string[] = []): End | undefined {
    const { format, schema: value, ...at } = unwrap(place, found);
    const ref = stringAt(value, "$ref");
    if (value === undefined) return undefined;
    if (ref === undefined || Object.keys(value as object).length > 1) return { at, value, format };
    const target = targetOf(at.file, ref);
    if (!("at" in target)) return undefined;
    if (seen.includes(keyOf(target.at))) {
      this.#diagnostics.report("reference-cycle", at, `\`${ref}\` leads back to itself.`, undefined, this.#isPlain);
      return undefined;
    }
    return this.#resolve(target.at, [...seen, keyOf(target.at)]);
  }

  #resolve(at: Location, seen: readonly string[] = []): End | undefined {
    return this.#follow(at, valueAt(this.#sources.files.get(at.file)?.value, at.pointer), seen);
  }

  #dialect(at: Location, value: unknown, format: string | undefined): Dialect {
    const file = this.#sources.files.get(at.file)?.value;
    const name = stringAt(value, "$schema") ?? format ?? (at.pointer === "" ? undefined : stringAt(file, "$schema"));
    const dialect = dialectOf(name);
    if (dialect === undefined) {
      this.#diagnostics.report("dialect-unsupported", at, `\`${name}\` is not understood.`, undefined, this.#isPlain);
    }
    return dialect ?? "draft-07";
  }
}

function keyOf({ file, pointer: path }: Location): string {
  return `${file}#${path}`;
}

/** A schema's name: its title, else the last part of its place; with its version when that is above 1. */
function nameFor(at: Location, value: unknown): string {
  const file = at.file.split("/").at(-1) ?? "";
  const stem = file.replace(/\.(json|ya?ml)$/, "");
  const version = /\.v(\d+)$/.exec(stem)?.[1];
  const last = segmentsOf(at.pointer)?.at(-1) ?? stem.replace(/\.v\d+$/, "");
  const title = own(value, "title");
  const base = pascalCase(typeof title === "string" && title !== "" ? title : last) || "Value";
  return at.pointer === "" && version !== undefined && Number(version) > 1 ? `${base}V${version}` : base;
}

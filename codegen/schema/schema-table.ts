import type { Diagnostics, Location } from "../diagnostics/diagnostic.ts";
import { by, isObject, type JsonObject, own, stringAt } from "../json/json.ts";
import { pointer, segmentsOf } from "../json/pointer.ts";
import type { FreeNames } from "../model/free-names.ts";
import { pascalCase } from "../model/names.ts";
import type { Sources } from "../read/read-contract.ts";
import { type Place, placeKey } from "../read/resolver.ts";
import { unwrap } from "../read/schema-roots.ts";
import { type Dialect, dialectOf, languageOf, modernised } from "./dialect.ts";
import { lacksType, tidied } from "./tidy.ts";
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
  /** Whether it is written in another language than JSON Schema: nothing is known of it. */
  readonly isForeign?: boolean;
}

interface Entry extends Place {
  readonly key: string;
  readonly dialect: Dialect;
  readonly isPlain: boolean;
  readonly isForeign?: boolean;
  name: string;
  /** Whether its name is also that of a payload, and so must stay. */
  isSettled?: boolean;
}

/** The end of a way through references and AsyncAPI's wrapper `{schemaFormat, schema}`. */
interface End extends Place {
  readonly format: string | undefined;
}

/** Makes the table of all schemas. Every `$ref` target becomes a schema with a name, every payload one of its own. */
export class SchemaTable {
  readonly #sources: Sources;
  readonly #diagnostics: Diagnostics;
  readonly #schemaBase: string;
  readonly #entries = new Map<string, Entry>();
  /** Keys of the components by their places. */
  readonly #components: ReadonlyMap<string, string>;
  readonly #payloads: Entry[] = [];
  readonly #payloadNames = new Map<string, string>();
  /** Where the references of schemas lead, by the object that the word `$ref` stands in. */
  readonly #targets = new WeakMap<object, string>();
  /** Whether what is found now is only needed by messages without a kind. */
  #isPlain: boolean;

  constructor(sources: Sources, schemaBase: string, diagnostics: Diagnostics, isApp: boolean) {
    this.#sources = sources;
    this.#diagnostics = diagnostics;
    this.#schemaBase = schemaBase;
    this.#isPlain = !isApp;
    this.#components = new Map(sources.schemas.map(([key, { at }]) => [placeKey(at), key]));
    for (const [, place] of sources.schemas) this.#intern(place, undefined);
  }

  /**
   * Takes the payload of a message as a schema of its own, named after the message and its version. Messages with a kind
   * come first: what they need is held to the contract language.
   */
  addPayload(name: string, at: Location, payload: unknown, isPlain: boolean): string {
    this.#isPlain ||= isPlain;
    const end = this.#follow({ at, value: payload }) ?? { at, value: true, format: undefined };
    const untyped =
      end.format === undefined || dialectOf(end.format) !== undefined ? undefined : languageOf(end.format);
    if (untyped !== undefined) this.#report("payload-untyped", at, `The payload \`${name}\` is ${untyped}.`);
    else this.#payloadNames.set(placeKey(at), name);
    // In a bundle the payload is a component of that very name already.
    const known = untyped === undefined ? this.#entries.get(placeKey(end.at)) : undefined;
    if (known?.name === name) {
      known.isSettled = true;
      return name;
    }
    const entry = untyped === undefined ? end : { at: end.at, value: true, isForeign: true };
    const dialect = this.#dialect(end, undefined);
    this.#payloads.push({ ...entry, key: `payload ${name}`, dialect, isPlain, name });
    this.#internBelow(entry, dialect);
    return name;
  }

  /** Name of the payload that stands at a place; undefined when it is not written in a language of schemas that is read. */
  nameOfPayload(at: Location): string | undefined {
    return this.#payloadNames.get(placeKey(at));
  }

  /** Gives the schemas that only plain messages need names that nothing else has. Called when all payloads are in. */
  settleNames(names: FreeNames): void {
    const entries = [...this.#entries.values()];
    for (const { name } of this.#payloads) names.take(name);
    const isFixed = ({ isPlain, isSettled }: Entry) => !isPlain || isSettled === true;
    for (const entry of entries) if (isFixed(entry)) names.take(entry.name);
    for (const entry of entries) if (!isFixed(entry)) entry.name = names.give(entry.name, "Schema");
  }

  /** Name of the schema under a key of `components.schemas`. */
  nameOfComponent(key: string): string | undefined {
    const place = this.#sources.schemas.find(([name]) => name === key)?.[1];
    const end = place && this.#follow(place);
    return end && this.#entries.get(placeKey(end.at))?.name;
  }

  /** Takes what the headers of a message refer to. */
  addHeaders(place: Place, isPlain: boolean): void {
    this.#isPlain ||= isPlain;
    const end = this.#follow(place);
    if (end === undefined || (end.format !== undefined && dialectOf(end.format) === undefined)) return;
    if (stringAt(place.value, "$ref") === undefined) this.#internBelow(end, this.#dialect(end, undefined));
    else this.#intern(end, undefined);
  }

  /** A schema that stands outside of the table, such as headers, with references that lead into the table. */
  publishedAt(place: Place): unknown {
    const { at, schema, format } = unwrap(place.at, place.value);
    if (format !== undefined && dialectOf(format) === undefined) return place.value;
    const published = this.#published(schema, { at, value: schema });
    return format === undefined ? published : { schemaFormat: format, schema: published };
  }

  /** All schemas, sorted by name. */
  schemas(): readonly NamedSchema[] {
    return [...this.#entries.values(), ...this.#payloads]
      .map((entry) => this.#named(entry))
      .sort(by(({ name }) => name));
  }

  #report(...[rule, at, what]: Parameters<Diagnostics["report"]>): void {
    this.#diagnostics.report(rule, at, what, undefined, this.#isPlain);
  }

  #named({ name, at, value, dialect, isPlain, isForeign }: Entry): NamedSchema {
    const refer = (holder: JsonObject): string | undefined => {
      const target = this.#nameOfTarget(holder, at);
      return target === undefined ? (isPlain ? undefined : "#/$defs/Unresolved") : `#/$defs/${target}`;
    };
    const tidy = (words: JsonObject): JsonObject => {
      if (!isPlain) return words;
      const kept = tidied(words, (word, why) => {
        const what = `\`${word}\` ${why}.`;
        this.#diagnostics.report("keyword-left-out", at, what, undefined, true);
      });
      if (!lacksType(kept)) return kept;
      this.#diagnostics.report("type-assumed", at, "`properties` stands without `type`.");
      return { type: "object", ...kept };
    };
    const schema = modernised(value, { dialect, refer, tidy });
    const published = isObject(value) ? (this.#published(value, { at, value }) as JsonObject) : undefined;
    return {
      name,
      at,
      dialect,
      schema: isObject(schema) ? schema : schema === false ? { not: {} } : {},
      published: published ?? (value === false ? { not: {} } : {}),
      id: this.#idOf(at, value, name),
      isPlain,
      ...(isForeign === true ? { isForeign } : {}),
    };
  }

  #published(schema: unknown, root: Place): unknown {
    if (!isObject(schema)) return schema;
    const entries = Object.entries(schema).flatMap(([word, value]) => {
      if (["$schema", "$id", "$defs", "definitions"].includes(word)) return [];
      if (word !== "$ref" || typeof value !== "string") return [[word, value] as const];
      const target = this.#nameOfTarget(schema, root.at);
      return [[word, target === undefined ? value : `#/components/schemas/${target}`] as const];
    });
    return mapSubschemas(Object.fromEntries(entries), (sub) => this.#published(sub, root));
  }

  /** Name of the schema that the reference in an object leads to. */
  #nameOfTarget(holder: JsonObject, at: Location): string | undefined {
    const known = this.#targets.get(holder);
    const ref = known === undefined ? stringAt(holder, "$ref") : undefined;
    const key = known ?? (ref === undefined ? undefined : this.#targetOf(at, ref));
    return key === undefined ? undefined : this.#entries.get(key)?.name;
  }

  #targetOf(at: Location, ref: string): string | undefined {
    const next = this.#sources.resolver.step(at, ref);
    const end = "problem" in next ? undefined : this.#follow(next);
    return end && placeKey(end.at);
  }

  #idOf(at: Location, value: unknown, name: string): string {
    const id = stringAt(value, "$id");
    if (id !== undefined && URL.canParse(id)) return id;
    const path = at.file.replace(/^schemas\//, "");
    if (at.file === this.#sources.contract.path) return `${this.#schemaBase}${name}.json`;
    return `${this.#schemaBase}${path}${at.pointer === "" ? "" : `#${at.pointer}`}`;
  }

  /** Gives a schema a place in the table. Answers its key there; undefined when its end cannot be found. */
  #intern(place: Place, inherited: Dialect | undefined): string | undefined {
    const end = this.#follow(place);
    if (end === undefined || (end.format !== undefined && dialectOf(end.format) === undefined)) return undefined;
    const key = placeKey(end.at);
    if (this.#entries.has(key)) return key;
    // A component keeps its key as its name and a dialect of its own, whoever leads to it first: a bundle reads back as it was.
    const component = this.#components.get(placeKey(place.at));
    const dialect = this.#dialect(end, component === undefined ? inherited : undefined);
    const name = component ?? nameFor(end.at, end.value);
    const { at, value } = end;
    this.#entries.set(key, { key, at, value, dialect, isPlain: this.#isPlain, name });
    this.#internBelow(end, dialect);
    return key;
  }

  #internBelow({ at, value }: Place, dialect: Dialect): void {
    if (!isObject(value)) return;
    for (const sub of subschemasOf(value)) {
      // Definitions are no part of the schema around them; they count when something refers to them.
      if (sub.path[0] === "$defs" || sub.path[0] === "definitions") continue;
      const below = { file: at.file, pointer: pointer(at.pointer, ...sub.path) };
      this.#internBelow({ at: below, value: sub.schema }, dialect);
    }
    const ref = stringAt(value, "$ref");
    const next = ref === undefined ? undefined : this.#sources.resolver.step(at, ref);
    if (next === undefined || "problem" in next) return;
    const key = this.#intern(next, dialect);
    if (key !== undefined) this.#targets.set(value, key);
  }

  /** Looks through schemas that are nothing but a reference, and through AsyncAPI's wrapper. */
  #follow(place: Place): End | undefined {
    let { at, value } = place;
    let format: string | undefined;
    const seen = new Set<string>();
    for (;;) {
      const root = unwrap(at, value);
      format = root.format ?? format;
      at = root.at;
      value = root.schema;
      const ref = stringAt(value, "$ref");
      if (value === undefined) return undefined;
      if (ref === undefined || Object.keys(value as object).length > 1) return { at, value, format };
      // A schema in another language is whatever it is.
      if (format !== undefined && dialectOf(format) === undefined) return { at, value, format };
      if (seen.has(placeKey(at))) {
        this.#report("reference-cycle", at, `\`${ref}\` leads back to itself.`);
        return undefined;
      }
      seen.add(placeKey(at));
      const next = this.#sources.resolver.step(at, ref);
      if ("problem" in next) return undefined;
      ({ at, value } = next);
    }
  }

  /** What a schema says itself, else what its wrapper or its file says, else what the schema says that refers to it. */
  #dialect({ at, value, format }: End, inherited: Dialect | undefined): Dialect {
    const root = this.#sources.files.get(at.file)?.value;
    const fileDialect = at.file === this.#sources.contract.path ? undefined : stringAt(root, "$schema");
    const name = stringAt(value, "$schema") ?? format ?? fileDialect;
    if (name === undefined) return openApiOf(root) ?? inherited ?? "draft-07";
    const dialect = dialectOf(name);
    if (dialect === undefined && name !== format)
      this.#report("dialect-unsupported", at, `\`${name}\` is not understood.`);
    return dialect ?? inherited ?? "draft-07";
  }
}

/** The dialect of schemas in an OpenAPI document. */
function openApiOf(root: unknown): Dialect | undefined {
  const version = stringAt(root, "openapi");
  return version === undefined ? undefined : version.startsWith("3.0") ? "openapi-3.0" : "2020-12";
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

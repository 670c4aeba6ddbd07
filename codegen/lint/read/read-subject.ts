import type { Location, Report } from "../../diagnostics/diagnostic.ts";
import { isObject, type JsonObject, listAt, objectAt, own, stringAt, stringsAt } from "../../json/json.ts";
import { pointer, segmentsOf, valueAt } from "../../json/pointer.ts";
import type { ContractFiles } from "../../read/contract-files.ts";
import type { SourceFile } from "../../read/source-file.ts";
import { type Dialect, dialectOf } from "../../schema/dialect.ts";
import { subschemasOf } from "../../schema/walk.ts";
import { bindingSchemas, grammar, type Kind, type Slot } from "./grammar.ts";
import { LoadedFiles } from "./load-files.ts";
import { type DocumentNode, placeKey, type Reference, type SchemaNode, type Subject } from "./subject.ts";

/** Words whose schemas speak of the same value as the schema around them. */
const inPlace = ["allOf", "anyOf", "oneOf", "not", "if", "then", "else"];

/** What is said about references that cannot be followed. */
const problems = {
  "reference-escapes": (ref: string) => `\`${ref}\` is not inside the contract's folder.`,
  "reference-remote": (ref: string) => `\`${ref}\` is not inside the contract's folder.`,
  "reference-unresolved": (ref: string) => `\`${ref}\` leads nowhere.`,
} as const;

/**
 * Reads a document with everything that it refers to, and finds every object in it. Undefined when the document itself
 * cannot be read. Faults of files and references are reported by the rules of the generator.
 * @param known files that were parsed already
 */
export function readSubject(
  files: ContractFiles,
  report: Report,
  known: ReadonlyMap<string, SourceFile> = new Map(),
): Omit<Subject, "model"> | undefined {
  const loaded = new LoadedFiles(files, report, known);
  const contract = loaded.load(files.contract);
  if (contract === undefined) {
    report("file-missing", { file: files.contract, pointer: "", line: 1, column: 1 }, "The contract cannot be read.");
    return undefined;
  }
  const walk = new Walk(loaded, report);
  walk.object({ file: contract.path, pointer: "" }, contract.value, "document", true);
  walk.finish();
  const { nodes, schemas, references, structure, work } = walk;
  return {
    contract,
    files: loaded.files,
    nodes,
    schemas,
    references,
    structure,
    work,
    resolve: (at) => loaded.resolve(at),
    follow(file, ref) {
      const found = loaded.follow(file, ref);
      return "problem" in found ? undefined : found;
    },
  };
}

class Walk {
  readonly nodes: DocumentNode[] = [];
  readonly schemas: SchemaNode[] = [];
  readonly references: Reference[] = [];
  readonly structure = new Map<string, Kind>();
  readonly work = { steps: 0 };
  readonly #files: LoadedFiles;
  readonly #report: Report;
  readonly #seen = new Set<string>();
  /** Still to be visited. A list, so that no depth of a document can overflow the stack. */
  readonly #waiting: (() => void)[] = [];

  constructor(files: LoadedFiles, report: Report) {
    this.#files = files;
    this.#report = report;
  }

  finish(): void {
    // In the order of the document, level by level; the list grows meanwhile.
    for (let index = 0; index < this.#waiting.length; index++) this.#waiting[index]?.();
    this.#waiting.length = 0;
  }

  /** Visits what should be an object of a kind. `isStructural`: it stands here, no reference led to it. */
  object(at: Location, value: unknown, kind: Kind, isStructural: boolean): void {
    if (kind === "schema") {
      this.#schemaRoot(at, value, isStructural);
      return;
    }
    const key = `${kind} ${placeKey(at)}`;
    const ref = stringAt(value, "$ref");
    if (isStructural && ref === undefined) this.structure.set(placeKey(at), kind);
    if (!isObject(value) || this.#seen.has(key)) return;
    this.#seen.add(key);
    this.work.steps++;
    if (ref !== undefined) {
      this.#reference(at, ref, kind);
      return;
    }
    this.nodes.push({ kind, at, value, key: segmentsOf(at.pointer)?.at(-1) ?? "" });
    if (kind === "bindings") this.#bindings(at, value);
    for (const [word, slot] of Object.entries(grammar[kind])) {
      const held = own(value, word);
      if (held !== undefined) this.#slot({ file: at.file, pointer: pointer(at.pointer, word) }, held, slot);
    }
  }

  #slot(at: Location, held: unknown, [shape, kind]: Slot): void {
    const later = (place: Location, value: unknown) =>
      void this.#waiting.push(() => this.object(place, value, kind, true));
    if (shape === "one") later(at, held);
    else if (shape === "list" && Array.isArray(held)) {
      held.forEach((item, index) => void later({ file: at.file, pointer: `${at.pointer}/${index}` }, item));
    } else if (shape === "map" && isObject(held)) {
      const ref = stringAt(held, "$ref");
      // A whole map may stand elsewhere, such as the messages of a channel in a file of their own.
      if (ref !== undefined) this.#map(at, ref, [shape, kind]);
      else
        for (const [key, item] of Object.entries(held))
          later({ file: at.file, pointer: pointer(at.pointer, key) }, item);
    }
  }

  #map(at: Location, ref: string, slot: Slot): void {
    const found = this.#files.follow(at.file, ref);
    this.references.push({
      from: { file: at.file, pointer: pointer(at.pointer, "$ref") },
      ref,
      kind: slot[1],
      target: "problem" in found ? undefined : found.at,
    });
    if ("problem" in found) this.#problem(at, ref, found.problem);
    else if (!this.#seen.has(`map ${placeKey(found.at)}`)) {
      this.#seen.add(`map ${placeKey(found.at)}`);
      this.#slot(found.at, found.value, slot);
    }
  }

  #bindings(at: Location, value: JsonObject): void {
    for (const [protocol, binding] of Object.entries(value)) {
      for (const word of bindingSchemas) {
        const schema = own(binding, word);
        if (isObject(schema))
          this.#schemaRoot({ file: at.file, pointer: pointer(at.pointer, protocol, word) }, schema, true);
      }
    }
  }

  #reference(at: Location, ref: string, kind: Kind): void {
    const found = this.#files.follow(at.file, ref);
    const from = { file: at.file, pointer: pointer(at.pointer, "$ref") };
    this.references.push({ from, ref, kind, target: "problem" in found ? undefined : found.at });
    if ("problem" in found) this.#problem(at, ref, found.problem);
    else if (placeKey(found.at) === placeKey(at))
      this.#report("reference-cycle", at, `\`${ref}\` leads back to itself.`);
    else this.#waiting.push(() => this.object(found.at, found.value, kind, false));
  }

  #problem(at: Location, ref: string, problem: string): void {
    const from = { file: at.file, pointer: pointer(at.pointer, "$ref") };
    if (problem === "file-missing") {
      this.#report(problem, from, `There is no file \`${ref.split("#")[0]}\`.`);
    } else if (problem in problems) {
      const rule = problem as keyof typeof problems;
      this.#report(rule, from, problems[rule](ref));
    }
  }

  /** A place where a schema is wanted: perhaps within AsyncAPI's wrapper, perhaps in a language that is not JSON Schema. */
  #schemaRoot(at: Location, value: unknown, isStructural: boolean): void {
    const format = stringAt(value, "schemaFormat");
    const wrapped = format !== undefined && own(value, "schema") !== undefined;
    if (isStructural) this.structure.set(placeKey(at), "schema");
    const place = wrapped ? { file: at.file, pointer: pointer(at.pointer, "schema") } : at;
    if (format !== undefined && dialectOf(format) === undefined) return;
    this.#schema(
      place,
      wrapped ? own(value, "schema") : value,
      this.#dialect(place, format ?? undefined),
      [],
      isStructural,
    );
  }

  #schema(at: Location, value: unknown, dialect: Dialect, around: readonly string[], isStructural: boolean): void {
    const key = `schema ${placeKey(at)}`;
    if (isStructural) this.structure.set(placeKey(at), "schema");
    if (!isObject(value) || this.#seen.has(key)) return;
    this.#seen.add(key);
    this.work.steps++;
    const named = stringAt(value, "$schema");
    const mine = named === undefined ? dialect : (dialectOf(named) ?? dialect);
    this.schemas.push({ at, value, dialect: mine, around });
    const ref = stringAt(value, "$ref");
    if (ref !== undefined) this.#schemaReference(at, ref, mine);
    const types = typesOf(value);
    const kept = types.length > 0 ? types : around;
    for (const sub of subschemasOf(value)) {
      const place = { file: at.file, pointer: pointer(at.pointer, ...sub.path) };
      const inner = inPlace.includes(String(sub.path[0])) ? kept : [];
      this.#waiting.push(() => this.#schema(place, sub.schema, mine, inner, isStructural));
    }
  }

  #schemaReference(at: Location, ref: string, dialect: Dialect): void {
    const found = this.#files.follow(at.file, ref);
    const from = { file: at.file, pointer: pointer(at.pointer, "$ref") };
    // The meta-schemas themselves are known to every validator.
    const isMeta = /^https?:\/\/json-schema\.org\//.test(ref);
    this.references.push({ from, ref, kind: "schema", target: "problem" in found ? undefined : found.at });
    if ("problem" in found) {
      if (!isMeta) this.#problem(at, ref, found.problem);
      return;
    }
    if (placeKey(found.at) === placeKey(at)) {
      this.#report("reference-cycle", at, `\`${ref}\` leads back to itself.`);
      return;
    }
    const { at: target, value } = found;
    this.#waiting.push(() => {
      if (stringAt(value, "schemaFormat") !== undefined) this.#schemaRoot(target, value, false);
      else this.#schema(target, value, target.file === at.file ? dialect : this.#dialect(target, undefined), [], false);
    });
  }

  /** The dialect that counts where a schema begins: what the wrapper says, else the file. */
  #dialect(at: Location, format: string | undefined): Dialect {
    const file = this.#files.files.get(at.file)?.value;
    return dialectOf(format ?? stringAt(file, "$schema")) ?? "draft-07";
  }
}

/** Types that a schema names itself. */
export function typesOf(schema: JsonObject): readonly string[] {
  const type = own(schema, "type");
  return typeof type === "string" ? [type] : stringsAt(schema, "type");
}

/** Whether a document says that it was written for Eventwright. */
export function isEventwright(document: unknown): boolean {
  return own(document, "x-eventwright") !== undefined || hasWords(document);
}

function hasWords(document: unknown): boolean {
  const messages = Object.values(objectAt(objectAt(document, "components"), "messages"));
  return messages.some((message) => own(message, "x-eventwright") !== undefined);
}

/** The list of a word with the place of each item. */
export function itemsAt(at: Location, value: unknown, word: string): readonly { at: Location; item: unknown }[] {
  return listAt(value, word).map((item, index) => ({
    at: { file: at.file, pointer: pointer(at.pointer, word, index) },
    item,
  }));
}

/** What stands at a place of a file. */
export function contentAt(subject: Pick<Subject, "files">, at: Location): unknown {
  return valueAt(subject.files.get(at.file)?.value, at.pointer);
}

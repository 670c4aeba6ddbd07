import type { Location, Report } from "../diagnostics/diagnostic.ts";
import { isObject, own, stringAt } from "../json/json.ts";
import { pointer, segmentsOf, valueAt } from "../json/pointer.ts";
import type { ContractFiles } from "./contract-files.ts";
import { targetOf } from "./references.ts";
import { SchemaIds } from "./schema-ids.ts";
import { parseSource, type SourceFile } from "./source-file.ts";

/** Something of a contract, and where it stands. */
export interface Place {
  readonly at: Location;
  readonly value: unknown;
}

/** Why a reference leads nowhere: the rule, and the fact in a sentence. */
export interface Problem {
  readonly problem:
    | "file-missing"
    | "reference-cycle"
    | "reference-escapes"
    | "reference-remote"
    | "reference-unresolved"
    | "unreadable";
  readonly what: string;
}

/** A place as a key of maps. */
export function placeKey({ file, pointer: path }: Location): string {
  return `${file}#${path}`;
}

/** A place below another. */
export function placeBelow({ file, pointer: path }: Location, ...words: readonly (string | number)[]): Location {
  return { file, pointer: pointer(path, ...words) };
}

/** Reads the files of a contract when they are first needed, and follows references through them. */
export class Resolver {
  /** Files by path, as far as they were read. */
  readonly files = new Map<string, SourceFile>();
  readonly #source: ContractFiles;
  readonly #report: Report;
  readonly #missing = new Set<string>();
  readonly #ids = new SchemaIds();

  constructor(source: ContractFiles, report: Report) {
    this.#source = source;
    this.#report = report;
  }

  /** Takes a file for what it was made into, such as a document that was converted. */
  replace(file: SourceFile): void {
    this.files.set(file.path, file);
    this.#ids.add(file.path, file.value);
  }

  /** A file, parsed; undefined when there is none. */
  load(path: string): SourceFile | undefined {
    const known = this.files.get(path);
    if (known !== undefined || this.#missing.has(path)) return known;
    const text = this.#source.read(path);
    if (text === undefined) {
      this.#missing.add(path);
      return undefined;
    }
    const file = this.#parse(path, text);
    this.replace(file);
    return file;
  }

  #parse(path: string, text: string): SourceFile {
    const known = this.#source.parsed?.get(path);
    if (known?.text === text) return known;
    let isClean = true;
    const file = parseSource(path, text, (...finding) => {
      isClean = false;
      this.#report(...finding);
    });
    // Findings have to be told again at every run.
    if (isClean) this.#source.parsed?.set(path, file);
    else this.#source.parsed?.delete(path);
    return file;
  }

  /** Takes one step along a `$ref` that stands at a place. What stands on the way may be references itself. */
  step(at: Location, ref: string, seen: readonly string[] = []): Place | Problem {
    const named = this.#ids.find(at, ref, this.files.get(at.file)?.value);
    if (named !== undefined) return this.#at(named.file, named.pointer, ref, seen);
    const target = targetOf(at.file, ref);
    if ("problem" in target) {
      const what =
        target.problem === "reference-remote"
          ? `\`${ref}\` lies on another host, and nothing is read from there.`
          : `\`${ref}\` is not inside the folder that is read.`;
      return { problem: target.problem, what };
    }
    const file = this.load(target.at.file);
    if (file === undefined) return { problem: "file-missing", what: `There is no file \`${target.at.file}\`.` };
    if (file.value === undefined) return { problem: "unreadable", what: `\`${target.at.file}\` cannot be read.` };
    const found = this.#at(target.at.file, target.at.pointer, ref, seen);
    if (!("problem" in found) || target.at.file !== at.file) return found;
    return this.#around(at, target.at.pointer) ?? found;
  }

  /** What stands at a place, through all references. */
  resolve(place: Place, seen: readonly string[] = []): Place | Problem {
    let { at, value } = place;
    const visited = [...seen];
    for (let ref = stringAt(value, "$ref"); ref !== undefined; ref = stringAt(value, "$ref")) {
      if (visited.includes(placeKey(at))) {
        return { problem: "reference-cycle", what: `\`${ref}\` leads back to itself.` };
      }
      visited.push(placeKey(at));
      const next = this.step(at, ref, visited);
      if ("problem" in next) return next;
      ({ at, value } = next);
    }
    return { at, value };
  }

  /** What a pointer leads to. References on the way, such as a channel that stands in a file of its own, are followed. */
  #at(file: string, path: string, ref: string, seen: readonly string[]): Place | Problem {
    const nowhere: Problem = { problem: "reference-unresolved", what: `\`${ref}\` leads nowhere.` };
    const segments = segmentsOf(path);
    if (segments === undefined) return nowhere;
    let place: Place = { at: { file, pointer: "" }, value: this.load(file)?.value };
    for (const segment of segments) {
      let value = childOf(place.value, segment);
      if (value === undefined && stringAt(place.value, "$ref") !== undefined) {
        const end = this.resolve(place, seen);
        if ("problem" in end) return end;
        place = end;
        value = childOf(place.value, segment);
      }
      if (value === undefined) return nowhere;
      place = { at: placeBelow(place.at, segment), value };
    }
    return place.value === undefined ? nowhere : place;
  }

  /** A schema inside a document may mean itself with `#`: the nearest one around the reference that has what it names. */
  #around(at: Location, path: string): Place | undefined {
    const root = this.files.get(at.file)?.value;
    const segments = segmentsOf(at.pointer) ?? [];
    for (let length = segments.length; length > 0; length--) {
      const base = pointer("", ...segments.slice(0, length));
      const value = valueAt(root, base + path);
      if (value !== undefined && path !== "") return { at: { file: at.file, pointer: base + path }, value };
    }
    return undefined;
  }
}

function childOf(value: unknown, segment: string): unknown {
  if (Array.isArray(value)) return /^(0|[1-9]\d*)$/.test(segment) ? value[Number(segment)] : undefined;
  return isObject(value) ? own(value, segment) : undefined;
}

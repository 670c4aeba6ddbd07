import type { Location, Report } from "../../diagnostics/diagnostic.ts";
import { isObject, stringAt } from "../../json/json.ts";
import { valueAt } from "../../json/pointer.ts";
import type { ContractFiles } from "../../read/contract-files.ts";
import { targetOf } from "../../read/references.ts";
import { parseSource, type SourceFile } from "../../read/source-file.ts";
import { placeKey } from "./subject.ts";

/** Where a reference leads, or which rule it breaks. */
export type Lookup =
  | { readonly at: Location; readonly value: unknown }
  | {
      readonly problem:
        | "reference-escapes"
        | "reference-remote"
        | "file-missing"
        | "reference-unresolved"
        | "unreadable";
    };

/** The files of a contract, read when they are first needed. */
export class LoadedFiles {
  readonly files = new Map<string, SourceFile>();
  readonly #source: ContractFiles;
  readonly #report: Report;
  readonly #missing = new Set<string>();
  readonly #anchors = new Map<string, ReadonlyMap<string, Location>>();

  readonly #known: ReadonlyMap<string, SourceFile>;

  constructor(source: ContractFiles, report: Report, known: ReadonlyMap<string, SourceFile>) {
    this.#known = known;
    this.#source = source;
    this.#report = report;
  }

  /** A file, parsed; undefined when there is none. */
  load(path: string): SourceFile | undefined {
    const known = this.files.get(path);
    if (known !== undefined || this.#missing.has(path)) return known;
    const parsed = this.#known.get(path);
    if (parsed !== undefined) {
      this.files.set(path, parsed);
      return parsed;
    }
    const text = this.#source.read(path);
    if (text === undefined) {
      this.#missing.add(path);
      return undefined;
    }
    const file = parseSource(path, text, this.#report);
    this.files.set(path, file);
    return file;
  }

  /** Takes one step along a reference. */
  follow(from: string, ref: string): Lookup {
    const target = targetOf(from, ref);
    if ("problem" in target) return target;
    const file = this.load(target.at.file);
    if (file === undefined) return { problem: "file-missing" };
    if (file.value === undefined) return { problem: "unreadable" };
    const { pointer } = target.at;
    const at = pointer === "" || pointer.startsWith("/") ? target.at : this.#anchorsOf(file).get(pointer);
    const value = at === undefined ? undefined : valueAt(file.value, at.pointer);
    return at === undefined || value === undefined ? { problem: "reference-unresolved" } : { at, value };
  }

  /** What stands at a place, through all references; undefined when they lead nowhere or round. */
  resolve(at: Location): { readonly at: Location; readonly value: unknown } | undefined {
    let place = at;
    let value = valueAt(this.files.get(at.file)?.value, at.pointer);
    const seen = new Set<string>();
    for (;;) {
      const ref = stringAt(value, "$ref");
      if (ref === undefined) return value === undefined ? undefined : { at: place, value };
      if (seen.has(placeKey(place))) return undefined;
      seen.add(placeKey(place));
      const next = this.follow(place.file, ref);
      if ("problem" in next) return undefined;
      place = next.at;
      value = next.value;
    }
  }

  /** Named places of a file: `$anchor`, and `$id` of the form `#name`. */
  #anchorsOf(file: SourceFile): ReadonlyMap<string, Location> {
    const known = this.#anchors.get(file.path);
    if (known !== undefined) return known;
    const found = new Map<string, Location>();
    const walk = (value: unknown, pointer: string): void => {
      if (Array.isArray(value)) value.forEach((item, index) => void walk(item, `${pointer}/${index}`));
      if (!isObject(value)) return;
      const name =
        stringAt(value, "$anchor") ??
        stringAt(value, "$dynamicAnchor") ??
        /^#(.+)$/.exec(stringAt(value, "$id") ?? "")?.[1];
      if (name !== undefined && !found.has(name)) found.set(name, { file: file.path, pointer });
      for (const [key, item] of Object.entries(value)) {
        walk(item, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
      }
    };
    walk(file.value, "");
    this.#anchors.set(file.path, found);
    return found;
  }
}

import { createHash } from "node:crypto";
import { byCodeUnit, isObject, objectAt, own, printJson } from "../json/json.ts";

/** The file that lists what was generated from what. */
export const manifestFile = "manifest.json";

/** Hashes of everything that went in and came out. */
export interface Manifest {
  /** By path relative to the contract's folder. */
  readonly inputs: Readonly<Record<string, string>>;
  /** By path relative to the output folder. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** A file's hash: SHA-256 in hexadecimal. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** Hashes that are known already: a watcher hashes only what has changed. */
export class FileHashes {
  readonly #known = new Map<string, { readonly text: string; readonly hash: string }>();

  of(path: string, text: string): string {
    const known = this.#known.get(path);
    if (known?.text === text) return known.hash;
    const hash = hashOf(text);
    this.#known.set(path, { text, hash });
    return hash;
  }
}

/** The manifest of a run. Line ends of inputs are evened out, so that a checkout on Windows hashes the same. */
export function manifestOf(
  inputs: ReadonlyMap<string, string>,
  outputs: ReadonlyMap<string, string>,
  known = new FileHashes(),
): Manifest {
  return {
    inputs: hashes(inputs, (path, text) => known.of(`in ${path}`, text.replaceAll("\r\n", "\n"))),
    outputs: hashes(outputs, (path, text) => known.of(`out ${path}`, text)),
  };
}

/** The manifest as a file. */
export function printManifest(manifest: Manifest): string {
  return printJson({ $comment: "Generated. Do not edit. SHA-256 of every input and output.", ...manifest });
}

/** Reads a manifest; an empty one when the text is none. */
export function parseManifest(text: string | undefined): Manifest {
  const value = parse(text);
  return { inputs: hashesAt(value, "inputs"), outputs: hashesAt(value, "outputs") };
}

function hashesAt(value: unknown, key: string): Record<string, string> {
  const entries = Object.entries(objectAt(value, key)).filter(([, hash]) => typeof hash === "string");
  return Object.fromEntries(entries) as Record<string, string>;
}

function parse(text: string | undefined): unknown {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return isObject(value) && isObject(own(value, "outputs")) ? value : {};
  } catch {
    return {};
  }
}

function hashes(
  files: ReadonlyMap<string, string>,
  hash: (path: string, text: string) => string,
): Record<string, string> {
  const sorted = [...files].sort(([a], [b]) => byCodeUnit(a, b));
  return Object.fromEntries(sorted.map(([path, text]) => [path, hash(path, text)]));
}

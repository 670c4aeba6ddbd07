import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A JSON value that was kept in a file; undefined when there is none, or when one byte of the file is another one now. */
export function readKept(file: string): unknown {
  try {
    const text = readFileSync(file, "utf8");
    const end = text.indexOf("\n");
    return text.slice(0, end) === sumOf(text.slice(end + 1)) ? JSON.parse(text.slice(end + 1)) : undefined;
  } catch {
    return undefined;
  }
}

/** Files that a folder of the cache holds; when there are more, the oldest go. */
const mostFiles = 64;

/** Keeps a JSON value. A cache that cannot be written is none: the next run does its work again. */
export function writeKept(file: string, value: unknown): void {
  try {
    const text = JSON.stringify(value);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}.tmp`, `${sumOf(text)}\n${text}`);
    renameSync(`${file}.${process.pid}.tmp`, file);
    trim(dirname(file));
  } catch {
    return;
  }
}

function trim(folder: string): void {
  const files = readdirSync(folder).map((name) => join(folder, name));
  if (files.length <= mostFiles) return;
  const ages = new Map(files.map((file) => [file, statSync(file).mtimeMs]));
  const oldest = files.sort((a, b) => (ages.get(a) ?? 0) - (ages.get(b) ?? 0));
  for (const file of oldest.slice(0, files.length - mostFiles)) rmSync(file, { force: true });
}

/** SHA-256 in hexadecimal. */
export function sumOf(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}

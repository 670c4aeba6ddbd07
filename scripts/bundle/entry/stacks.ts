/**
 * Lets stacks name the files and lines that people wrote, by the maps beside the bundle's chunks. Node's own switch for it reads every
 * map when its chunk is loaded, which a cold start would pay for; here one is read when the first stack that needs it is looked at.
 */
import { readFileSync } from "node:fs";
import { SourceMap } from "node:module";
import { fileURLToPath } from "node:url";

/** Maps by the chunk's address; undefined: it has none. */
const maps = new Map<string, SourceMap | undefined>();

/** Takes effect for every error whose stack is looked at from now on. */
export function readableStacks(): void {
  Error.prepareStackTrace = (error, frames) => {
    // Never throws: whoever looks at a stack is dealing with trouble already.
    const lines = frames.map((frame) => `\n    at ${lineOf(frame)}`);
    return `${titleOf(error)}${lines.join("")}`;
  };
}

function titleOf(error: unknown): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return "Error";
  }
}

function lineOf(frame: NodeJS.CallSite): string {
  const text = frame.toString();
  try {
    const file = frame.getScriptNameOrSourceURL();
    const [line, column] = [frame.getLineNumber(), frame.getColumnNumber()];
    if (!file?.startsWith("file:") || line === null || column === null) return text;
    const entry = mapOf(file)?.findEntry(line - 1, column - 1);
    if (entry === undefined || !("originalSource" in entry)) return text;
    const source = fileURLToPath(new URL(entry.originalSource, file));
    return text.replace(`${file}:${line}:${column}`, `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`);
  } catch {
    return text;
  }
}

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) maps.set(file, readMap(`${fileURLToPath(file)}.map`));
  return maps.get(file);
}

function readMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    // A chunk without own code.
    return undefined;
  }
}

import { join } from "node:path";
import { isObject } from "../json/json.ts";
import type { Memory } from "../json/memory.ts";
import { fingerprint } from "./fingerprint.ts";
import { readKept, sumOf, writeKept } from "./kept-file.ts";

/** A memory of texts that outlives the process. */
export interface KeptTexts extends Memory<string> {
  /** Writes what was asked for since the last time, if that is not what is kept. What nobody asked for is forgotten. */
  save(): void;
}

/** Texts kept in `folder` by what they were made of. Another generator, or a file that was damaged, begins anew. */
export function keptTexts(folder: string, name: string): KeptTexts {
  let file: string | undefined;
  let old: Readonly<Record<string, unknown>> | undefined;
  let used = new Map<string, string>();
  const load = (): Readonly<Record<string, unknown>> => {
    file ??= join(folder, `${name}-${fingerprint().slice(0, 16)}.json`);
    const kept = readKept(file);
    return isObject(kept) ? kept : {};
  };
  return {
    get(key) {
      const sum = sumOf(key);
      const found = used.get(sum);
      if (found !== undefined) return found;
      old ??= load();
      const text = Object.hasOwn(old, sum) ? old[sum] : undefined;
      if (typeof text !== "string") return undefined;
      used.set(sum, text);
      return text;
    },
    set: (key, text) => void used.set(sumOf(key), text),
    save() {
      old ??= load();
      const isSame =
        Object.keys(old).length === used.size && [...used.keys()].every((sum) => Object.hasOwn(old ?? {}, sum));
      if (!isSame && file !== undefined) writeKept(file, Object.fromEntries(used));
      old = Object.fromEntries(used);
      used = new Map();
    },
  };
}

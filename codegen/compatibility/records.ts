import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ValidateFunction } from "ajv";
import type { Location, Position } from "../diagnostics/diagnostic.ts";
import { parseSource } from "../read/source-file.ts";
import { clearFaults } from "../validate/schema-faults.ts";

/** A file that people keep beside the contract, such as a decision or a pin. */
export interface RecordFile {
  /** Relative to the contract's folder, with `/`. */
  readonly file: string;
  readonly value: unknown;
  readonly positionOf: (pointer: string) => Position;
}

/** Something that is wrong with such a file. */
export interface RecordFault extends Location, Position {
  readonly message: string;
}

/** What a folder of such files holds. */
export interface Records {
  readonly files: readonly RecordFile[];
  readonly faults: readonly RecordFault[];
}

/**
 * Reads all files of a folder with an ending and checks them. Files with faults are told and left out; no folder is no file.
 * @param root the contract's folder
 * @param folder below it
 */
export function readRecords(root: string, folder: string, ending: RegExp, validate: ValidateFunction): Records {
  const files: RecordFile[] = [];
  const faults: RecordFault[] = [];
  for (const name of namesOf(join(root, folder)).filter((each) => ending.test(each))) {
    const file = `${folder}/${name}`;
    const before = faults.length;
    const { value, positionOf } = parseSource(file, readFileSync(join(root, file), "utf8"), (_rule, at, what) => {
      faults.push({ line: 1, column: 1, ...at, message: `The file cannot be read: ${what}` });
    });
    if (faults.length > before) continue;
    if (validate(value)) files.push({ file, value, positionOf });
    for (const fault of clearFaults(validate.errors ?? [])) {
      const what = fault.pointer === "" ? "The file" : `\`${fault.pointer}\``;
      faults.push({ file, pointer: fault.pointer, ...positionOf(fault.pointer), message: `${what} ${fault.message}.` });
    }
  }
  return { files, faults };
}

/** Whether a text is a day of the calendar, such as `2027-06-30`. */
export function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00.000Z`) : Number.NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function namesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch {
    return [];
  }
}

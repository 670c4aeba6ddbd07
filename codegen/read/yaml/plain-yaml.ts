import { readBlock } from "./block.ts";
import { NotPlain } from "./not-plain.ts";
import { type Offsets, Reading } from "./reading.ts";

export type { Offsets } from "./reading.ts";

/**
 * Reads YAML as contracts are nearly always written: maps, lists and scalars in block or flow style, with comments. It is
 * many times faster than the full parser. Answers undefined when the text has anything else in it (tags, tabs, several
 * documents …) or any mistake; then the full parser must be asked. `offsets` takes where everything stands.
 */
export function parsePlainYaml(text: string, offsets?: Offsets): { readonly value: unknown } | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
  if (/[\0-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|^(?:---|\.\.\.|%)/m.test(text))
    return undefined;
  try {
    return { value: readDocument(new Reading(text, offsets)) };
  } catch (error) {
    if (error instanceof NotPlain || error instanceof RangeError) return undefined;
    throw error;
  }
}

function readDocument(reading: Reading): unknown {
  reading.nextLine();
  if (reading.indent < 0) throw new NotPlain();
  const value = readBlock(reading, -1);
  // A document that is one scalar is no contract; the full parser knows what its lines mean.
  if (reading.indent >= 0 || typeof value !== "object" || value === null) throw new NotPlain();
  return value;
}

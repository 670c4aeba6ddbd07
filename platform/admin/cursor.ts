/** What a cursor is made of. */
type Part = string | number;

/** Longest cursor, in characters: ids of streams have 512 bytes at most. */
const longest = 4000;

/**
 * Makes an opaque cursor.
 * @param list tells cursors of one list from those of another
 */
export function cursorOf(list: string, ...parts: readonly Part[]): string {
  return Buffer.from(JSON.stringify([list, ...parts]), "utf8").toString("base64url");
}

/**
 * Takes a cursor apart; undefined when it is none of this list.
 * @param types of its parts
 */
export function partsOf<const Types extends readonly ("string" | "number")[]>(
  text: string,
  list: string,
  types: Types,
): { [Index in keyof Types]: Types[Index] extends "number" ? number : string } | undefined {
  if (text.length > longest) return undefined;
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    if (!Array.isArray(value) || value.length !== types.length + 1 || value[0] !== list) return undefined;
    const parts: readonly unknown[] = value.slice(1);
    const isPart = (part: unknown, index: number) =>
      typeof part === types[index] && (typeof part === "string" ? part.isWellFormed() : Number.isSafeInteger(part));
    return parts.every(isPart)
      ? (parts as { [Index in keyof Types]: Types[Index] extends "number" ? number : string })
      : undefined;
  } catch {
    // Not one of ours, whatever it is.
    return undefined;
  }
}

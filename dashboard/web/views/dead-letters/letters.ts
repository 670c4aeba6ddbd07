import type { LetterLine } from "./shapes.ts";

/** Which letters are shown. */
export interface LetterFilter {
  /** Somewhere in the stream (so an account's number is enough), the error, the type, or an id. Words must all be there. */
  readonly text: string;
  /** Name of a handler; empty: any. */
  readonly handler: string;
}

/** The letters that a filter leaves. */
export function filtered(letters: readonly LetterLine[], { text, handler }: LetterFilter): readonly LetterLine[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  return letters.filter((letter) => {
    if (handler !== "" && letter.handler !== handler) return false;
    const all = [letter.id, letter.handler, letter.stream, letter.type, letter.messageId, letter.error]
      .join("\n")
      .toLowerCase();
    return words.every((word) => all.includes(word));
  });
}

/** Handlers of letters with how many there are, by name. */
export function handlersOf(letters: readonly LetterLine[]): readonly (readonly [handler: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { handler } of letters) counts.set(handler, (counts.get(handler) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Stream name and id of a letter's stream; undefined when it has none of that form. */
export function streamOf(stream: string): { readonly name: string; readonly id: string } | undefined {
  const cut = stream.indexOf("/");
  return cut < 1 ? undefined : { name: stream.slice(0, cut), id: stream.slice(cut + 1) };
}

/** How a letter stands: one word. */
export function stateOf({ closed, retryAt, parks }: Pick<LetterLine, "closed" | "retryAt" | "parks">): string {
  if (closed !== undefined) return closed.how;
  if (retryAt !== undefined) return "retrying";
  return parks ? "parks its stream" : "open";
}

/** Name of a command of a type such as `credits.TransferCredits.v1`. */
export const nameOf = (type: string): string => type.split(".").at(-2) ?? type;

/** Whether the payload of a letter may be edited: only commands are no facts. */
export const isEditable = (handler: string): boolean => handler === "commands";

/** A stretch of a text and what takes its place. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The part of a text from `start` to `end` with the edits that lie within it. Edits do not overlap. */
export function edited(text: string, edits: readonly TextEdit[], start = 0, end = text.length): string {
  let result = "";
  let at = start;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    if (edit.start < start || edit.end > end) continue;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at, end);
}

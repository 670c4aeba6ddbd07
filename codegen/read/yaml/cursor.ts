import { colon, dash, hash, newline, question, space } from "./characters.ts";
import { NotPlain } from "./not-plain.ts";

/** A text and the place at which reading goes on. */
export class Cursor {
  readonly text: string;
  /** Offset of the next character to read. */
  at = 0;
  /** Column of what stands at `at`, when that begins a block; -1 at the end. */
  indent = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** The character at a place. The end of the text counts as the end of a line. */
  code(at: number): number {
    return at < this.text.length ? this.text.charCodeAt(at) : newline;
  }

  /** The first place from `at` on that holds no space. */
  overSpaces(at: number): number {
    const { text } = this;
    while (text.charCodeAt(at) === space) at++;
    return at;
  }

  endOfLine(at: number): number {
    const end = this.text.indexOf("\n", at);
    return end < 0 ? this.text.length : end;
  }

  isBreak(at: number): boolean {
    const code = this.code(at);
    return code === space || code === newline;
  }

  /** Whether `-` stands at a place as the mark of a list's item. */
  isItem(at: number): boolean {
    return this.code(at) === dash && this.isBreak(at + 1);
  }

  /** `- `, `? ` and `: ` begin something else than a scalar. */
  refuseMark(at: number): void {
    const code = this.code(at);
    if ((code === dash || code === question || code === colon) && this.isBreak(at + 1)) throw new NotPlain();
  }

  /** From the beginning of a line to the next content: over empty lines and comments. */
  nextLine(): void {
    const { text } = this;
    let at = this.at;
    for (;;) {
      const start = at;
      at = this.overSpaces(at);
      if (at >= text.length) {
        this.at = at;
        this.indent = -1;
        return;
      }
      const code = text.charCodeAt(at);
      if (code !== newline && code !== hash) {
        this.at = at;
        this.indent = at - start;
        return;
      }
      if (code === hash) at = this.endOfLine(at);
      at++;
    }
  }

  /** Nothing but a comment may follow on this line. Goes on to the next content. */
  finishLine(): void {
    const start = this.at;
    let at = this.overSpaces(start);
    const code = this.code(at);
    if (code === hash && at > start) at = this.endOfLine(at);
    else if (code !== newline) throw new NotPlain();
    this.at = at + 1;
    this.nextLine();
  }
}

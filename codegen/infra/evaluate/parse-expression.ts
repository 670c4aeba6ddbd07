import { ExpressionFault } from "./faults.ts";

/** An expression as a tree. Positions count from 0 in the whole text, the opening bracket included. */
export type Expression =
  | { readonly kind: "literal"; readonly value: string | number; readonly position: number }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly arguments: readonly Expression[];
      readonly position: number;
    }
  | { readonly kind: "property"; readonly of: Expression; readonly name: string; readonly position: number }
  | { readonly kind: "item"; readonly of: Expression; readonly at: Expression; readonly position: number };

/** The longest expression that Resource Manager takes (learn.microsoft.com, "Syntax and expressions in ARM templates"). */
export const longestExpression = 24_576;

/** Whether a text of a template is an expression: in brackets, of which the first is not doubled. */
export function isExpression(text: string): boolean {
  return text.startsWith("[") && text.endsWith("]") && !text.startsWith("[[");
}

/** A text that is no expression, as it is meant: `[[x]` means `[x]`. */
export function unescaped(text: string): string {
  return text.startsWith("[[") && text.endsWith("]") ? text.slice(1) : text;
}

/**
 * Reads an expression, brackets included.
 * @throws ExpressionFault `expression-syntax`, with the position
 */
export function parseExpression(text: string): Expression {
  if (text.length > longestExpression) {
    const fix = "Split it into variables.";
    throw new ExpressionFault(
      "expression-syntax",
      `The expression has more than ${longestExpression} characters.`,
      fix,
    );
  }
  const parser = new Parser(text);
  const parsed = parser.expression();
  parser.end();
  return parsed;
}

class Parser {
  readonly #text: string;
  #at = 1;

  constructor(text: string) {
    this.#text = text;
  }

  expression(): Expression {
    let parsed = this.#primary();
    for (;;) {
      this.#blanks();
      const position = this.#at;
      if (this.#take(".")) {
        const name = this.#match(/[A-Za-z_$][\w$-]*/y);
        if (name === undefined) this.#fail("The name of a property is missing after the dot.");
        parsed = { kind: "property", of: parsed, name, position };
      } else if (this.#text[this.#at] === "[") {
        this.#at++;
        const at = this.expression();
        this.#expect("]");
        parsed = { kind: "item", of: parsed, at, position };
      } else return parsed;
    }
  }

  end(): void {
    this.#blanks();
    if (this.#at !== this.#text.length - 1) this.#fail(`\`${this.#text[this.#at]}\` does not belong here.`);
  }

  #primary(): Expression {
    this.#blanks();
    const position = this.#at;
    if (this.#text[position] === "'") return { kind: "literal", value: this.#quoted(), position };
    const number = this.#match(/-?\d+(?![\w.])/y);
    if (number !== undefined) return { kind: "literal", value: Number(number), position };
    const name = this.#match(/[A-Za-z_]\w*(?:\.[A-Za-z_]\w*(?=\s*\())?/y);
    if (name === undefined) this.#fail("A function, a number or a text in single quotes is missing.");
    this.#blanks();
    if (!this.#take("("))
      this.#fail(`\`${name}\` is followed by no parenthesis. Everything is a function: \`${name}()\`.`);
    return { kind: "call", name, arguments: this.#arguments(), position };
  }

  #arguments(): readonly Expression[] {
    const found: Expression[] = [];
    this.#blanks();
    if (this.#take(")")) return found;
    for (;;) {
      found.push(this.expression());
      this.#blanks();
      if (this.#take(")")) return found;
      this.#expect(",");
    }
  }

  #quoted(): string {
    const start = this.#at;
    const literal = this.#match(/'(?:[^']|'')*'/y);
    if (literal === undefined) {
      this.#at = start;
      this.#fail("The text in single quotes does not end.");
    }
    return literal.slice(1, -1).replaceAll("''", "'");
  }

  #blanks(): void {
    this.#match(/\s*/y);
  }

  #take(character: string): boolean {
    if (this.#text[this.#at] !== character) return false;
    this.#at++;
    return true;
  }

  #expect(character: string): void {
    this.#blanks();
    if (!this.#take(character)) this.#fail(`\`${character}\` is missing.`);
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    // The last bracket closes the whole expression.
    if (found === undefined || this.#at + found.length > this.#text.length - 1) return undefined;
    this.#at += found.length;
    return found;
  }

  #fail(message: string): never {
    throw new ExpressionFault("expression-syntax", message, "Mend the expression.", this.#at);
  }
}

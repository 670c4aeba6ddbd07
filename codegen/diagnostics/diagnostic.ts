import { catalogue, type Rule, type RuleName, type Severity } from "./catalogue.ts";

/** A place in a file of the contract. */
export interface Location {
  /** Relative to the contract's folder, with `/`. */
  readonly file: string;
  /** JSON pointer into the file. */
  readonly pointer: string;
}

/** A place as people count: from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One finding. */
export interface Diagnostic extends Location, Position {
  /** Stable rule id, such as `EW1203`. */
  readonly rule: string;
  /** The rule's name, such as `unknown-message`. */
  readonly name: RuleName;
  readonly severity: Severity;
  /** What is wrong here, and why that matters. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Takes a finding of a rule at a place. `isPlain`: it only concerns messages without a kind. */
export type Report = (
  name: RuleName,
  at: Location & Partial<Position>,
  what: string,
  fix?: string,
  isPlain?: boolean,
) => void;

/** Collects findings; the same one twice counts once. */
export class Diagnostics {
  readonly #found = new Map<string, Omit<Diagnostic, keyof Position> & Partial<Position>>();

  /** Takes a finding. `what` is the fact; the rule adds why it matters and what to do. */
  readonly report: Report = (name, at, what, fix, isPlain = false) => {
    const rule: Rule = catalogue[name];
    const { id } = rule;
    const severity = (isPlain ? rule.plain : undefined) ?? rule.severity;
    const entry = { rule: id, name, severity, ...at, message: `${what} ${rule.why}`, fix: fix ?? rule.fix };
    this.#found.set(JSON.stringify([id, at.file, at.pointer, what]), entry);
  };

  /** Whether nothing so far stops the generator. */
  get ok(): boolean {
    return ![...this.#found.values()].some(({ severity }) => severity === "error");
  }

  /** All findings with their positions, in the order of files and lines. */
  list(locate: (at: Location) => Position): readonly Diagnostic[] {
    return [...this.#found.values()]
      .map(({ line, column, ...entry }) => ({
        ...entry,
        ...(line === undefined || column === undefined ? locate(entry) : { line, column }),
      }))
      .sort(
        (a, b) =>
          compare(a.file, b.file) ||
          a.line - b.line ||
          a.column - b.column ||
          compare(a.rule, b.rule) ||
          compare(a.message, b.message),
      );
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

import { KqlError } from "./error.ts";

/** What one query may use. */
export interface Limits {
  /** Rows of the answer; more are refused, as Azure cuts them. */
  readonly rows: number;
  /** Values of all rows that operators make; a row counts as four more. */
  readonly values: number;
  /** Steps: about one for each row that an operator looks at. */
  readonly steps: number;
  /** Levels of operators, functions and parentheses inside each other. */
  readonly depth: number;
  /** Characters of the query's text. */
  readonly text: number;
}

/** The limits when nothing else is asked for. */
export const usualLimits: Limits = {
  rows: 500_000,
  values: 25_000_000,
  steps: 50_000_000,
  depth: 100,
  text: 100_000,
};

/** Counts what a query uses. Deterministic: it counts work, not time, so a query fails everywhere or nowhere. */
export class Budget {
  readonly limits: Limits;
  #steps = 0;
  #values = 0;

  constructor(limits: Limits = usualLimits) {
    this.limits = limits;
  }

  /** Notes work. @throws {KqlError} `too-much-work` */
  step(count = 1): void {
    this.#steps += count;
    if (this.#steps > this.limits.steps) {
      throw new KqlError(
        "limit",
        "too-much-work",
        `The query takes more than ${this.limits.steps} steps: filter earlier`,
      );
    }
  }

  /** Notes a row of so many values, which takes some room by itself. @throws {KqlError} `too-much-memory` */
  hold(values: number): void {
    this.#values += values + 4;
    this.step(1 + (values >> 3));
    if (this.#values > this.limits.values) {
      throw new KqlError(
        "limit",
        "too-much-memory",
        `The query makes more than ${this.limits.values} values: project and filter earlier`,
      );
    }
  }
}

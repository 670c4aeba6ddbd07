/** A finding of the interpreter, in the shape of ajv's errors, so that both speak in the same sentences. */
export interface InterpreterError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** What a schema has found in a value, and which parts of it it has spoken of. */
export class Evaluation {
  readonly errors: InterpreterError[] = [];
  /** Names of fields that were spoken of. */
  readonly fields = new Set<string>();
  /** Items from the beginning that were spoken of. */
  items = 0;

  get isValid(): boolean {
    return this.errors.length === 0;
  }

  fail(instancePath: string, keyword: string, params: Readonly<Record<string, unknown>> = {}): void {
    this.errors.push({ instancePath, keyword, params });
  }

  /** Takes over what a schema that speaks of the same value has seen, and its errors unless they are of no consequence. */
  absorb(other: Evaluation, withErrors: boolean): void {
    for (const field of other.fields) this.fields.add(field);
    this.items = Math.max(this.items, other.items);
    if (withErrors) this.errors.push(...other.errors);
  }
}

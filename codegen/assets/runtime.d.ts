/** One fault that a validator found. */
export interface Fault {
  /** JSON pointer (RFC 6901) into the payload; empty for the payload as a whole. */
  readonly pointer: string;
  /** What is wrong, in words for a person. */
  readonly message: string;
  /** The schema keyword that was broken, such as `required` or `format`. */
  readonly keyword: string;
}

/** A fault as a validator notes it. */
export interface Noted {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: object;
}

/** A schema that was compiled into a function: whether the value is valid; with a list, faults are noted there instead. */
export type Compiled = (value: unknown, faults: Noted[] | null, path: string) => boolean;

/** Number of Unicode characters in a text. */
export function characters(text: string): number;
/** Whether two JSON values are equal. */
export function equal(a: unknown, b: unknown): boolean;
/** A format: for which JSON type it is, and its check. */
export type Format =
  | { readonly type: "string"; readonly validate: (value: string) => boolean }
  | { readonly type: "number"; readonly validate: (value: number) => boolean };
/** All formats that contracts may use. */
export const formats: Readonly<Record<string, Format>>;
/** Runs a compiled schema and puts its findings into words. */
export function check(compiled: Compiled, value: unknown): readonly Fault[];
/** Faults of a compiled schema's errors. */
export function faultsOf(errors: readonly object[]): readonly Fault[];

/** Why a query is not answered. `unsupported` exists in the language and not here; `limit` is a query that asks for too much. */
export type KqlErrorKind = "syntax" | "semantic" | "unsupported" | "limit" | "runtime";

/** Where something stands in the text of a query; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A query that is not answered: what is wrong, and where in its text. */
export class KqlError extends Error {
  override readonly name = "KqlError";
  readonly kind: KqlErrorKind;
  /** Stable, such as `unknown-column`. */
  readonly code: string;
  /** Characters before what is wrong; undefined when no one place is to blame. */
  readonly at: number | undefined;
  /** The same place as line and column, once the text is known (`locate`). */
  readonly place: Place | undefined;

  constructor(kind: KqlErrorKind, code: string, message: string, at?: number, place?: Place) {
    super(message);
    this.kind = kind;
    this.code = code;
    this.at = at;
    this.place = place;
  }
}

/** The query cannot be read. */
export const syntaxError = (message: string, at: number) => new KqlError("syntax", "syntax", message, at);

/** The query can be read and means nothing. */
export const semanticError = (code: string, message: string, at?: number) =>
  new KqlError("semantic", code, message, at);

/** Kusto has it, this interpreter has not. */
export const unsupported = (what: string, at?: number) =>
  new KqlError("unsupported", "unsupported", `${what} is not supported by the local query engine`, at);

/** A value for which the answer would be wrong or unknown. */
export const runtimeError = (code: string, message: string, at?: number) => new KqlError("runtime", code, message, at);

/** Line and column of an offset. */
export function placeOf(text: string, at: number): Place {
  const before = text.slice(0, at).split("\n");
  return { line: before.length, column: (before.at(-1) as string).length + 1 };
}

/** Runs work on a query; errors that it throws say their line and column. */
export function locate<T>(text: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    // Texts, arrays and depths that JavaScript itself cannot hold.
    if (error instanceof RangeError) throw new KqlError("limit", "too-large-value", "A value is too large or too deep");
    if (!(error instanceof KqlError) || error.at === undefined || error.place !== undefined) throw error;
    const place = placeOf(text, error.at);
    const message = `${error.message} (line ${place.line}, column ${place.column})`;
    throw new KqlError(error.kind, error.code, message, error.at, place);
  }
}

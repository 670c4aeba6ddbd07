import type { Dynamic, Type, Value } from "../types.ts";

/** A piece of a query's text. */
export interface Token {
  readonly kind: "name" | "literal" | "op" | "end";
  /** As it stands in the query; of a name in brackets, the name. */
  readonly text: string;
  /** Offset of its first character, and of the one after its last. */
  readonly at: number;
  readonly end: number;
  /** Of a literal. */
  readonly type?: Type;
  readonly value?: Value | Dynamic;
  /** A name that stood in brackets, which is never a word of the language. */
  readonly quoted?: boolean;
}

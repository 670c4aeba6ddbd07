/** What a position of a text must be. */
export type Assertion = "line-start" | "line-end" | "text-start" | "text-end" | "boundary" | "no-boundary";

/** A part of a pattern. */
export type Node =
  | { readonly kind: "empty" }
  | { readonly kind: "character"; readonly test: (code: number) => boolean }
  | { readonly kind: "assertion"; readonly which: Assertion }
  | { readonly kind: "sequence"; readonly parts: readonly Node[] }
  | { readonly kind: "choice"; readonly parts: readonly Node[] }
  | {
      readonly kind: "repeat";
      readonly of: Node;
      readonly least: number;
      readonly most: number;
      readonly greedy: boolean;
    }
  | { readonly kind: "group"; readonly of: Node; readonly index: number };

import type { Place, Scope } from "./scope.ts";

/** Writes the checks of a schema for a place. */
export type EmitSchema = (scope: Scope, schema: unknown, place: Place) => void;

/** A schema that decides something. */
export interface Test {
  /** An expression: whether the value fits. Nothing is noted. */
  readonly test: string;
  /** Writes the checks that note why it does not. */
  readonly explain: (place: Place) => void;
}

/** Makes a test of a schema for the value that an expression gives. */
export type TestOf = (scope: Scope, schema: unknown, value: string) => Test;

import type { As } from "./client.ts";
import type { Patience } from "./patience.ts";

/** Tells a person how far the run is. */
export interface Progress {
  /** A new part of the run with `total` items. */
  begin(part: string, total: number): void;
  /** One item is done. */
  advance(): void;
  end(): void;
}

/** What a run is played with. */
export interface Context extends Patience {
  /** With what each person calls. */
  readonly as: As;
  /** Steps that are under way together. */
  readonly concurrency: number;
  /** Milliseconds without any change after which something that should come is given up. */
  readonly stall: number;
  readonly progress: Progress;
}

/** Tells nobody. */
export const silent: Progress = { begin() {}, advance() {}, end() {} };

/** Something that names alone do not tell: people decide it. */
export interface Leftover {
  readonly path: string;
  readonly what: string;
}

/** Takes a leftover. */
export type Leave = (leftover: Leftover) => void;

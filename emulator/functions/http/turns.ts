/** Lets so many pieces of work run at the same time; the others wait, first come, first served. */
export class Turns {
  readonly #most: number;
  #running = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param most undefined: no limit */
  constructor(most: number | undefined) {
    this.#most = most ?? Number.POSITIVE_INFINITY;
  }

  /** Runs `work` when it is its turn. What it throws is thrown. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    // A turn that is given on stays counted, so that nobody slips in between.
    if (this.#running >= this.#most) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#running++;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }
}

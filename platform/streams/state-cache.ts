/** A folded state and the version that it shows. States are never changed in place. */
export interface Folded {
  readonly version: number;
  readonly state: unknown;
}

/** The last used folded states of this process, by partition value. Others may have appended since: a hint, no truth. */
export class StateCache {
  readonly #entries = new Map<string, Folded>();
  readonly #capacity: number;

  constructor(capacity = 2000) {
    this.#capacity = capacity;
  }

  get(partition: string): Folded | undefined {
    const found = this.#entries.get(partition);
    if (found !== undefined) {
      this.#entries.delete(partition);
      this.#entries.set(partition, found);
    }
    return found;
  }

  set(partition: string, folded: Folded): void {
    this.#entries.delete(partition);
    this.#entries.set(partition, folded);
    if (this.#entries.size <= this.#capacity) return;
    const oldest = this.#entries.keys().next();
    if (!oldest.done) this.#entries.delete(oldest.value);
  }

  delete(partition: string): void {
    this.#entries.delete(partition);
  }
}

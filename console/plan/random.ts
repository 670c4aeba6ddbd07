import { createHash } from "node:crypto";

/** Numbers that look random and are the same for the same seed on every machine. */
export class Random {
  readonly #seed: string;
  #count = 0;

  /** @param seed any text; two purposes with two seeds do not disturb each other's numbers */
  constructor(seed: string) {
    this.#seed = seed;
  }

  /** A number from 0 up to but not including 1. */
  next(): number {
    const digest = createHash("sha256")
      .update(`${this.#seed}#${this.#count++}`)
      .digest();
    return digest.readUIntBE(0, 6) / 2 ** 48;
  }

  /** A whole number, both ends included. */
  integer(lowest: number, highest: number): number {
    return lowest + Math.floor(this.next() * (highest - lowest + 1));
  }

  /** A whole number, both ends included; small ones come as often as large ones ten times their size. */
  logarithmic(lowest: number, highest: number): number {
    return Math.round(Math.exp(Math.log(lowest) + this.next() * (Math.log(highest) - Math.log(lowest))));
  }

  /** True this often: 0 never, 1 always. */
  chance(share: number): boolean {
    return this.next() < share;
  }

  /** One of them. @throws RangeError when there is none */
  pick<T>(items: readonly T[]): T {
    if (items.length === 0) throw new RangeError("There is nothing to pick from.");
    return items[Math.floor(this.next() * items.length)] as T;
  }

  /** The same items in another order. */
  shuffle<T>(items: readonly T[]): T[] {
    const result = [...items];
    for (let last = result.length - 1; last > 0; last--) {
      const other = this.integer(0, last);
      [result[last], result[other]] = [result[other] as T, result[last] as T];
    }
    return result;
  }
}

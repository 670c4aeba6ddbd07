/**
 * A token bucket of request units: it fills at `rate` units a second, holds what one second brings, and begins full.
 *
 * What a request costs is known only after it ran. So a request may begin while anything is left, and what it took beyond
 * that is a debt that later requests wait for: over time no more than `rate` is spent.
 */
export class TokenBucket {
  #rate: number;
  #level: number;
  #at: number;

  /** @param rate request units a second, above zero @param now ms */
  constructor(rate: number, now: number) {
    this.#rate = rate;
    this.#level = rate;
    this.#at = now;
  }

  /** Changes the rate. A debt stays; what was saved up is cut to the new second's worth. */
  setRate(rate: number, now: number): void {
    this.#fill(now);
    this.#rate = rate;
    this.#level = Math.min(this.#level, rate);
  }

  /** How long, in whole ms, until a request may begin; 0: now. */
  wait(now: number): number {
    this.#fill(now);
    return this.#level > 0 ? 0 : Math.floor((-this.#level / this.#rate) * 1000) + 1;
  }

  /** Takes what a request cost. */
  take(units: number, now: number): void {
    this.#fill(now);
    this.#level -= units;
  }

  #fill(now: number): void {
    // A clock that was set back fills nothing.
    const passed = Math.max(0, now - this.#at);
    this.#at = now;
    this.#level = Math.min(this.#rate, this.#level + (passed / 1000) * this.#rate);
  }
}

import type { Clock } from "../../../platform/clock/clock.ts";
import { metadataCharge } from "../charge.ts";
import { CosmosError, tooManyRequests } from "../errors.ts";
import type { Container } from "../store/container.ts";
import type { OfferStore } from "../store/offers.ts";
import { TokenBucket } from "./bucket.ts";
import type { Budget } from "./budget.ts";

/** What was asked of one container since the start. */
export interface ContainerUse {
  /** Requests for items, refused ones included. An operation of a bulk request counts as one. */
  readonly requests: number;
  /** Request units charged. */
  readonly charge: number;
  /** Requests refused with 429. */
  readonly throttled: number;
}

/** Use by `<database>/<container>`, and the budget that holds now. */
export interface ThroughputReport {
  readonly budget: Budget;
  readonly containers: Readonly<Record<string, ContainerUse>>;
}

interface Rate {
  /** Whose bucket: one container's, or one that the containers of a database share. */
  readonly bucket: string;
  /** Request units a second. */
  readonly units: number;
}

/** Charges requests for items, and refuses them while the budget of their container is used up. */
export class Throughput {
  readonly #clock: Clock;
  readonly #offers: OfferStore;
  readonly #buckets = new Map<string, TokenBucket>();
  readonly #rates = new Map<number, Rate>();
  readonly #uses = new Map<string, { -readonly [K in keyof ContainerUse]: ContainerUse[K] }>();
  #offersSeen = 0;
  #budget: Budget;

  constructor(clock: Clock, offers: OfferStore, budget: Budget) {
    this.#clock = clock;
    this.#offers = offers;
    this.#budget = budget;
  }

  /** The budget that holds. A new one begins with full buckets: no debt of the old one is collected. */
  get budget(): Budget {
    return this.#budget;
  }

  set budget(budget: Budget) {
    this.#budget = budget;
    this.#rates.clear();
    this.#buckets.clear();
  }

  /**
   * Runs one request on a container and charges it. What fails because of the request is charged like a look.
   * @throws CosmosError 429/3200 when the budget is used up; the work has not run then
   */
  metered<T>(container: Container, work: () => T, chargeOf: (value: T) => number): T {
    const use = this.#use(container);
    use.requests++;
    const bucket = this.#bucket(container);
    const wait = bucket?.wait(this.#clock.now()) ?? 0;
    if (wait > 0) {
      use.throttled++;
      throw tooManyRequests(wait);
    }
    const charge = (units: number) => {
      use.charge += units;
      bucket?.take(units, this.#clock.now());
    };
    let value: T;
    try {
      value = work();
    } catch (error) {
      if (error instanceof CosmosError) charge(metadataCharge);
      throw error;
    }
    charge(chargeOf(value));
    return value;
  }

  /** What was used since the start. */
  report(): ThroughputReport {
    const uses = [...this.#uses].sort(([a], [b]) => (a < b ? -1 : 1));
    const round = (units: number) => Math.round(units * 100) / 100;
    return {
      budget: this.#budget,
      containers: Object.fromEntries(uses.map(([name, use]) => [name, { ...use, charge: round(use.charge) }])),
    };
  }

  #use(container: Container) {
    const name = `${container.database.id}/${container.id}`;
    let use = this.#uses.get(name);
    if (use === undefined) {
      use = { requests: 0, charge: 0, throttled: 0 };
      this.#uses.set(name, use);
    }
    return use;
  }

  #bucket(container: Container): TokenBucket | undefined {
    const rate = this.#rateOf(container);
    if (rate === undefined) return undefined;
    let bucket = this.#buckets.get(rate.bucket);
    if (bucket === undefined) {
      bucket = new TokenBucket(rate.units, this.#clock.now());
      this.#buckets.set(rate.bucket, bucket);
    }
    return bucket;
  }

  #rateOf(container: Container): Rate | undefined {
    if (this.#budget === "unlimited") return undefined;
    if (typeof this.#budget === "number") return { bucket: container.rid, units: this.#budget };
    if (this.#offersSeen !== this.#offers.changes) {
      this.#offersSeen = this.#offers.changes;
      this.#rates.clear();
    }
    const known = this.#rates.get(container.num);
    if (known !== undefined) return known;
    for (const rid of [container.rid, container.database.rid]) {
      const units = this.#offers.unitsOf(rid);
      if (units === undefined) continue;
      this.#buckets.get(rid)?.setRate(units, this.#clock.now());
      this.#rates.set(container.num, { bucket: rid, units });
      return { bucket: rid, units };
    }
    return undefined;
  }
}

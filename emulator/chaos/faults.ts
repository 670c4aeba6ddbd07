import type { Clock } from "../../platform/clock/clock.ts";
import { type ChaosPlan, decide, type Fault } from "./plan.ts";
import type { ChaosRate, Kinds, Part } from "./rates.ts";

/** Where a part asks what is to go wrong. A part without one runs as if there were no such thing. */
export interface FaultSource<P extends Part> {
  /** Asked once for each thing that the part does; `what` names it for the log. Undefined: nothing goes wrong. */
  next(what: string): Fault<P> | undefined;
}

/** One fault that happened, as it is logged. */
export interface FaultRecord {
  readonly life: number;
  readonly part: Part;
  readonly kind: string;
  /** 0 of a fault that somebody has ordered. */
  readonly number: number;
  readonly size: number;
  readonly what: string;
  /** Instant, ISO 8601. */
  readonly at: string;
  /** Somebody has ordered it; no seed has decided it. */
  readonly byHand?: true;
}

/** Size of a fault that is ordered by hand: neither the least nor the most. */
export const sizeByHand = 0.5;

/** The sources of one process. They are quiet until they are switched on; what is done meanwhile is not counted. */
export class Faults {
  #plan: ChaosPlan;
  readonly #clock: Clock;
  readonly #record: (fault: FaultRecord) => void;
  readonly #ordered = new Map<Part, string[]>();
  #on = false;

  constructor(plan: ChaosPlan, clock: Clock, record: (fault: FaultRecord) => void) {
    this.#plan = plan;
    this.#clock = clock;
    this.#record = record;
  }

  get on(): boolean {
    return this.#on;
  }

  get rate(): ChaosRate {
    return this.#plan.rate;
  }

  /** Lets faults happen, or ends them; with `rate` as many as that profile says from now on. */
  switch(on: boolean, rate?: ChaosRate): void {
    this.#on = on;
    if (rate !== undefined) this.#plan = { ...this.#plan, rate };
  }

  /**
   * The next `times` things that a part does meet this fault, whether faults are switched on or not. What is ordered so is no
   * part of the plan: nothing else about the plan changes.
   */
  order<P extends Part>(part: P, kind: Kinds[P], times: number): void {
    const waiting = this.#ordered.get(part) ?? [];
    this.#ordered.set(part, [...waiting, ...Array<string>(times).fill(kind)]);
  }

  /** Forgets what was ordered and has not happened. */
  forget(): void {
    this.#ordered.clear();
  }

  /** The source of one part. */
  of<P extends Part>(part: P): FaultSource<P> {
    let number = 0;
    return {
      next: (what) => {
        const { life } = this.#plan;
        const at = () => new Date(this.#clock.now()).toISOString();
        const ordered = this.#ordered.get(part)?.shift() as Kinds[P] | undefined;
        if (ordered !== undefined) {
          const fault = { kind: ordered, number: 0, size: sizeByHand };
          this.#record({ life, part, ...fault, what, at: at(), byHand: true });
          return fault;
        }
        if (!this.#on) return undefined;
        const fault = decide(this.#plan, part, ++number);
        if (fault === undefined) return undefined;
        const { kind, size } = fault;
        this.#record({ life, part, kind, number, size, what, at: at() });
        return fault;
      },
    };
  }
}

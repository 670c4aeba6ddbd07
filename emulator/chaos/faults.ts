import type { Clock } from "../../platform/clock/clock.ts";
import { type ChaosPlan, decide, type Fault } from "./plan.ts";
import type { Part } from "./rates.ts";

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
  readonly number: number;
  readonly size: number;
  readonly what: string;
  /** Instant, ISO 8601. */
  readonly at: string;
}

/** The sources of one process. They are quiet until they are switched on; what is done meanwhile is not counted. */
export class Faults {
  readonly #plan: ChaosPlan;
  readonly #clock: Clock;
  readonly #record: (fault: FaultRecord) => void;
  #on = false;

  constructor(plan: ChaosPlan, clock: Clock, record: (fault: FaultRecord) => void) {
    this.#plan = plan;
    this.#clock = clock;
    this.#record = record;
  }

  get on(): boolean {
    return this.#on;
  }

  switch(on: boolean): void {
    this.#on = on;
  }

  /** The source of one part. */
  of<P extends Part>(part: P): FaultSource<P> {
    let number = 0;
    return {
      next: (what) => {
        if (!this.#on) return undefined;
        const fault = decide(this.#plan, part, ++number);
        if (fault === undefined) return undefined;
        const { kind, size } = fault;
        const at = new Date(this.#clock.now()).toISOString();
        this.#record({ life: this.#plan.life, part, kind, number, size, what, at });
        return fault;
      },
    };
  }
}

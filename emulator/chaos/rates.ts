/** The parts that faults are planned for, each with the kinds that it knows. */
export interface Kinds {
  /** A request for documents. */
  cosmos: "throttled" | "unavailable" | "slow" | "dropped-before-commit" | "dropped-after-commit";
  /** A request to a subscriber. */
  eventgrid: "duplicated" | "late" | "overtaken" | "failed-after-delivery";
  /** A batch of a change feed, once its function has handled it. */
  trigger: "batch-twice";
  /** A call of an activity. */
  activity: "twice" | "late";
  /** A turn of an orchestrator. */
  turn: "twice";
  /** An external event for an instance. */
  message: "twice" | "late";
  /** An invocation of the app's process. */
  worker: "killed";
  /** A moment of the system: one of its services is killed and comes back. */
  crash: "cosmos" | "eventgrid";
  /** A moment of a further host, which shares leases with the first: killed and started again, or held, so that its leases expire. */
  host: "killed" | "held";
  /** A moment of the clock. */
  clock: "jumped";
  /** A moment of the partition ranges of the containers that change feeds are read from. */
  range: "split";
}

/** Where a fault happens. */
export type Part = keyof Kinds;

/** How many of the things that a part does meet a fault of each kind: shares of 1. */
export type Rates = { readonly [P in Part]: Readonly<Record<Kinds[P], number>> };

const usual: Rates = {
  cosmos: {
    throttled: 0.01,
    unavailable: 0.004,
    slow: 0.01,
    "dropped-before-commit": 0.003,
    "dropped-after-commit": 0.003,
  },
  eventgrid: { duplicated: 0.05, late: 0.03, overtaken: 0.05, "failed-after-delivery": 0.01 },
  trigger: { "batch-twice": 0.05 },
  activity: { twice: 0.05, late: 0.05 },
  turn: { twice: 0.05 },
  message: { twice: 0.1, late: 0.1 },
  worker: { killed: 0.0005 },
  crash: { cosmos: 0.005, eventgrid: 0.005 },
  host: { killed: 0.005, held: 0.007 },
  clock: { jumped: 0.01 },
  range: { split: 0.006 },
};

const times = (factor: number): Rates =>
  Object.fromEntries(
    Object.entries(usual).map(([part, shares]) => [
      part,
      Object.fromEntries(Object.entries(shares).map(([kind, share]) => [kind, share * factor])),
    ]),
  ) as unknown as Rates;

/** What `--chaos-rate` can be. */
export const rates = { light: times(0.2), usual, heavy: times(3) } as const;

/** Name of a profile. */
export type ChaosRate = keyof typeof rates;

/** The names, as the command line shows them. */
export const rateNames = Object.keys(rates) as ChaosRate[];

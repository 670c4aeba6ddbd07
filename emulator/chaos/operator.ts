import type { FaultRecord } from "./faults.ts";
import { type ChaosRate, type Part, rateNames, rates } from "./rates.ts";

/** What somebody orders of the running local Azure: one of these at a time. */
export type Order =
  /** Lets the faults of the seed happen, or ends them, together with those that were ordered and have not happened. */
  | { readonly faults: "on" | "off"; readonly rate?: ChaosRate }
  /** The next `times` things that a part does meet this fault. */
  | { readonly force: { readonly part: Part; readonly kind: string; readonly times: number } }
  /** Kills the app's process. */
  | { readonly kill: "app" }
  /** Splits a range of a container, `<database>/<container>`; without `range` the widest. */
  | { readonly split: string; readonly range?: string }
  /** Request units a second of each container, `offers` or `unlimited`. */
  | { readonly budget: unknown }
  /** Moves the clock forward by an ISO 8601 duration. */
  | { readonly advance: string };

/** How the local Azure stands, as `GET /admin/faults` tells it. What Cosmos DB says is missing while that is away. */
export interface OperatorReport {
  readonly seed: string;
  readonly rate: ChaosRate;
  readonly on: boolean;
  readonly faults: number;
  readonly counts: Readonly<Record<string, number>>;
  /** The newest faults, newest first. */
  readonly recent: readonly FaultRecord[];
  /** What `rate` can be. */
  readonly rates: readonly ChaosRate[];
  /** What can be forced: kinds by part. */
  readonly kinds: Readonly<Record<string, readonly string[]>>;
  /** As the local Cosmos DB reports it: `{budget, containers}`. */
  readonly throughput?: unknown;
  /** As the local Cosmos DB reports them: ranges by `<database>/<container>`. */
  readonly ranges?: unknown;
  readonly clock: { readonly now: string; readonly offsetMs: number };
}

/** Who carries orders out. */
export interface Operator {
  report(): Promise<OperatorReport>;
  /** @throws OrderRefused when it cannot be done */
  carryOut(order: Order): Promise<void>;
}

/** An order that makes no sense, or that a part of the local Azure refuses. */
export class OrderRefused extends Error {
  override readonly name = "OrderRefused";
}

/** Most things that one order may be about. */
export const mostForced = 1_000;

/** Kinds of faults by part. */
export const kindsByPart: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(rates.usual).map(([part, kinds]) => [part, Object.keys(kinds)]),
);

/** Reads an order. @throws OrderRefused saying what there is */
export function readOrder(value: unknown): Order {
  const order = (typeof value === "object" && value !== null ? value : {}) as Readonly<Record<string, unknown>>;
  const { faults, rate, force, kill, split, range, advance } = order;
  const words = ["faults", "force", "kill", "split", "budget", "advance"].filter((word) => order[word] !== undefined);
  if (words.length !== 1) {
    throw new OrderRefused("The body must have exactly one of faults, force, kill, split, budget and advance.");
  }
  if (faults !== undefined) {
    if (faults !== "on" && faults !== "off") throw new OrderRefused('faults must be "on" or "off".');
    if (rate === undefined) return { faults };
    if (!isRate(rate)) throw new OrderRefused(`rate must be one of ${rateNames.join(", ")}.`);
    return { faults, rate };
  }
  if (force !== undefined) return { force: readForce(force) };
  if (kill !== undefined) {
    if (kill !== "app") throw new OrderRefused('kill must be "app"; for stores force crash/cosmos or crash/eventgrid.');
    return { kill };
  }
  if (split !== undefined) {
    if (typeof split !== "string") throw new OrderRefused("split must be a text like database/container.");
    if (range === undefined) return { split };
    if (typeof range !== "string") throw new OrderRefused("range must be the id of a range, a text.");
    return { split, range };
  }
  if (advance === undefined) return { budget: order["budget"] };
  if (typeof advance !== "string") throw new OrderRefused('advance must be an ISO 8601 duration, such as "PT1H".');
  return { advance };
}

function readForce(value: unknown): { part: Part; kind: string; times: number } {
  const { part, kind, times = 1 } = (value ?? {}) as Readonly<Record<string, unknown>>;
  const kinds = typeof part === "string" && Object.hasOwn(kindsByPart, part) ? kindsByPart[part] : undefined;
  if (kinds === undefined) throw new OrderRefused(`force.part must be one of ${Object.keys(kindsByPart).join(", ")}.`);
  if (typeof kind !== "string" || !kinds.includes(kind)) {
    throw new OrderRefused(`force.kind must be one of ${kinds.join(", ")}.`);
  }
  if (!Number.isInteger(times) || (times as number) < 1 || (times as number) > mostForced) {
    throw new OrderRefused(`force.times must be a whole number from 1 to ${mostForced}.`);
  }
  return { part: part as Part, kind, times: times as number };
}

const isRate = (value: unknown): value is ChaosRate => (rateNames as readonly unknown[]).includes(value);

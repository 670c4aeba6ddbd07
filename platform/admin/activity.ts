import { type Catalog, nameOfType } from "../app/catalog.ts";
import type { Runtime } from "../app/runtime.ts";
import type { RecentCounts } from "../stores/explorer.ts";
import type { Stores } from "../stores/ports.ts";
import { feedLag } from "../telemetry/measure/feed-lag.ts";
import { lettersNow, parkedNow, processesNow } from "../telemetry/measure/standing.ts";
import type { ActivityAnswer, CommandStatus } from "./shapes.ts";

/** How long what stands still is taken for true, ms: it is counted over whole containers. */
const standingFor = 2000;

type Standing = Pick<ActivityAnswer, "feeds" | "parked" | "letters" | "processes">;

/** How things stand by the stores that tell it: counted once for all clients that look every few seconds. */
const known = new WeakMap<Stores, { readonly standing: Promise<Standing>; readonly at: number }>();

/** What has happened within the last seconds, and how things stand. */
export async function readActivity(runtime: Runtime, seconds: number): Promise<ActivityAnswer> {
  const [counts, standing] = await Promise.all([runtime.stores.explorer.recent(seconds), standingOf(runtime)]);
  const until = new Date(runtime.clock.now()).toISOString();
  return { until, seconds, ...named(runtime.catalog, counts), ...standing };
}

async function standingOf(runtime: Runtime): Promise<Standing> {
  const { stores } = runtime;
  const now = performance.now();
  const last = known.get(stores);
  if (last !== undefined && now - last.at <= standingFor) return last.standing;
  const standing = readStanding(runtime);
  known.set(stores, { standing, at: now });
  try {
    return await standing;
  } catch (error) {
    // One that has failed is not kept.
    known.delete(stores);
    throw error;
  }
}

async function readStanding(runtime: Runtime): Promise<Standing> {
  const [feeds, parked, letters, processes] = await Promise.all([
    feedLag(runtime),
    parkedNow(runtime),
    lettersNow(runtime),
    processesNow(runtime),
  ]);
  return { feeds, parked, letters, processes };
}

/** Types of several versions of a message are one. */
function named(catalog: Catalog, { messages, outcomes }: RecentCounts): Pick<ActivityAnswer, "messages" | "outcomes"> {
  const sums = new Map<string, { name: string; kind: RecentCounts["messages"][number]["kind"]; count: number }>();
  for (const { kind, type, count } of messages) {
    const name = nameOfType(catalog, type);
    const key = `${kind} ${name}`;
    sums.set(key, { name, kind, count: count + (sums.get(key)?.count ?? 0) });
  }
  const sorted = [...sums].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    messages: sorted.map(([, sum]) => sum),
    outcomes: outcomes
      .map(({ type: name, status, count }) => ({ name, status: status as CommandStatus, count }))
      .sort((a, b) => (`${a.name} ${a.status}` < `${b.name} ${b.status}` ? -1 : 1)),
  };
}

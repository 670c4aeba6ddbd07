import type { ProcessDefinition } from "../../app/definition.ts";
import type { Runtime } from "../../app/runtime.ts";
import type { LetterCount, ParkedCount } from "../../stores/measures.ts";

/** The instances of one process in one state. */
export interface ProcessCount {
  readonly process: string;
  /** As Durable Functions names it: `Pending`, `Running`, `Suspended` or `Failed`. */
  readonly status: string;
  readonly count: number;
  /** When the oldest of them was started, RFC 3339. */
  readonly oldest: string;
}

/**
 * Streams that are parked, by handler.
 * @throws StoreError when the store is in trouble
 */
export async function parkedNow({ stores }: Pick<Runtime, "stores">): Promise<readonly ParkedCount[]> {
  return (await stores.measures.parkedStreams()).toSorted(byHandler);
}

/**
 * Letters that nobody has closed, by handler.
 * @throws StoreError when the store is in trouble
 */
export async function lettersNow({ stores }: Pick<Runtime, "stores">): Promise<readonly LetterCount[]> {
  return (await stores.measures.openLetters()).toSorted(byHandler);
}

/**
 * Instances of processes that have not ended well, by process and state; nothing where no client of processes is at hand. Those
 * that have ended well are never purged by the platform and not counted: that would take longer every day.
 */
export async function processesNow({
  catalog,
  processes,
}: Pick<Runtime, "catalog" | "processes">): Promise<readonly ProcessCount[]> {
  if (processes === undefined) return [];
  const names = new Map((catalog.app.processes ?? []).flatMap(orchestratorsOf));
  const counts = new Map<string, { process: string; status: string; count: number; oldest: number }>();
  for (const { orchestrator, status, created } of await processes.client.standing()) {
    const process = names.get(orchestrator);
    if (process === undefined) continue;
    const key = `${process} ${status}`;
    const { count = 0, oldest = created } = counts.get(key) ?? {};
    counts.set(key, { process, status, count: count + 1, oldest: Math.min(oldest, created) });
  }
  const sorted = [...counts].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([, { oldest, ...of }]) => ({ ...of, oldest: new Date(oldest).toISOString() }));
}

function orchestratorsOf({ name, versions }: ProcessDefinition): readonly (readonly [string, string])[] {
  return versions.map(({ orchestrator }) => [orchestrator, name]);
}

function byHandler(a: { readonly handler: string }, b: { readonly handler: string }): number {
  return a.handler < b.handler ? -1 : 1;
}

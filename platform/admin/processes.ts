import type { Catalog } from "../app/catalog.ts";
import type { ProcessDefinition } from "../app/definition.ts";
import type { Runtime } from "../app/runtime.ts";
import type { InstanceStanding, ProcessExplorer, RuntimeStatus } from "../processes/explorer.ts";
import type { ProcessInput } from "../processes/orchestration.ts";
import { instantOf, processSteps } from "./process-steps.ts";
import type { ProcessAnswer, ProcessSummary } from "./shapes.ts";

/** Which instances are listed. */
export interface ProcessSearch {
  readonly process?: string;
  readonly status?: RuntimeStatus;
  readonly limit: number;
  readonly after?: ProcessPlace;
}

/** Behind which instance a list goes on. */
export interface ProcessPlace {
  /** Milliseconds since the epoch, a whole second. */
  readonly created: number;
  readonly instanceId: string;
}

/** A page of instances, newest first, and where it goes on. */
export interface ProcessPage {
  readonly items: readonly ProcessSummary[];
  readonly next?: ProcessPlace;
}

const hour = 3_600_000;
/** What is longer than this goes back to the beginning. */
const longest = 100_000 * hour;
/** Instances of one stretch of time that are read at most. */
const mostOfStretch = 400;
/** Stretches of time that one request looks at. */
const mostStretches = 24;
/** Parts of a process's name in the ids of its instances, in characters. */
const namePart = 50;

/** Instances, newest first; none in an app without processes, or where no client of them is at hand. */
export async function listProcesses(runtime: Runtime, search: ProcessSearch): Promise<ProcessPage> {
  const explorer = runtime.processes?.explorer;
  if (explorer === undefined) return { items: [] };
  const { limit } = search;
  const { found, reached } = await newest(runtime, explorer, search, limit + 1);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const items = await summaries(runtime, shown);
  if (found.length > limit && last !== undefined) return { items, next: placeOf(last) };
  return reached === undefined ? { items } : { items, next: { created: reached, instanceId: "" } };
}

/**
 * Durable Functions keeps its instances in no order, so they are read by stretches of time from now on backwards: longer ones while
 * there are few, shorter ones where there are many.
 * @returns `reached`: where to go on when the time that one request takes is over before everything was looked at
 */
async function newest(
  { catalog, clock }: Runtime,
  explorer: ProcessExplorer,
  { process, status, after }: ProcessSearch,
  wanted: number,
): Promise<{ readonly found: readonly InstanceStanding[]; readonly reached?: number }> {
  const filter = {
    ...(status === undefined ? {} : { statuses: [status] }),
    ...(process === undefined ? {} : { idPrefix: `${process.slice(0, namePart)}-` }),
  };
  const isWanted = (one: InstanceStanding) => {
    const definition = definitionOf(catalog, one.name);
    return definition !== undefined && (process === undefined || definition.name === process) && isBehind(one, after);
  };
  const found = new Map<string, InstanceStanding>();
  // The end of the second of the place; without one also what was started by a clock that is ahead of this one.
  let to = after === undefined ? undefined : after.created + 999;
  let span = hour;
  for (let stretch = 0; stretch < mostStretches; stretch++) {
    const end = to ?? clock.now();
    const from = span < longest && end > span ? end - span : undefined;
    const { items, more } = await explorer.list({
      ...filter,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
      limit: mostOfStretch,
    });
    // Of those that were started within one second, the rest is left out.
    if (more && span > 1000) {
      span = Math.max(1000, Math.min(span, longest) / 16);
      continue;
    }
    for (const one of items) if (isWanted(one)) found.set(one.instanceId, one);
    if (from === undefined || found.size >= wanted) return { found: inOrder([...found.values()]) };
    to = from;
    span *= 8;
  }
  return {
    found: inOrder([...found.values()]),
    ...(to === undefined ? {} : { reached: Math.floor(to / 1000) * 1000 }),
  };
}

function isBehind(one: InstanceStanding, after: ProcessPlace | undefined): boolean {
  if (after === undefined) return true;
  const { created, instanceId } = placeOf(one);
  return created < after.created || (created === after.created && instanceId > after.instanceId);
}

function inOrder(instances: readonly InstanceStanding[]): readonly InstanceStanding[] {
  return instances.toSorted((a, b) => {
    const [one, other] = [placeOf(a), placeOf(b)];
    return other.created - one.created || (one.instanceId < other.instanceId ? -1 : 1);
  });
}

function placeOf({ createdTime, instanceId }: InstanceStanding): ProcessPlace {
  return { created: Math.floor(Date.parse(createdTime) / 1000) * 1000, instanceId };
}

/** Instances by their ids, those that there are. */
export async function processesById(runtime: Runtime, ids: readonly string[]): Promise<readonly ProcessSummary[]> {
  const explorer = runtime.processes?.explorer;
  if (explorer === undefined) return [];
  const found = await Promise.all(ids.map((id) => explorer.show(id, "standing")));
  return summaries(runtime, inOrder(found.filter((one) => one !== undefined)).toReversed());
}

/** One instance with its history; undefined when there is none of this id that a process of the contract runs. */
export async function showProcess(runtime: Runtime, instanceId: string): Promise<ProcessAnswer | undefined> {
  const found = await runtime.processes?.explorer?.show(instanceId, "history");
  if (found === undefined) return undefined;
  const [summary] = await summaries(runtime, [found]);
  const input = found.input as Partial<ProcessInput> | null;
  if (summary === undefined || typeof input?.started?.id !== "string") return undefined;
  const { started } = input;
  return {
    ...summary,
    correlationid: started.correlationid,
    started,
    ...(found.output === undefined || found.output === null ? {} : { output: found.output }),
    history: processSteps(runtime.catalog, started, found.historyEvents),
  };
}

async function summaries(runtime: Runtime, instances: readonly InstanceStanding[]): Promise<readonly ProcessSummary[]> {
  const failed = instances
    .filter(({ runtimeStatus }) => runtimeStatus === "Failed")
    .map(({ instanceId }) => instanceId);
  const letters = failed.length === 0 ? [] : await runtime.stores.explorer.lettersOfInstances(failed);
  return instances.flatMap((instance): ProcessSummary[] => {
    const { name, instanceId, runtimeStatus, customStatus, createdTime, lastUpdatedTime } = instance;
    const definition = definitionOf(runtime.catalog, name);
    if (definition === undefined) return [];
    const letter = letters.find((one) => one.instanceId === instanceId)?.id;
    return [
      {
        instanceId,
        process: definition.name,
        version: definition.versions.find(({ orchestrator }) => orchestrator === name)?.version ?? definition.version,
        status: runtimeStatus,
        ...(customStatus === undefined || customStatus === null ? {} : { progress: customStatus }),
        created: instantOf(createdTime),
        updated: instantOf(lastUpdatedTime),
        ...correlationOf(instance),
        ...(letter === undefined ? {} : { letter }),
      },
    ];
  });
}

/** Only who was asked for alone brings what it was started with. */
function correlationOf(instance: InstanceStanding & { readonly input?: unknown }): { readonly correlationid?: string } {
  const started = (instance.input as Partial<ProcessInput> | null | undefined)?.started;
  return typeof started?.correlationid === "string" ? { correlationid: started.correlationid } : {};
}

function definitionOf({ app }: Catalog, orchestrator: string): ProcessDefinition | undefined {
  return app.processes?.find(({ versions }) => versions.some((version) => version.orchestrator === orchestrator));
}

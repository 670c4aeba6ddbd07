import type { Declared } from "./declare.ts";
import type { EvaluatedResource } from "./evaluation.ts";
import type { TemplateFault } from "./faults.ts";
import { idParts, parentId, sameId } from "./resource-id.ts";

/** An id that an expression has made, or read. */
export interface Noted {
  readonly id: string;
  readonly pointer: string;
  /** The resource that reads it by `reference` with an id and a version: Azure does not wait for it by itself. */
  readonly readBy?: string;
}

/** What Azure makes together with a resource, by type in lower case. */
const madeAlong: Readonly<Record<string, readonly string[]>> = {
  "microsoft.storage/storageaccounts": ["blobservices/default", "queueservices/default", "tableservices/default"],
  "microsoft.documentdb/databaseaccounts": [
    "sqlroledefinitions/00000000-0000-0000-0000-000000000001",
    "sqlroledefinitions/00000000-0000-0000-0000-000000000002",
  ],
};

/** Checks resources against each other: duplicates, ids that lead nowhere, parents that are not waited for. */
export function checkResources(
  {
    declared,
    within,
    resources,
    noted,
  }: {
    readonly declared: readonly Declared[];
    /** What nested templates declare. */
    readonly within: readonly Declared[];
    readonly resources: readonly EvaluatedResource[];
    readonly noted: readonly Noted[];
  },
  exists: (id: string) => boolean,
  faults: TemplateFault[],
): void {
  const all = new Set([...declared, ...within, ...resources].map(({ id }) => id.toLowerCase()));
  const isThere = (id: string): boolean => {
    if (all.has(id.toLowerCase()) || exists(id)) return true;
    const parent = parentId(id);
    const along = parent === undefined ? undefined : madeAlong[idParts(parent)?.type.toLowerCase() ?? ""];
    return (
      parent !== undefined &&
      along?.includes(id.split("/").slice(-2).join("/").toLowerCase()) === true &&
      isThere(parent)
    );
  };
  duplicates(resources, faults);
  for (const { id, pointer } of noted) {
    if (!isOfGroup(id, resources) || isThere(id)) continue;
    const message = `Nothing is deployed at ${id}.`;
    faults.push({ code: "dangling-resource-id", pointer, message, fix: "Mind type and names, or deploy it." });
  }
  const waits = waitingFor(resources);
  for (const resource of resources) {
    const { id, pointer } = resource;
    const parent = parentId(id);
    if (parent !== undefined) {
      if (!isThere(parent)) {
        const message = `The resource that it belongs to, ${parent}, is not deployed.`;
        faults.push({
          code: "dangling-resource-id",
          pointer: `${pointer}/name`,
          message,
          fix: "Deploy it, or mind the name.",
        });
      } else if (resources.some((each) => sameId(each.id, parent)) && !waits(resource).has(parent.toLowerCase())) {
        faults.push(notWaitedFor(parent, pointer));
      }
    }
    for (const read of noted) {
      if (read.readBy === id && !waits(resource).has(read.id.toLowerCase()))
        faults.push(notWaitedFor(read.id, read.pointer));
    }
  }
}

const notWaitedFor = (id: string, pointer: string): TemplateFault => ({
  code: "missing-dependency",
  pointer,
  message: `It needs ${id}, and does not wait for it.`,
  fix: "Name it in dependsOn.",
});

function duplicates(resources: readonly EvaluatedResource[], faults: TemplateFault[]): void {
  const seen = new Map<string, EvaluatedResource>();
  for (const resource of resources) {
    const before = seen.get(resource.id.toLowerCase());
    seen.set(resource.id.toLowerCase(), resource);
    if (before === undefined) continue;
    const message = `${resource.type} ${resource.name} is deployed at ${before.pointer} already.`;
    faults.push({ code: "duplicate-resource", pointer: resource.pointer, message, fix: "Take one of them out." });
  }
}

/** Whether an id lies in the group that the resources are deployed to; of others nothing is known. */
function isOfGroup(id: string, resources: readonly EvaluatedResource[]): boolean {
  const group = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i;
  const mine = resources.map((each) => group.exec(each.id)?.[0]).find((each) => each !== undefined);
  const its = group.exec(id)?.[0];
  return mine !== undefined && its !== undefined && sameId(mine, its);
}

/** What a resource waits for, at first or second hand: ids in lower case. */
function waitingFor(resources: readonly EvaluatedResource[]): (resource: EvaluatedResource) => ReadonlySet<string> {
  const byId = new Map(resources.map((resource) => [resource.id.toLowerCase(), resource]));
  const known = new Map<EvaluatedResource, Set<string>>();
  const collect = (resource: EvaluatedResource): Set<string> => {
    const before = known.get(resource);
    if (before !== undefined) return before;
    const found = new Set<string>();
    known.set(resource, found);
    for (const id of resource.dependsOn.map((each) => each.toLowerCase())) {
      found.add(id);
      const next = byId.get(id);
      if (next !== undefined) for (const each of collect(next)) found.add(each);
    }
    return found;
  };
  return collect;
}

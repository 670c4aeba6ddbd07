import type { EvaluatedResource } from "./evaluation.ts";

/** Resources in an order in which each comes after what it depends on; or ids that depend on each other in a circle. */
export function ordered(
  resources: readonly EvaluatedResource[],
): { readonly order: readonly EvaluatedResource[] } | { readonly circle: readonly EvaluatedResource[] } {
  const byId = new Map(resources.map((resource) => [resource.id.toLowerCase(), resource]));
  const order: EvaluatedResource[] = [];
  const done = new Set<EvaluatedResource>();
  const path: EvaluatedResource[] = [];
  const visit = (resource: EvaluatedResource): readonly EvaluatedResource[] | undefined => {
    if (done.has(resource)) return undefined;
    if (path.includes(resource)) return path.slice(path.indexOf(resource));
    path.push(resource);
    for (const id of resource.dependsOn) {
      const before = byId.get(id.toLowerCase());
      const circle = before === undefined ? undefined : visit(before);
      if (circle !== undefined) return circle;
    }
    path.pop();
    done.add(resource);
    order.push(resource);
    return undefined;
  };
  for (const resource of resources) {
    const circle = visit(resource);
    if (circle !== undefined) return { circle };
  }
  return { order };
}

import { addTo } from "../model/lists.ts";
import type { Flow } from "./graph.ts";

/** A flow in layers: every edge leads one layer on, through points of passage where it is longer. */
export interface Layers {
  /** Ids by layer, top to bottom. Points of passage are in it. */
  readonly layers: readonly (readonly string[])[];
  readonly edges: readonly LayeredEdge[];
}

/** An edge with the points that it passes, from its left end to its right end. */
export interface LayeredEdge {
  readonly path: readonly string[];
  /** Whether it leads from right to left: it goes back in the flow. */
  readonly isBack: boolean;
}

/** How often the order within the layers is improved, there and back. */
const sweeps = 6;

/**
 * Puts a flow into layers (after Sugiyama): edges that lead back are turned around, a step stands as far right as its longest
 * way asks, and neighbours come near each other. Linear in the size of the flow but for sorting; the same input gives the same layers.
 */
export function layersOf(flow: Flow): Layers {
  const next = new Map<string, string[]>(flow.nodes.map(({ id }) => [id, []]));
  for (const [from, to] of flow.edges) next.get(from)?.push(to);
  const back = backEdgesOf(next);
  const forward = flow.edges.map(([from, to]) => {
    const isBack = back.has(`${from}\n${to}`);
    return { from: isBack ? to : from, to: isBack ? from : to, isBack };
  });
  const layer = layerNumbers([...next.keys()], forward);
  const layers: string[][] = [];
  const put = (id: string, number: number): void => {
    while (layers.length <= number) layers.push([]);
    layers[number]?.push(id);
  };
  for (const [id, number] of layer) put(id, number);
  const edges = forward.map(({ from, to, isBack }, index): LayeredEdge => {
    const [first, last] = [layer.get(from) ?? 0, layer.get(to) ?? 0];
    const between = Array.from({ length: Math.max(0, last - first - 1) }, (_, step) => `\n${index}.${step}`);
    between.forEach((id, step) => void put(id, first + step + 1));
    return { path: [from, ...between, to], isBack };
  });
  return { layers: ordered(layers, edges), edges };
}

/** Edges that lead to a step which is being visited. */
function backEdgesOf(next: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const back = new Set<string>();
  const state = new Map<string, "open" | "done">();
  for (const start of next.keys()) {
    if (state.has(start)) continue;
    const stack = [{ id: start, index: 0 }];
    state.set(start, "open");
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const to = next.get(top.id)?.[top.index++];
      if (to === undefined) {
        state.set(top.id, "done");
        stack.pop();
      } else if (state.get(to) === "open") back.add(`${top.id}\n${to}`);
      else if (!state.has(to)) {
        state.set(to, "open");
        stack.push({ id: to, index: 0 });
      }
    }
  }
  return back;
}

/** The longest way to each step. */
function layerNumbers(
  ids: readonly string[],
  edges: readonly { readonly from: string; readonly to: string }[],
): ReadonlyMap<string, number> {
  const incoming = new Map(ids.map((id) => [id, 0]));
  const targets = new Map<string, string[]>();
  for (const { from, to } of edges) {
    incoming.set(to, (incoming.get(to) ?? 0) + 1);
    addTo(targets, from, to);
  }
  const layer = new Map(ids.map((id) => [id, 0]));
  const ready = ids.filter((id) => incoming.get(id) === 0);
  for (let index = 0; index < ready.length; index++) {
    const id = ready[index] ?? "";
    for (const to of targets.get(id) ?? []) {
      layer.set(to, Math.max(layer.get(to) ?? 0, (layer.get(id) ?? 0) + 1));
      const left = (incoming.get(to) ?? 0) - 1;
      incoming.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  return layer;
}

/** Orders each layer by where the neighbours of its steps are. */
function ordered(
  layers: readonly (readonly string[])[],
  edges: readonly LayeredEdge[],
): readonly (readonly string[])[] {
  const left = new Map<string, string[]>();
  const right = new Map<string, string[]>();
  for (const { path } of edges) {
    for (let index = 1; index < path.length; index++) {
      const [from, to] = [path[index - 1] ?? "", path[index] ?? ""];
      addTo(right, from, to);
      addTo(left, to, from);
    }
  }
  const result = layers.map((layer) => [...layer]);
  const place = new Map(result.flatMap((layer) => layer.map((id, index) => [id, index] as const)));
  for (let sweep = 0; sweep < sweeps; sweep++) {
    const isForward = sweep % 2 === 0;
    for (const layer of isForward ? result : result.toReversed()) {
      const keys = new Map(
        layer.map((id) => [id, middle((isForward ? left : right).get(id), place) ?? place.get(id) ?? 0]),
      );
      // The sort is stable, so that equal steps keep their order.
      layer.sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
      layer.forEach((id, index) => void place.set(id, index));
    }
  }
  return result;
}

function middle(neighbours: readonly string[] | undefined, place: ReadonlyMap<string, number>): number | undefined {
  if (neighbours === undefined) return undefined;
  return neighbours.reduce((sum, id) => sum + (place.get(id) ?? 0), 0) / neighbours.length;
}

import { addTo } from "../model/lists.ts";
import type { Layers } from "./layers.ts";

/** Where a step of a flow is drawn, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A drawing's measures. */
export interface Placed {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<string, Box>;
}

/** Height of a step, and distances between steps and between layers. */
export const size = { height: 42, passage: 8, gap: 14, between: 56, margin: 4 } as const;

/** How often steps are drawn towards their neighbours. */
const rounds = 8;

/** Gives steps their places: layers become columns; within a column steps come as near to their neighbours as there is room. */
export function placed({ layers, edges }: Layers, widthOf: (id: string) => number | undefined): Placed {
  const height = (id: string) => (widthOf(id) === undefined ? size.passage : size.height);
  const neighbours = new Map<string, string[]>();
  for (const { path } of edges) {
    for (let index = 1; index < path.length; index++) {
      const [from, to] = [path[index - 1] ?? "", path[index] ?? ""];
      addTo(neighbours, from, to);
      addTo(neighbours, to, from);
    }
  }
  const center = new Map<string, number>();
  for (const layer of layers) {
    let y = 0;
    for (const id of layer) {
      center.set(id, y + height(id) / 2);
      y += height(id) + size.gap;
    }
  }
  for (let round = 0; round < rounds; round++) {
    for (const layer of round % 2 === 0 ? layers : layers.toReversed()) settle(layer, neighbours, center, height);
  }
  return measured(layers, widthOf, center, height);
}

/** Moves the steps of one layer to the middle of their neighbours, in order and without touching each other. */
function settle(
  layer: readonly string[],
  neighbours: ReadonlyMap<string, readonly string[]>,
  center: Map<string, number>,
  height: (id: string) => number,
): void {
  const wanted = layer.map((id) => {
    const around = neighbours.get(id) ?? [];
    if (around.length === 0) return center.get(id) ?? 0;
    return around.reduce((sum, other) => sum + (center.get(other) ?? 0), 0) / around.length;
  });
  // Down and up again: the mean of the two leaves as much room above as below.
  const down: number[] = [];
  const up: number[] = [];
  const distance = (a: string, b: string) => (height(a) + height(b)) / 2 + size.gap;
  layer.forEach((id, index) => {
    const above = layer[index - 1];
    const least = above === undefined ? Number.NEGATIVE_INFINITY : (down[index - 1] ?? 0) + distance(above, id);
    down[index] = Math.max(wanted[index] ?? 0, least);
  });
  for (let index = layer.length - 1; index >= 0; index--) {
    const [id, below] = [layer[index] ?? "", layer[index + 1]];
    const most = below === undefined ? Number.POSITIVE_INFINITY : (up[index + 1] ?? 0) - distance(id, below);
    up[index] = Math.min(wanted[index] ?? 0, most);
  }
  layer.forEach((id, index) => void center.set(id, ((down[index] ?? 0) + (up[index] ?? 0)) / 2));
}

function measured(
  layers: Layers["layers"],
  widthOf: (id: string) => number | undefined,
  center: ReadonlyMap<string, number>,
  height: (id: string) => number,
): Placed {
  const top = Math.min(...layers.map((layer) => edge(layer[0], center, height, -1)));
  const bottom = Math.max(...layers.map((layer) => edge(layer.at(-1), center, height, 1)));
  const boxes = new Map<string, Box>();
  let x: number = size.margin;
  for (const layer of layers) {
    const column = Math.max(...layer.map((id) => widthOf(id) ?? 0));
    for (const id of layer) {
      const y = Math.round((center.get(id) ?? 0) - height(id) / 2 - top) + size.margin;
      // A passage is as wide as its column: edges run straight beneath and above the steps.
      boxes.set(id, { x, y, width: widthOf(id) === undefined ? column : (widthOf(id) ?? 0), height: height(id) });
    }
    x += column + size.between;
  }
  return { width: x - size.between + size.margin, height: Math.round(bottom - top) + 2 * size.margin, boxes };
}

function edge(
  id: string | undefined,
  center: ReadonlyMap<string, number>,
  height: (id: string) => number,
  side: 1 | -1,
): number {
  return id === undefined ? 0 : (center.get(id) ?? 0) + (side * height(id)) / 2;
}

import dagre from "@dagrejs/dagre";
import type { Graph, GraphEdge, GraphNode } from "./graph.ts";

/** A node with its place; `x` and `y` are of its middle. */
export interface PlacedNode extends GraphNode {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An edge with the points that it goes through. */
export interface PlacedEdge extends GraphEdge {
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** A graph that can be drawn. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** Size of a node; messages of their own take less room. */
function sizeOf({ kind, name }: GraphNode): { readonly width: number; readonly height: number } {
  const isSmall = kind === "command" || kind === "event";
  return { width: Math.max(isSmall ? 110 : 150, name.length * 7.4 + 34), height: isSmall ? 34 : 62 };
}

/** Gives every node and edge its place, from left to right. */
export function layOut({ nodes, edges }: Graph): Layout {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 14, ranksep: 56, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const node of nodes) graph.setNode(node.id, sizeOf(node));
  for (const { from, to, messages } of edges)
    if (graph.hasNode(from) && graph.hasNode(to))
      graph.setEdge(from, to, { weight: Math.min(messages.length, 4) }, `${from} ${to}`);
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    nodes: nodes.map((node) => {
      const { x, y, width: wide, height: high } = graph.node(node.id);
      return { ...node, x: x ?? 0, y: y ?? 0, width: wide, height: high };
    }),
    edges: edges.flatMap((edge) => {
      const placed =
        graph.hasNode(edge.from) && graph.hasNode(edge.to)
          ? graph.edge(edge.from, edge.to, `${edge.from} ${edge.to}`)
          : undefined;
      return placed === undefined ? [] : [{ ...edge, points: placed.points ?? [] }];
    }),
  };
}

/** A smooth path through the points. */
export function pathThrough(points: PlacedEdge["points"]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let path = `M${first.x.toFixed(1)},${first.y.toFixed(1)}`;
  for (const [at, point] of rest.entries()) {
    const next = rest[at + 1];
    const end = next === undefined ? point : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    path += `Q${point.x.toFixed(1)},${point.y.toFixed(1)} ${end.x.toFixed(1)},${end.y.toFixed(1)}`;
  }
  return path;
}

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
  return { width: Math.max(isSmall ? 110 : 150, name.length * 8.2 + 34), height: isSmall ? 28 : 44 };
}

/** Gives every node and edge its place, from left to right. */
export function layOut({ nodes, edges }: Graph): Layout {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 8, ranksep: 64, marginx: 12, marginy: 12 });
  graph.setDefaultEdgeLabel(() => ({}));
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) graph.setNode(node.id, sizeOf(node));
  const known = edges.filter(({ from, to }) => byId.has(from) && byId.has(to));
  const nameOf = ({ from, to }: GraphEdge) => `${from} ${to}`;
  for (const edge of known) {
    const [from, to] = leadsBack(edge) ? [edge.to, edge.from] : [edge.from, edge.to];
    graph.setEdge(from, to, { weight: Math.min(edge.messages.length, 4) }, nameOf(edge));
  }
  dagre.layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  const placed = new Map<string, PlacedNode>();
  for (const node of nodes) {
    const { x = 0, y = 0, width: wide, height: high } = graph.node(node.id);
    placed.set(node.id, { ...node, x, y, width: wide, height: high });
  }
  return {
    width,
    height,
    nodes: [...placed.values()],
    edges: known.map((edge) => {
      const back = leadsBack(edge);
      const [from, to] = back ? [edge.to, edge.from] : [edge.from, edge.to];
      const points = graph.edge(from, to, nameOf(edge)).points ?? [];
      const through = fromSideToSide(points, placed.get(from), placed.get(to));
      return { ...edge, points: back ? through.toReversed() : through };
    }),
  };
}

/** What answers events sends commands back to where they came from: no reason to place the streams behind it. */
const leadsBack = ({ from }: GraphEdge) => /^(reaction|process):/.test(from);

/** Edges leave at the right side and come in at the left one. */
function fromSideToSide(
  points: PlacedEdge["points"],
  from: PlacedNode | undefined,
  to: PlacedNode | undefined,
): PlacedEdge["points"] {
  if (from === undefined || to === undefined) return points;
  const start = { x: from.x + from.width / 2, y: from.y };
  const end = { x: to.x - to.width / 2, y: to.y };
  return [start, { x: start.x + 18, y: start.y }, ...points.slice(1, -1), { x: end.x - 22, y: end.y }, end];
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

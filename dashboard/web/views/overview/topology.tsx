import { useEffect, useMemo, useRef } from "preact/hooks";
import type { ActivityAnswer, TopologyAnswer } from "../../../../platform/admin/shapes.ts";
import { graphOf, type NodeKind } from "./graph.ts";
import { layOut, type PlacedEdge, type PlacedNode, pathThrough } from "./layout.ts";
import { besides, countsOf, stateOf, sumOf } from "./live.ts";

/** What kinds of nodes are called. */
export const kindWords: Readonly<Record<NodeKind, string>> = {
  clients: "over HTTP",
  command: "command",
  stream: "stream",
  event: "event",
  readModel: "read model",
  notification: "notification",
  topic: "topic",
  reaction: "reaction",
  process: "process",
  subscribers: "subscribers",
};

/** The topology as a picture whose nodes can be chosen. */
export function Topology({
  topology,
  activity,
  every,
  selected,
  onSelect,
}: {
  readonly topology: TopologyAnswer;
  readonly activity: ActivityAnswer | undefined;
  readonly every: boolean;
  readonly selected: string;
  readonly onSelect: (id: string) => void;
}) {
  const graph = useMemo(() => graphOf(topology, every), [topology, every]);
  const layout = useMemo(() => layOut(graph), [graph]);
  const near = useMemo(() => (selected === "" ? undefined : besides(selected, graph)), [selected, graph]);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    const first = layout.nodes.find(({ id }) => id === "clients");
    // Where the picture is larger than its place, it begins where everything begins.
    if (first !== undefined) box.current?.scrollTo(0, first.y - box.current.clientHeight / 2);
  }, [layout]);
  const counts = countsOf(activity);
  const isFar = (id: string) => near !== undefined && id !== selected && !near.has(id);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section class="topology card" tabIndex={0} aria-label="Topology" ref={box}>
      <svg
        width={layout.width}
        height={layout.height}
        viewBox={`0 0 ${layout.width} ${layout.height}`}
        role="presentation"
      >
        <defs>
          <marker
            id="arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerUnits="userSpaceOnUse"
            markerWidth="7"
            markerHeight="7"
            orient="auto"
          >
            <path d="M0,0.5L7.5,4L0,7.5z" />
          </marker>
        </defs>
        {layout.edges.map((edge) => (
          <Edge
            key={`${edge.from} ${edge.to}`}
            edge={edge}
            count={sumOf(edge.messages, counts)}
            isNear={selected === edge.from || selected === edge.to}
            isFar={near !== undefined && selected !== edge.from && selected !== edge.to}
          />
        ))}
        {layout.nodes.map((node) => (
          <Node
            key={node.id}
            node={node}
            activity={activity}
            isSelected={node.id === selected}
            isFar={isFar(node.id)}
            onSelect={onSelect}
          />
        ))}
      </svg>
    </section>
  );
}

function Edge({
  edge,
  count,
  isNear,
  isFar,
}: {
  readonly edge: PlacedEdge;
  readonly count: number;
  readonly isNear: boolean;
  readonly isFar: boolean;
}) {
  const middle = edge.points[Math.floor(edge.points.length / 2)];
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: an edge takes no focus
    <g class={`edge${isNear ? " near" : ""}${isFar ? " far" : ""}${count > 0 ? " busy" : ""}`} aria-hidden="true">
      <path d={pathThrough(edge.points)} marker-end="url(#arrow)">
        <title>{edge.messages.join(", ")}</title>
      </path>
      {count > 0 && middle !== undefined && (
        <text x={middle.x} y={middle.y - 4}>
          {count.toLocaleString()}
        </text>
      )}
    </g>
  );
}

function Node({
  node,
  activity,
  isSelected,
  isFar,
  onSelect,
}: {
  readonly node: PlacedNode;
  readonly activity: ActivityAnswer | undefined;
  readonly isSelected: boolean;
  readonly isFar: boolean;
  readonly onSelect: (id: string) => void;
}) {
  const { id, kind, name, x, y, width, height } = node;
  const { count, rejected, failed, parked, letters, running } = stateOf(node, activity);
  const isSmall = kind === "command" || kind === "event";
  const trouble = [
    failed > 0 && `${failed} failed`,
    parked > 0 && `${parked} parked`,
    letters > 0 && `${letters} ${letters === 1 ? "letter" : "letters"}`,
  ].filter((one) => one !== false);
  const calm = [
    count > 0 ? `${count.toLocaleString()}/min` : undefined,
    rejected > 0 ? `${rejected} rejected` : undefined,
    running > 0 ? `${running} running` : undefined,
  ].filter((one) => one !== undefined);
  const words = [name, kindWords[kind], ...calm, ...trouble].join(", ");
  return (
    // biome-ignore lint/a11y/useSemanticElements: there are no buttons in a picture
    <g
      class={`node ${kind}${isSelected ? " selected" : ""}${isFar ? " far" : ""}${trouble.length > 0 ? " trouble" : ""}`}
      transform={`translate(${x - width / 2},${y - height / 2})`}
      role="button"
      tabindex={0}
      aria-pressed={isSelected}
      aria-label={words}
      onClick={() => onSelect(isSelected ? "" : id)}
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        onSelect(isSelected ? "" : id);
      }}
    >
      <rect width={width} height={height} rx={kind === "command" ? 4 : kind === "event" ? height / 2 : 9} />
      <rect class="edge-mark" x={0} y={8} width={4} height={height - 16} rx={2} />
      <text class="name" x={14} y={isSmall ? height / 2 + 4 : 19}>
        {name}
      </text>
      {!isSmall && (
        <text class="numbers" x={14} y={35}>
          {[...trouble, ...(calm.length > 0 ? calm : [kindWords[kind]])].join(" · ")}
        </text>
      )}
      {isSmall && count > 0 && (
        <text class="numbers" x={width - 10} y={height / 2 + 4} text-anchor="end">
          {count}
        </text>
      )}
    </g>
  );
}

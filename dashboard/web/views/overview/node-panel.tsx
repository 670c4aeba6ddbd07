import type { ActivityAnswer, TopologyAnswer } from "../../../../platform/admin/shapes.ts";
import { Badge, type Column, href, Link, path, Status, Table } from "../../kit/index.ts";
import type { GraphNode } from "./graph.ts";
import { countsOf, stateOf } from "./live.ts";
import { kindWords } from "./topology.tsx";

interface Line {
  readonly name: string;
  readonly kind: string;
  readonly count: number;
  readonly rejected: number;
  readonly failed: number;
}

const columns: readonly Column<Line>[] = [
  {
    id: "name",
    title: "Message",
    cell: ({ name }) => (
      <Link class="name" to={href("/messages", { type: name })}>
        {name}
      </Link>
    ),
  },
  { id: "kind", title: "Kind", wide: true, cell: ({ kind }) => <Status of={kind} /> },
  {
    id: "count",
    title: "Last minute",
    align: "end",
    cell: ({ name, count, rejected, failed }) => (
      <>
        {count > 0 ? count.toLocaleString() : <span class="muted">0</span>}{" "}
        {rejected > 0 && (
          <Link to={href("/messages", { type: name, status: "rejected" })}>
            <Badge tone="warn">{rejected} rejected</Badge>
          </Link>
        )}{" "}
        {failed > 0 && (
          <Link to={href("/messages", { type: name, status: "failed" })}>
            <Badge tone="bad">{failed} failed</Badge>
          </Link>
        )}
      </>
    ),
  },
];

/** What passes through a node, and where to look further. */
export function NodePanel({
  node,
  topology,
  activity,
}: {
  readonly node: GraphNode;
  readonly topology: TopologyAnswer;
  readonly activity: ActivityAnswer | undefined;
}) {
  const { kind, name, handler } = node;
  const { parked, letters, running } = stateOf(node, activity);
  const counts = countsOf(activity);
  const outcome = (message: string, status: string) =>
    activity?.outcomes.find((one) => one.name === message && one.status === status)?.count ?? 0;
  const kinds = new Map(topology.messages.map((one) => [one.name, one.kind]));
  const rows = [...new Set(node.messages)].map(
    (message): Line => ({
      name: message,
      kind: kinds.get(message) ?? "event",
      count: counts.get(message) ?? 0,
      rejected: outcome(message, "rejected"),
      failed: outcome(message, "failed"),
    }),
  );
  const to = placeOf(kind, name);
  return (
    <div class="stack">
      <div class="row">
        <h2>{name}</h2>
        <Badge>{kindWords[kind]}</Badge>
      </div>
      <div class="row">
        {to !== undefined && (
          <Link class="button" to={to.at}>
            {to.words}
          </Link>
        )}
        {running > 0 && <Badge tone="accent">{running} running</Badge>}
        {parked > 0 && <Badge tone="bad">{parked} streams parked</Badge>}
        {letters > 0 && handler !== undefined && (
          <Link to={href("/dead-letters", { handler })}>
            <Badge tone="bad">{letters} dead letters</Badge>
          </Link>
        )}
      </div>
      <Table caption={`Messages of ${name}`} columns={columns} rows={rows} keyOf={({ name: message }) => message} />
    </div>
  );
}

function placeOf(kind: GraphNode["kind"], name: string): { readonly at: string; readonly words: string } | undefined {
  switch (kind) {
    case "stream":
      return { at: href("/streams", { stream: name }), words: "Its streams" };
    case "readModel":
      return { at: path`/read-models/${name}`, words: "Its documents" };
    case "process":
      return { at: href("/processes", { process: name }), words: "Its instances" };
    case "command":
      return { at: path`/send/${name}`, words: "Send one" };
    default:
      return undefined;
  }
}

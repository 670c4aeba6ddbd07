import type { ActivityAnswer } from "../../../../platform/admin/shapes.ts";
import type { Graph, GraphNode } from "./graph.ts";

/** What is going on at a node. */
export interface NodeState {
  /** Messages of the last so many seconds. */
  readonly count: number;
  readonly rejected: number;
  readonly failed: number;
  /** Streams that are parked for its handler. */
  readonly parked: number;
  readonly letters: number;
  /** Of processes. */
  readonly running: number;
}

/** How often a message's name came up lately. */
export type Counts = ReadonlyMap<string, number>;

/** Counts by message. */
export function countsOf(activity: ActivityAnswer | undefined): Counts {
  return new Map(activity?.messages.map(({ name, count }) => [name, count]));
}

/** Sum of what messages count. */
export const sumOf = (names: readonly string[], counts: Counts): number =>
  [...new Set(names)].reduce((sum, name) => sum + (counts.get(name) ?? 0), 0);

/** What is going on at a node, of which `messages` and `handler` tell. */
export function stateOf({ kind, name, messages, handler }: GraphNode, activity: ActivityAnswer | undefined): NodeState {
  const own = new Set(messages);
  const outcomes = (status: string) =>
    kind === "stream" || kind === "command"
      ? (activity?.outcomes ?? [])
          .filter((one) => one.status === status && own.has(one.name))
          .reduce((sum, { count }) => sum + count, 0)
      : 0;
  // What handles commands is one for all streams: its letters are shown as a whole, not at each of them.
  const isShared = handler === "commands";
  const found = (items: readonly { readonly handler: string }[] | undefined) =>
    isShared || handler === undefined ? undefined : items?.find((one) => one.handler === handler);
  const running = (activity?.processes ?? [])
    .filter(
      ({ process, status }) => kind === "process" && process === name && /running|pending|suspended/i.test(status),
    )
    .reduce((sum, { count }) => sum + count, 0);
  return {
    count: sumOf(messages, countsOf(activity)),
    rejected: outcomes("rejected"),
    failed: outcomes("failed"),
    parked: (found(activity?.parked) as ActivityAnswer["parked"][number] | undefined)?.streams ?? 0,
    letters: (found(activity?.letters) as ActivityAnswer["letters"][number] | undefined)?.open ?? 0,
    running,
  };
}

/** Nodes that are beside a node. */
export function besides(id: string, { edges }: Graph): ReadonlySet<string> {
  return new Set(edges.flatMap(({ from, to }) => (from === id ? [to] : to === id ? [from] : [])));
}

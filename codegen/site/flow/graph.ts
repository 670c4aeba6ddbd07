import { type Contract, commandsOf, eventsOf, eventsOfProcess, type Message } from "../../model/contract.ts";

/** What a step of a flow is. */
export type FlowKind = "command" | "event" | "message" | "read model" | "notification" | "reaction" | "process";

/** A step of a flow. */
export interface FlowNode {
  /** Its kind and name: names of messages and of handlers may be the same. */
  readonly id: string;
  readonly kind: FlowKind;
  readonly name: string;
}

/** Who leads to whom. Private messages are no steps: what they lead to stands directly behind what led to them. */
export interface FlowGraph {
  readonly nodes: ReadonlyMap<string, FlowNode>;
  /** Ids of the steps that come next, by id, in a stable order. */
  readonly next: ReadonlyMap<string, readonly string[]>;
  /** Ids of the steps that lead here, by id. */
  readonly previous: ReadonlyMap<string, readonly string[]>;
}

/** The id of a step. */
export function flowId(kind: FlowKind, name: string): string {
  return `${kind}:${name}`;
}

/** Makes the graph of a whole contract (not of its public part: what happens in between is needed). */
export function flowGraphOf(contract: Contract): FlowGraph {
  const nodes = new Map<string, FlowNode>();
  const next = new Map<string, Set<string>>();
  const messages = new Map(contract.messages.map((message) => [message.name, message]));
  const consumers = consumersOf(contract);
  const senders = new Map<string, readonly string[]>([
    ...contract.reactions.map(({ name, sends }) => [flowId("reaction", name), sends] as const),
    ...contract.processes.map(({ name, sends }) => [flowId("process", name), sends] as const),
  ]);
  const add = (kind: FlowKind, name: string): void => {
    const id = flowId(kind, name);
    nodes.set(id, { id, kind, name });
    next.set(id, new Set());
  };
  for (const { name, kind, visibility } of contract.messages) if (visibility === "public") add(kind, name);
  for (const { name, queries } of contract.readModels) if (queries.length > 0) add("read model", name);
  for (const { name } of contract.reactions) add("reaction", name);
  for (const { name } of contract.processes) add("process", name);

  /** Leads from a step to a message; through it, when nobody outside knows it. */
  const lead = (from: string, message: Message | undefined, passed: Set<string>): void => {
    if (message === undefined || passed.has(message.name)) return;
    const id = flowId(message.kind, message.name);
    if (nodes.has(id)) {
      if (id !== from) next.get(from)?.add(id);
      return;
    }
    passed.add(message.name);
    if (message.kind === "command") for (const event of message.produces) lead(from, messages.get(event), passed);
    if (message.kind === "event") {
      for (const consumer of consumers.get(message.name) ?? []) {
        if (nodes.has(consumer) && consumer !== from) next.get(from)?.add(consumer);
      }
    }
  };
  for (const command of commandsOf(contract)) {
    const id = flowId("command", command.name);
    if (nodes.has(id)) for (const event of command.produces) lead(id, messages.get(event), new Set());
  }
  for (const { name } of eventsOf(contract)) {
    for (const consumer of consumers.get(name) ?? []) {
      if (nodes.has(consumer)) next.get(flowId("event", name))?.add(consumer);
    }
  }
  for (const [id, sends] of senders) for (const command of sends) lead(id, messages.get(command), new Set());
  for (const notification of contract.messages) {
    if (notification.kind !== "notification" || !nodes.has(flowId("notification", notification.name))) continue;
    for (const process of notification.onProcessFailed) {
      next.get(flowId("process", process))?.add(flowId("notification", notification.name));
    }
  }
  return finished(nodes, next);
}

/** Who takes an event, by the event's name. */
function consumersOf(contract: Contract): ReadonlyMap<string, readonly string[]> {
  const consumers = new Map<string, string[]>();
  const add = (events: readonly string[], id: string): void => {
    for (const event of events) {
      const list = consumers.get(event);
      if (list === undefined) consumers.set(event, [id]);
      else if (!list.includes(id)) list.push(id);
    }
  };
  for (const { name, folds } of contract.readModels) add(folds, flowId("read model", name));
  for (const message of contract.messages) {
    if (message.kind === "notification") add(message.onEvents, flowId("notification", message.name));
  }
  for (const { name, on } of contract.reactions) add(on, flowId("reaction", name));
  for (const process of contract.processes) add(eventsOfProcess(process), flowId("process", process.name));
  return consumers;
}

function finished(nodes: ReadonlyMap<string, FlowNode>, next: ReadonlyMap<string, ReadonlySet<string>>): FlowGraph {
  const previous = new Map<string, string[]>([...nodes.keys()].map((id) => [id, []]));
  for (const [from, targets] of next) for (const to of targets) previous.get(to)?.push(from);
  return { nodes, next: new Map([...next].map(([id, targets]) => [id, [...targets]])), previous };
}

/** A part of a graph, to be drawn. */
export interface Flow {
  readonly nodes: readonly FlowNode[];
  readonly edges: readonly (readonly [from: string, to: string])[];
}

const isHandler = (kind: FlowKind | undefined) => kind === "reaction" || kind === "process";

/** What a command leads to: its events, who takes them, and what reactions and processes then bring about. */
export function flowOfCommand(graph: FlowGraph, command: string): Flow {
  const start = flowId("command", command);
  const found = new Set([start]);
  const edges: (readonly [string, string])[] = [];
  const visit = (from: string, goesOn: (kind: FlowKind | undefined) => boolean): readonly string[] => {
    const targets = graph.next.get(from) ?? [];
    for (const to of targets) {
      found.add(to);
      edges.push([from, to]);
    }
    return targets.filter((to) => goesOn(graph.nodes.get(to)?.kind));
  };
  const events = visit(start, (kind) => kind === "event");
  const handlers = new Set(events.flatMap((event) => visit(event, isHandler)));
  for (const handler of [
    ...handlers,
    ...(graph.next.get(start) ?? []).filter((id) => isHandler(graph.nodes.get(id)?.kind)),
  ]) {
    if (!edges.some(([from]) => from === handler)) visit(handler, () => false);
  }
  return { nodes: [...found].flatMap((id) => graph.nodes.get(id) ?? []), edges };
}

/** The flows of a whole contract from commands to events and on through reactions and processes, each connected part for itself. */
export function overviewOf(graph: FlowGraph): readonly Flow[] {
  const isShown = (id: string) => ["command", "event", "reaction", "process"].includes(graph.nodes.get(id)?.kind ?? "");
  const part = new Map<string, string>();
  const root = (id: string): string => {
    let at = id;
    for (let up = part.get(at) ?? at; up !== at; up = part.get(at) ?? at) {
      part.set(at, part.get(up) ?? up);
      at = up;
    }
    return at;
  };
  const edges = [...graph.next].flatMap(([from, targets]) =>
    isShown(from) ? targets.filter(isShown).map((to) => [from, to] as const) : [],
  );
  for (const [from, to] of edges) part.set(root(to), root(from));
  const flows = new Map<string, { nodes: FlowNode[]; edges: (readonly [string, string])[] }>();
  for (const node of graph.nodes.values()) {
    if (!isShown(node.id)) continue;
    const key = root(node.id);
    const flow = flows.get(key) ?? { nodes: [], edges: [] };
    flow.nodes.push(node);
    flows.set(key, flow);
  }
  for (const edge of edges) flows.get(root(edge[0]))?.edges.push(edge);
  return [...flows.values()].sort((a, b) => b.nodes.length - a.nodes.length);
}

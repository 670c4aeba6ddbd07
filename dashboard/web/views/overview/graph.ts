import type { TopologyAnswer } from "../../../../platform/admin/shapes.ts";

/** What a node stands for. */
export type NodeKind =
  | "clients"
  | "command"
  | "stream"
  | "event"
  | "readModel"
  | "notification"
  | "topic"
  | "reaction"
  | "process"
  | "subscribers";

/** A node of the topology. */
export interface GraphNode {
  readonly id: string;
  readonly kind: NodeKind;
  readonly name: string;
  /** Messages that pass through it. */
  readonly messages: readonly string[];
  /** How dead letters and parked streams name it. */
  readonly handler?: string;
}

/** Messages that go from one node to another. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly messages: readonly string[];
}

/** What is drawn. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

const both = (one: readonly string[], other: readonly string[]) => one.filter((name) => other.includes(name));

/** The topology as a graph. `every`: with a node for each command and event, else they stand in the streams' nodes. */
export function graphOf(topology: TopologyAnswer, every: boolean): Graph {
  const { streams, readModels, notifiers, reactions, processes, messages } = topology;
  const paths = messages.filter(({ path }) => path !== undefined).map(({ name }) => name);
  const isPublic = new Set(messages.filter(({ public: out, kind }) => out && kind === "event").map(({ name }) => name));
  const nodes: GraphNode[] = [];
  const edges: GraphEdge[] = [];
  const edge = (from: string, to: string, names: readonly string[]) => {
    if (names.length > 0) edges.push({ from, to, messages: names });
  };
  nodes.push({ id: "clients", kind: "clients", name: "Clients", messages: paths });
  const published = streams.flatMap(({ events }) => events.filter((name) => isPublic.has(name)));
  const heard = [
    ...reactions.map(({ on }) => on),
    ...processes.map((one) => [...one.startedBy, ...one.waitsFor]),
  ].flat();
  if (published.length > 0) {
    nodes.push({ id: "topic", kind: "topic", name: topology.service.topic, messages: published, handler: "publish" });
    nodes.push({ id: "subscribers", kind: "subscribers", name: "Webhooks of others", messages: published });
    edge("topic", "subscribers", published);
  }

  /** Where commands go in, and where events come out. */
  const commandsAt = (stream: string, names: readonly string[]) =>
    every ? names.map((name) => [`command:${name}`, [name]] as const) : [[`stream:${stream}`, names] as const];
  const eventsAt = (stream: string, names: readonly string[]) =>
    every ? names.map((name) => [`event:${name}`, [name]] as const) : [[`stream:${stream}`, names] as const];

  for (const { name, commands, events, tells } of streams) {
    nodes.push({ id: `stream:${name}`, kind: "stream", name, messages: [...commands, ...events], handler: "commands" });
    if (every) {
      for (const command of commands) {
        nodes.push({ id: `command:${command}`, kind: "command", name: command, messages: [command] });
        edge(`command:${command}`, `stream:${name}`, [command]);
      }
      for (const event of events) {
        nodes.push({ id: `event:${event}`, kind: "event", name: event, messages: [event] });
        edge(`stream:${name}`, `event:${event}`, [event]);
      }
    }
    for (const [at, names] of commandsAt(name, both(commands, paths))) edge("clients", at, names);
    // With every event on its own, what is only published would draw a line from each to the topic.
    const out = events.filter((event) => isPublic.has(event) && (!every || heard.includes(event)));
    for (const [at, names] of eventsAt(name, out)) edge(at, "topic", names);
    for (const tell of tells) edge(`stream:${name}`, `notification:${tell}`, [tell]);
    for (const model of readModels)
      for (const [at, names] of eventsAt(name, both(events, model.events))) edge(at, `readModel:${model.name}`, names);
    for (const one of notifiers)
      for (const [at, names] of eventsAt(name, both(events, one.events))) edge(at, `notification:${one.name}`, names);
    for (const one of reactions)
      for (const [at, names] of commandsAt(name, both(commands, one.sends))) edge(`reaction:${one.name}`, at, names);
    for (const one of processes)
      for (const [at, names] of commandsAt(name, both(commands, one.sends))) edge(`process:${one.name}`, at, names);
  }
  for (const { name, events } of readModels)
    nodes.push({ id: `readModel:${name}`, kind: "readModel", name, messages: events, handler: `projection-${name}` });
  const told = new Set(streams.flatMap(({ tells }) => tells));
  for (const name of [...told, ...notifiers.map((one) => one.name)])
    nodes.push({
      id: `notification:${name}`,
      kind: "notification",
      name,
      messages: [name],
      handler: `notifier-${name}`,
    });
  for (const { name, processes: failing } of notifiers)
    for (const process of failing) edge(`process:${process}`, `notification:${name}`, [name]);
  for (const { name, on, sends } of reactions) {
    nodes.push({
      id: `reaction:${name}`,
      kind: "reaction",
      name,
      messages: [...on, ...sends],
      handler: `reaction-${name}`,
    });
    edge("topic", `reaction:${name}`, on);
  }
  for (const { name, startedBy, waitsFor, sends } of processes) {
    const comes = [...new Set([...startedBy, ...waitsFor])];
    nodes.push({
      id: `process:${name}`,
      kind: "process",
      name,
      messages: [...comes, ...sends],
      handler: `process-${name}`,
    });
    edge("topic", `process:${name}`, comes);
  }
  return { nodes: [...new Map(nodes.map((node) => [node.id, node])).values()], edges };
}

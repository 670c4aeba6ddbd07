import { drawFlow, type FlowLinks } from "../flow/draw.ts";
import { type FlowNode, flowId, flowOfCommand } from "../flow/graph.ts";
import { type Html, html, joined, raw } from "../html.ts";
import { readModelPage, versionPage } from "../model/paths.ts";
import type { MessageVersion, Site } from "../model/site.ts";
import { words } from "./menu.ts";
import { section } from "./page.ts";

/** What came before a message and what it leads to; for a command with a picture. */
export function messageFlow(site: Site, { message }: MessageVersion, up: string): Html {
  const id = flowId(message.kind, message.name);
  const links = linksFrom(site, up);
  const named = (ids: readonly string[] | undefined) =>
    joined(
      (ids ?? []).flatMap((step) => site.graph.nodes.get(step) ?? []).map((node) => nodeLink(node, links)),
      raw(", "),
    );
  const [before, after] = [site.graph.previous.get(id) ?? [], site.graph.next.get(id) ?? []];
  if (before.length + after.length === 0) return raw("");
  const lines = [
    before.length === 0 ? raw("") : html`<dt>Because of<dd>${named(before)}`,
    after.length === 0 ? raw("") : html`<dt>Leads to<dd>${named(after)}`,
  ];
  if (message.kind !== "command") return section("flow", "In the flow", html`<dl class="facts">${lines}</dl>`);
  const flow = flowOfCommand(site.graph, message.name);
  return section("flow", "What it leads to", flowFigure(flow, `What ${message.title} leads to`, "flow", links));
}

/** A flow as a picture, and as a list for screens that are too narrow for it. */
export function flowFigure(flow: Parameters<typeof drawFlow>[0], title: string, id: string, links: FlowLinks): Html {
  return html`<figure class="flow"><div class="scroll" tabindex="0">${drawFlow(flow, title, `f-${id}`, links)}</div>${flowList(flow, links)}</figure>`;
}

function flowList(flow: Parameters<typeof drawFlow>[0], links: FlowLinks): Html {
  const nodes = new Map(flow.nodes.map((node) => [node.id, node]));
  const next = new Map<string, string[]>();
  const reached = new Set<string>();
  for (const [from, to] of flow.edges) {
    next.set(from, next.get(from) ?? []);
    next.get(from)?.push(to);
    reached.add(to);
  }
  const shown = new Set<string>();
  const item = (id: string): Html => {
    const node = nodes.get(id);
    if (node === undefined) return raw("");
    const below = shown.has(id) ? [] : (next.get(id) ?? []);
    shown.add(id);
    return html`<li>${nodeLink(node, links)} <small>${node.kind}</small>${below.length === 0 ? raw("") : html`<ul>${below.map(item)}</ul>`}`;
  };
  const starts = flow.nodes.filter(({ id }) => !reached.has(id));
  return html`<ul class="steps">${(starts.length === 0 ? flow.nodes.slice(0, 1) : starts).map(({ id }) => item(id))}</ul>`;
}

/** A link to a step of a flow; only its name when it has no page. */
export function nodeLink(node: FlowNode, links: FlowLinks): Html {
  const href = links.hrefOf(node);
  const kind = node.kind.replace(" ", "-");
  return href === undefined
    ? html`<span class="${kind}">${links.labelOf(node)}</span>`
    : html`<a class="${kind}" href="${href}">${links.labelOf(node)}</a>`;
}

/** What flows on a page need to link their steps. */
export function linksFrom(site: Site, up: string): FlowLinks {
  return {
    labelOf: ({ kind, name }) => (isMessage(kind) ? (site.messages.get(name)?.title ?? name) : words(name)),
    hrefOf({ kind, name }) {
      if (kind === "read model") return up + readModelPage(name);
      if (!isMessage(kind)) return undefined;
      return up + versionPage(name, site.messages.get(name)?.version ?? 1);
    },
  };
}

function isMessage(kind: FlowNode["kind"]): boolean {
  return kind === "command" || kind === "event" || kind === "notification" || kind === "message";
}

import { drawFlow, type FlowLinks } from "../flow/draw.ts";
import { type Flow, type FlowNode, flowId, flowOfCommand } from "../flow/graph.ts";
import { attr, type Html, html, joined, raw } from "../html.ts";
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
  if (message.kind !== "command") return section("flow", "In the flow", html`<dl class=facts>${lines}</dl>`);
  const flow = flowOfCommand(site.graph, message.name);
  return section("flow", "What it leads to", flowFigure(flow, `What ${message.title} leads to`, links));
}

/** A flow as a picture. What does not fit is reached by scrolling; on narrow screens the script shows a list. */
export function flowFigure(flow: Flow, title: string, links: FlowLinks): Html {
  return html`<figure class=flow tabindex=0>${drawFlow(flow, title, links)}</figure>`;
}

/** A link to a step of a flow; only its name when it has no page. */
export function nodeLink(node: FlowNode, links: FlowLinks): Html {
  const href = links.hrefOf(node);
  const kind = node.kind.replace(" ", "-");
  return href === undefined
    ? html`<span class=${kind}>${links.labelOf(node)} <small>${node.kind}</small></span>`
    : html`<a class=${kind} href=${attr(href)}>${links.labelOf(node)}</a>`;
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

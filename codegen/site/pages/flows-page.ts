import { overviewOf } from "../flow/graph.ts";
import { html, raw } from "../html.ts";
import { pages } from "../model/paths.ts";
import type { Site } from "../model/site.ts";
import { flowFigure, linksFrom } from "./message-flow.ts";
import type { Page } from "./page.ts";

/** The picture of the whole contract: commands, events, and the reactions and processes between them. */
export function flowsPage(site: Site): Page {
  const links = linksFrom(site, "");
  const flows = overviewOf(site.graph);
  const figures = flows.map((flow) => {
    const first = flow.nodes.find(({ kind }) => kind === "command") ?? flow.nodes[0];
    const title = first === undefined ? "Flow" : `From ${links.labelOf(first)}`;
    return flowFigure(flow, title, links);
  });
  const main = html`<h1>Flows</h1>
<p class=soft>Commands on the left, what they lead to on the right. Read models and notifications are drawn on the page of each command.</p>
<p class=legend><span class=command>command</span><span class=event>event</span><span class=reaction>reaction</span><span class=process>process</span></p>
${figures.length === 0 ? raw("<p>There are no flows.</p>") : figures}`;
  return { path: pages.flows, title: "Flows", main };
}

import { commandsOf } from "../../model/contract.ts";
import { queriesOf, route } from "../../plan/plan.ts";
import { type Html, html, text } from "../html.ts";
import { pages, readModelPage, versionPage } from "../model/paths.ts";
import type { Site } from "../model/site.ts";
import { isClosed } from "./needs.ts";
import { section } from "./page.ts";

/** How to begin: send a command, see what became of it, ask, subscribe. */
export function quickStart(site: Site): Html {
  const { contract } = site;
  const command = commandsOf(contract).find(({ endpoint, examples }) => endpoint !== undefined && examples.length > 0);
  const query = queriesOf(contract)[0];
  const api = site.servers.find(({ protocol }) => /^https?$/.test(protocol));
  const base = api === undefined ? "http://localhost:7071" : `${api.protocol}://${api.host}`;
  const key = contract.keyed ? ` -H "x-functions-key: $KEY"` : "";
  const token = contract.security.tokens === undefined ? "" : ` -H "authorization: Bearer $TOKEN"`;
  const steps: Html[] = [];
  if (isClosed(contract)) {
    const what = [...(contract.keyed ? ["a function key"] : []), ...(token === "" ? [] : ["an access token"])];
    if (what.length > 0) steps.push(html`<li>Get ${what.join(" and ")}: <a href=${pages.callers}>who may call</a>.`);
  }
  if (command?.endpoint !== undefined) {
    const body = JSON.stringify(command.examples[0]?.payload).replaceAll("'", "'\\''");
    const line = `curl -i ${base}/${route(command.endpoint.address)}${key}${token} -H 'content-type: application/json' \\\n  -d '${body}'`;
    steps.push(
      html`<li>Send a command, such as <a class=command href=${versionPage(command.name, command.version)}>${command.title}</a>. The answer is 202 with a <code>Location</code>.<pre>${text(line)}</pre>`,
      html`<li>See what became of it: GET that location; with <code>Prefer: wait=10</code> it answers as soon as there is an outcome: <code>succeeded</code>, <code>rejected</code> with a code, or <code>failed</code>.`,
    );
  }
  if (query !== undefined) {
    steps.push(
      html`<li>Ask for what is there, such as <a class=read-model href=${readModelPage(query.readModel.name)}#query-${query.query.name}><code>GET /${route(query.query.path)}</code></a>.`,
    );
  }
  if (site.kinds.event.length > 0) {
    steps.push(
      html`<li>Subscribe a webhook to the topic <code>${contract.topic}</code>: every public event comes as a CloudEvent 1.0 with the source <code>${contract.source}</code>, at least once, with a stable <code>id</code>.`,
    );
  }
  return section(
    "quick-start",
    "Quick start",
    html`<ol class=start>${steps}</ol><p class=soft>Faults are problem details (RFC 9457) with a stable <code>code</code>. The picture of it all is <a href=${pages.flows}>Flows</a>.</p>`,
  );
}

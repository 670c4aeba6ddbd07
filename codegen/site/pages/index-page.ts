import type { Message } from "../../model/contract.ts";
import { route } from "../../plan/plan.ts";
import { type Html, html, inline, prose, raw } from "../html.ts";
import { pages, readModelPage, versionPage } from "../model/paths.ts";
import type { Site } from "../model/site.ts";
import { words } from "./menu.ts";
import { type Page, section } from "./page.ts";
import { quickStart } from "./quick-start.ts";

const intros: Readonly<Record<Message["kind"], string>> = {
  command: "Requests to change something. A command may be refused.",
  event: "Facts that have happened. They never change.",
  notification: "What concerns one person.",
  message: "Messages of which the contract does not say what they are for.",
};

/** Longer summaries are cut on the first page, so that it stays small with a thousand messages. */
const longestSummary = 90;

/** The first page: what this is, how to begin, and every message. */
export function indexPage(site: Site): Page {
  const { contract } = site;
  const lists = (["command", "event", "notification", "message"] as const).map((kind) => {
    const messages = site.kinds[kind];
    if (messages.length === 0) return raw("");
    const title = `${kind.charAt(0).toUpperCase()}${kind.slice(1)}s`;
    return section(`${kind}s`, title, html`<p class=soft>${intros[kind]}</p><ul class=list>${messages.map(line)}</ul>`);
  });
  const main = html`<h1>${contract.title}</h1>
<p class=soft>Version ${contract.version}${contract.license === undefined ? "" : ` · ${contract.license}`} · <a href=${pages.contract} download>contract as JSON</a> · <a href=${pages.changes}>changes</a></p>
${prose(contract.description)}
${quickStart(site)}
${lists}${readModels(site)}`;
  return { path: pages.index, title: contract.title, main };
}

function line(message: Message): Html {
  const { name, title, version, kind, summary, description, deprecated } = message;
  const told = shortened(summary || (description.split("\n")[0] ?? ""));
  const mark = deprecated ? raw(" <i class=warn>deprecated</i>") : raw("");
  return html`<li><a class=${kind} href=${versionPage(name, version)}>${title}</a>${version > 1 ? html` <small>v${version}</small>` : raw("")}${mark} ${inline(told)}`;
}

function shortened(text: string): string {
  if (text.length <= longestSummary) return text;
  const cut = text.slice(0, longestSummary);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), 40))} …`;
}

function readModels(site: Site): Html {
  const { readModels: models } = site.contract;
  if (models.length === 0) return raw("");
  const items = models.map(
    ({ name, description, queries }) =>
      html`<li><a class=read-model href=${readModelPage(name)}>${words(name)}</a> ${inline(shortened(description))}${queries.map((query) => html` <code>GET /${route(query.path)}</code>`)}`,
  );
  return section(
    "read-models",
    "Read models",
    html`<p class=soft>What can be asked for.</p><ul class=list>${items}</ul>`,
  );
}

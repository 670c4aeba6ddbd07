import {
  type Command,
  type Contract,
  commandsOf,
  eventsOf,
  eventsOfProcess,
  type Message,
  notificationsOf,
  plainMessagesOf,
} from "../../model/contract.ts";
import { queriesOf, route } from "../../plan/plan.ts";
import { headerLine } from "../typescript/module.ts";
import { anchor, link, links, messageSection, searchWords } from "./docs-message.ts";
import { script, style } from "./docs-style.ts";
import { type Html, html, inline, prose, raw } from "./html.ts";

/** One page that documents the contract for its readers: no other file, no framework. Private messages are left out. */
export function renderDocs(contract: Contract): string {
  const schemas = new Map(contract.schemas.map((schema) => [schema.name, schema]));
  const isShown = (message: Message) => message.visibility === "public";
  const shown = { ...contract, messages: contract.messages.filter(isShown) };
  const names = new Set(shown.messages.map(({ name }) => name));
  const groups = [
    {
      title: "Commands",
      intro: "Requests to change something. A command may be refused.",
      messages: commandsOf(shown),
    },
    { title: "Events", intro: "Facts that have happened. They never change.", messages: eventsOf(shown) },
    { title: "Notifications", intro: "What concerns one person.", messages: notificationsOf(shown) },
    { title: "Messages", intro: "What is sent and received.", messages: plainMessagesOf(shown) },
  ].filter(({ messages }) => messages.length > 0);
  const sections = groups.map(
    ({ title, intro, messages }) => html`<h2 id="${title.toLowerCase()}">${title}</h2><p class="soft">${intro}</p>
${messages.map((message) => messageSection(withOnly(shown, names), restrict(message, names), schemas))}`,
  );
  const menu = groups.map(
    ({ title, messages }) =>
      html`<h2>${title}</h2><ul>${messages.map(
        (message) =>
          html`<li data-words="${searchWords(message)}"><a class="${message.kind}" href="#${anchor(message.name)}">${message.title}</a></li>`,
      )}</ul>`,
  );
  const flows = commandsOf(shown).map((command) => flow(contract, shown, command, names));
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<!-- ${headerLine(contract.file)} -->
<title>${contract.title} ${contract.version}</title>
<style>${raw(style)}</style>
</head>
<body>
<div class="page">
<nav><p><input id="search" type="search" placeholder="Search" aria-label="Search"></p>
<ul><li><a href="#overview">Overview</a></li>${contract.isApp ? html`<li><a href="#flows">Flows</a></li><li><a href="#queries">Queries</a></li>` : undefined}</ul>
${menu}</nav>
<main>
<h1 id="overview">${contract.title}</h1>
<p class="soft">Version ${contract.version}.${contract.isApp ? html` Events are published as CloudEvents 1.0 to the topic <code>${contract.topic}</code> with the source <code>${contract.source}</code>.` : undefined}</p>
${prose(contract.description)}
<p id="none" class="soft" hidden>Nothing fits the search.</p>
${
  contract.isApp
    ? html`<h2 id="flows">Flows</h2>
<p class="soft">What each command sets off.</p>
${flows}
<h2 id="queries">Queries</h2>
${queryTable(contract)}
`
    : undefined
}${sections}
</main>
</div>
<script>${raw(script)}</script>
</body>
</html>
`;
  return page.html;
}

/** A message that names only messages that the page shows. */
function restrict(message: Message, names: ReadonlySet<string>): Message {
  if (message.kind === "command") return { ...message, produces: message.produces.filter((name) => names.has(name)) };
  if (message.kind === "notification")
    return { ...message, onEvents: message.onEvents.filter((name) => names.has(name)) };
  return message;
}

function withOnly(contract: Contract, names: ReadonlySet<string>): Contract {
  return { ...contract, messages: contract.messages.map((message) => restrict(message, names)) };
}

/** Command → events → what follows from them, through the service's own steps to the next public events. */
function flow(contract: Contract, shown: Contract, command: Command, names: ReadonlySet<string>): Html {
  const events = reachableEvents(contract, command).filter((name) => names.has(name));
  const models = contract.readModels.filter(({ folds }) => folds.some((name) => events.includes(name)));
  const told = notificationsOf(shown).filter(({ onEvents }) => onEvents.some((name) => events.includes(name)));
  const parts = [
    html`<div class="flow">${link(shown, command.name)} <span>→</span> ${links(shown, events)}</div>`,
    models.length === 0 ? undefined : html`<p class="soft">Shown by: ${models.map(({ name }) => name).join(", ")}.</p>`,
    told.length === 0
      ? undefined
      : html`<p class="soft">Tells: ${links(
          shown,
          told.map(({ name }) => name),
        )}.</p>`,
  ];
  return html`<section class="message" data-words="${searchWords(command)}">${parts.filter((part) => part !== undefined)}</section>`;
}

function reachableEvents(contract: Contract, command: Command): readonly string[] {
  const events: string[] = [];
  const visit = (name: string): void => {
    const found = contract.messages.find((message) => message.name === name);
    for (const event of found?.kind === "command" ? found.produces : []) {
      if (events.includes(event)) continue;
      events.push(event);
      for (const reaction of contract.reactions) {
        if (reaction.on.includes(event)) reaction.sends.forEach(visit);
      }
      for (const process of contract.processes) {
        if (eventsOfProcess(process).includes(event)) process.sends.forEach(visit);
      }
    }
  };
  visit(command.name);
  return events;
}

function queryTable(contract: Contract): Html {
  const rows = queriesOf(contract).map(({ query, readModel }) => {
    const names = query.filters.map(({ name, fields }) =>
      fields.length === 1 && fields[0] === name ? name : `${name} (${fields.join(" or ")})`,
    );
    const filters = names.length === 0 ? "" : ` Filters: ${names.join(", ")}.`;
    return html`<tr><td><code>GET /${route(query.path)}</code></td><td>${inline(query.summary + filters)}</td><td>${readModel.documentKey}</td></tr>`;
  });
  return html`<div class="scroll"><table><thead><tr><th>call</th><th>answers</th><th>document</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

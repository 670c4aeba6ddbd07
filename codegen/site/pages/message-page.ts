import { typeOf } from "../../model/contract.ts";
import { attr, type Html, html, inline, prose, raw } from "../html.ts";
import { versionPage } from "../model/paths.ts";
import { type MessageVersion, type Site, versionsOf } from "../model/site.ts";
import { examplesSection } from "./examples.ts";
import { fieldsTable } from "./fields-table.ts";
import { messageFacts } from "./message-facts.ts";
import { messageFlow } from "./message-flow.ts";
import { type Page, section, upFrom } from "./page.ts";
import { tryCommand } from "./try-it.ts";

/** The page of one version of a message. */
export function messageVersionPage(site: Site, version: MessageVersion): Page {
  const { message } = version;
  const path = versionPage(message.name, version.version);
  const up = upFrom(path);
  const main = html`<p class=kicker><span class="tag ${message.kind}">${message.kind}</span><code>${typeOf(site.contract, { ...message, version: version.version })}</code>${
    message.deprecated ? raw('<span class="tag warn">deprecated</span>') : undefined
  }</p>
<h1>${version.title}</h1>
${versionSwitch(site, version)}${prose(version.description)}
${messageFacts(site, version, up)}
${section("/payload", "Fields", fieldsTable(site, version.payload, { up, base: "/payload", personalData: version.personalData }))}
${examplesSection(site, version.payload, version.examples)}${rejections(site, version)}${messageFlow(site, version, up)}${message.kind === "command" && version.isNewest ? tryCommand(site, message) : undefined}`;
  return { path, title: `${version.title} v${version.version}`, main, message: message.name };
}

/** Links to the other versions, with the day of their end. */
function versionSwitch(site: Site, version: MessageVersion): Html {
  const alive = versionsOf(version.message);
  const past = site.past.get(version.message.name) ?? [];
  if (alive.length + past.length < 2) return raw("");
  const links = alive.map((other) => {
    const current = raw(other.version === version.version ? " aria-current=page" : "");
    const until = other.sunset === undefined ? "ended" : `until ${other.sunset}`;
    return html`<a href=v${other.version}.html${current}>v${other.version} <small>${other.isNewest ? "newest" : until}</small></a>`;
  });
  const gone = past.map((number) => html`<a href=v${number}.html>v${number} <small>gone</small></a>`);
  const newest = alive[0]?.version ?? version.version;
  const old = version.isNewest
    ? raw("")
    : html`<p class="note warn">This is an earlier version. ${endWords(version)} <a href=v${newest}.html>Version ${newest}</a> is the newest.</p>`;
  return html`<nav class=versions aria-label=Versions>${links}${gone}</nav>${old}`;
}

function endWords({ sunset, deprecatedSince, message }: MessageVersion): string {
  const since = deprecatedSince === undefined ? "" : `It is deprecated since ${deprecatedSince}. `;
  const done = message.kind === "command" ? "accepted" : "sent";
  return (
    since +
    (sunset === undefined
      ? `It is not ${done} any more.`
      : `It is ${done} until ${sunset}, newer ones after that day too.`)
  );
}

function rejections(site: Site, { message }: MessageVersion): Html {
  if (message.kind !== "command" || message.rejections.length === 0) return raw("");
  const rows = message.rejections.map((code) => {
    const sentence = site.rejections.get(code) ?? "";
    return html`<tr id=${attr(`rejection-${code}`)}><th><code>${code}</code><td>${inline(sentence)}`;
  });
  return section(
    "rejections",
    "May be rejected with",
    html`<table>${rows}</table><p class=soft>The command is accepted first; its status then says <code>rejected</code> with one of these codes.</p>`,
  );
}

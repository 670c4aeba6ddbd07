import { attr, type Html, html, inline, joined, prose, raw } from "../html.ts";
import { channelPage, pages, versionPage } from "../model/paths.ts";
import { type Channel, channelsOf } from "../model/routes.ts";
import { type MessageVersion, type Site, versionsOf } from "../model/site.ts";
import { serverWords } from "./message-facts.ts";
import { type Page, section, upFrom } from "./page.ts";

/** The list of channels and servers, and a page for each channel. */
export function channelPages(site: Site): readonly Page[] {
  const channels = channelsOf(site.contract.bundle);
  const versions = new Map<string, MessageVersion>(
    site.contract.messages.flatMap(versionsOf).map((version) => [version.key, version]),
  );
  return [overview(site, channels), ...channels.map((channel) => onePage(channel, versions))];
}

function overview(site: Site, channels: readonly Channel[]): Page {
  const up = upFrom(pages.channels);
  const servers = site.servers.map(
    (server) =>
      html`<tr id=${attr(`server-${server.key}`)}><th>${server.key}<td>${serverWords(server)}<td>${inline(server.description)}${server.security.map((way) => html` <small>${inline(way)}</small>`)}`,
  );
  const rows = channels.map(
    (channel) =>
      html`<tr id=${attr(`channel-${channel.key}`)}><th><a href=${up}${channelPage(channel.key)}>${channel.title}</a><td>${
        channel.address === null ? raw("no address") : html`<code>${channel.address}</code>`
      }<td>${channel.operations.map(({ action, method }) => html`<span class=tag>${method ?? action}</span>`)} ${inline(channel.description || (channel.operations[0]?.summary ?? ""))}`,
  );
  const main = html`<h1>Channels</h1><p class=soft>Where messages travel, and what the service does there.</p>
${section("servers", "Servers", html`<table>${servers}</table>`)}
${section("channels", "Channels", html`<table>${rows}</table>`)}`;
  return { path: pages.channels, title: "Channels", main };
}

function onePage(channel: Channel, versions: ReadonlyMap<string, MessageVersion>): Page {
  const path = channelPage(channel.key);
  const up = upFrom(path);
  const link = (key: string): Html => {
    const version = versions.get(key);
    if (version === undefined) return html`<code>${key}</code>`;
    const { message, version: number, isNewest } = version;
    return html`<a class=${message.kind} href=${up}${versionPage(message.name, number)}>${message.title}${isNewest ? "" : ` v${number}`}</a>`;
  };
  const operations = channel.operations.map(
    ({ key, action, method, summary, messages, security }) =>
      html`<h3 id=${attr(`operation-${key}`)}>${key}</h3><p>${inline(summary)}</p><dl class=facts><dt>Action<dd>The service ${action}s.${
        method === undefined ? raw("") : html`<dt>HTTP method<dd><code>${method}</code>`
      }${
        security.length === 0
          ? raw("")
          : html`<dt>Security<dd>${joined(
              security.map((way) => html`${inline(way)}`),
              raw(" or "),
            )}`
      }<dt>Messages<dd><ul class=plain>${messages.map((message) => html`<li>${link(message)}`)}</ul></dl>`,
  );
  const main = html`<p class=kicker><span class=tag>channel</span><code>${channel.key}</code></p>
<h1>${channel.title}</h1>
${prose(channel.description)}
<dl class=facts><dt>Address<dd>${channel.address === null ? raw("none") : html`<code>${channel.address}</code>`}${channel.servers.map((server) => html`<dt>Server<dd>${serverWords(server)} ${inline(server.description)}`)}</dl>
${operations.length === 0 ? raw("") : section("operations", "Operations", operations)}
${operations.length > 0 ? raw("") : section("messages", "Messages", html`<ul class=plain>${channel.messages.map((key) => html`<li>${link(key)}`)}</ul>`)}`;
  return { path, title: channel.title, main };
}

import { objectAt } from "../../json/json.ts";
import type { Message } from "../../model/contract.ts";
import { route } from "../../plan/plan.ts";
import { schemaOfHeaders } from "../../render/documents/public-part.ts";
import { type Html, html, inline, joined, raw } from "../html.ts";
import { channelPage, schemaPage } from "../model/paths.ts";
import type { Server } from "../model/routes.ts";
import type { MessageVersion, Site } from "../model/site.ts";
import { type Fact, needsFacts } from "./needs.ts";

/** What AsyncAPI says of a message besides its payload: how it travels, who may send it, what is around it. */
export function messageFacts(site: Site, version: MessageVersion, up: string): Html {
  const { message } = version;
  const facts: Fact[] = [];
  if (message.kind === "command" && message.endpoint !== undefined) {
    facts.push(["Request", html`<code>${message.endpoint.method} /${route(message.endpoint.address)}</code>`]);
  }
  const routes = site.routes.get(version.key) ?? [];
  for (const { channel, operations } of routes) {
    const servers = joined(channel.servers.map(serverWords), raw("; "));
    const address = channel.address === null ? raw("no address") : html`<code>${channel.address}</code>`;
    facts.push([
      "Channel",
      html`<a href=${up}${channelPage(channel.key)}>${channel.title}</a>, ${address}${channel.servers.length === 0 ? raw("") : html` on ${servers}`}`,
    ]);
    for (const { key, action, summary } of operations) {
      facts.push(["Operation", html`<code>${key}</code>: the service ${action}s it. ${inline(summary)}`]);
    }
  }
  const needs = needsOf(site, message, up);
  facts.push(...needs);
  const security = [...new Set(routes.flatMap(({ channel }) => channel.servers.flatMap((server) => server.security)))];
  if (needs.length === 0 && security.length > 0)
    facts.push([
      "Security",
      joined(
        security.map((words) => html`${inline(words)}`),
        raw(" or "),
      ),
    ]);
  const headers = schemaOfHeaders(rawMessage(site, version.key));
  if (headers !== undefined) {
    facts.push(["Envelope", html`CloudEvents 1.0: <a href=${up}${schemaPage(site.fileOf(headers))}>${headers}</a>`]);
  }
  facts.push(...factsOfKind(site, message));
  if (message.tags.length > 0) facts.push(["Tags", html`${message.tags.join(", ")}`]);
  const schema = site.schemas.get(version.payload);
  if (schema !== undefined)
    facts.push(["Schema", html`<a href=${up}${site.fileOf(version.payload)} download><code>${schema.id}</code></a>`]);
  return html`<dl class=facts>${facts.map(([term, value]) => html`<dt>${term}<dd>${value}`)}</dl>`;
}

/** What those who send or get a message over HTTP show; nothing of others. */
function needsOf(site: Site, message: Message, up: string): readonly Fact[] {
  if (message.kind === "command" && message.endpoint !== undefined)
    return needsFacts(site, message.needs, message.streamId, up);
  return message.kind === "notification" ? needsFacts(site, site.contract.security.notifications, "recipient", up) : [];
}

function factsOfKind({ contract }: Site, message: Message): readonly (readonly [string, Html])[] {
  if (message.kind === "message") return [];
  if (message.kind === "notification") {
    const causes =
      message.onOutcome === undefined ? [] : ([["Sent when", html`a command is ${message.onOutcome}`]] as const);
    return [["Recipient", html`<code>${message.recipient}</code>`], ...causes];
  }
  const stream = [
    "Stream",
    html`<code>${message.stream}</code>, its id is at <code>${message.streamId}</code>`,
  ] as const;
  if (message.kind === "event") return [stream];
  const from = contract.security.tokens === undefined ? "" : "from one caller ";
  const same =
    message.dedupe === "payload"
      ? html`${from}with the same payload, or the same <code>Idempotency-Key</code>`
      : html`${from}with the same ${joined(
          message.dedupe.map((pointer) => html`<code>${pointer}</code>`),
          raw(", "),
        )}, or the same <code>Idempotency-Key</code>`;
  return [stream, ["Counts once", same]];
}

/** A server as an address that can be copied. */
export function serverWords({ key, protocol, host, pathname }: Server): Html {
  return html`<code>${protocol}://${host}${pathname}</code> (${key})`;
}

function rawMessage(site: Site, key: string): unknown {
  const { bundle } = site.contract;
  const component = objectAt(objectAt(bundle, "components"), "messages")[key];
  if (component !== undefined) return component;
  const channel = site.routes.get(key)?.[0]?.channel.key ?? "";
  return objectAt(objectAt(objectAt(bundle, "channels"), channel), "messages")[key];
}

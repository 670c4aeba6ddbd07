import { type Door, doorsOf } from "../../plan/doors.ts";
import { route } from "../../plan/plan.ts";
import { attr, type Html, html, inline, joined, prose, raw } from "../html.ts";
import { pages, readModelPage, versionPage } from "../model/paths.ts";
import type { Site } from "../model/site.ts";
import { isClosed, scopeId } from "./needs.ts";
import { type Page, section } from "./page.ts";

/** The page about who may call; none where everybody may. */
export function callerPages(site: Site): readonly Page[] {
  if (!isClosed(site.contract)) return [];
  const main = html`<h1>Who may call</h1>
<p class=soft>What requests show to be let in. Health and the documents stay open.</p>
${showing(site)}${scopes(site)}${refusals(site)}`;
  return [{ path: pages.callers, title: "Who may call", main }];
}

function showing({ contract }: Site): Html {
  const { keyed, security } = contract;
  const { tokens, rateLimit } = security;
  const key = html`<dt>Function key<dd>in the header <code>x-functions-key</code>, with every request`;
  const discovery =
    tokens?.openIdConnectUrl === undefined
      ? raw("")
      : html`<dt>Issuer<dd>as <code>${tokens.openIdConnectUrl}</code> describes it; an installation may have another one`;
  const addresses = [...(tokens?.flows ?? [])].flatMap(([flow, { urls }]) =>
    Object.values(urls).map((url) => html`<dt>${flow}<dd><code>${url}</code>`),
  );
  const token = html`<dt>Access token<dd>a JSON Web Token of the issuer, as <code>Authorization: Bearer …</code>${discovery}${addresses}<dt>Local system<dd><code>npm start -- --secure</code> asks for tokens, <code>npm run token -- --as anna</code> prints one`;
  const rate =
    rateLimit === undefined
      ? raw("")
      : html`<dt>Rate<dd>${rateLimit.requests} requests in ${rateLimit.per / 1000} s from one caller to one instance`;
  return section(
    "needs",
    "What to show",
    html`<dl class=facts>${keyed ? key : raw("")}${tokens === undefined ? raw("") : token}${rate}</dl>${prose(tokens?.description ?? "")}`,
  );
}

function scopes(site: Site): Html {
  const { security } = site.contract;
  if (security.tokens === undefined || security.scopes.length === 0) return raw("");
  const doors = doorsOf(site.contract);
  const rows = security.scopes.map((scope) => {
    const opened = doors.filter(({ needs }) => needs.scopes.some((way) => way.includes(scope)));
    const past = doors.filter(({ needs }) => needs.access?.unlessScope === scope);
    const others = past.length === 0 ? [] : [html`what belongs to others: ${links(past)}`];
    const what = [...(opened.length === 0 ? [] : [html`${links(opened)}`]), ...others];
    return html`<tr id=${attr(scopeId(scope))}><th><code>${scope}</code><td>${inline(security.scopeWords.get(scope) ?? "")}<td>${joined(what, raw("<br>"))}`;
  });
  return section(
    "scopes",
    "Scopes",
    html`<p>What a token may be used for. It says so in <code>scp</code>, <code>scope</code> or <code>roles</code>.</p><table class=scopes><thead><tr><th>Scope<th>For<th>Opens</thead>${rows}</table>`,
  );
}

function links(doors: readonly Door[]): readonly Html[] {
  return joined(doors.map(doorLink), raw(", "));
}

function doorLink(door: Door): Html {
  switch (door.kind) {
    case "command":
      return html`<a class=command href=${versionPage(door.command.name, door.command.version)}>${door.command.title}</a>`;
    case "query":
      return html`<a class=read-model href=${readModelPage(door.readModel.name)}#query-${door.query.name}><code>GET /${route(door.query.path)}</code></a>`;
    case "notifications":
      return html`<a class=notification href=${pages.index}#notifications><code>GET /api/notifications</code></a>`;
  }
}

function refusals({ contract }: Site): Html {
  const { keyed, security } = contract;
  const token: readonly (readonly [number, string, string])[] = [
    [401, "token-missing", "There is no `Authorization: Bearer …`."],
    [401, "token-invalid", "Another issuer, another audience, a wrong signature, or no token at all."],
    [401, "token-expired", "It was good once. Get a new one."],
    [403, "scope-missing", "`scopes` in the answer names what is needed."],
    [403, "not-yours", "It belongs to somebody else, or is not there."],
  ];
  const all: readonly (readonly [number, string, string])[] = [
    ...(keyed ? [[401, "", "The function key is missing or wrong; the answer has no body."] as const] : []),
    ...(security.tokens === undefined ? [] : token),
    ...(security.tokens === undefined && security.rateLimit === undefined
      ? []
      : [[429, "rate-limited", "Too many requests. `Retry-After` says when to come back."] as const]),
  ];
  const rows = all.map(
    ([status, code, words]) =>
      html`<tr><th>${status}<td>${code === "" ? raw("") : html`<code>${code}</code>`}<td>${inline(words)}`,
  );
  return section(
    "refusals",
    "When it is refused",
    html`<table>${rows}</table><p class=soft>Nothing is stored by a request that is refused.</p>`,
  );
}

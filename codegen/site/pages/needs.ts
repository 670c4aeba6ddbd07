import type { Contract } from "../../model/contract.ts";
import type { Access, Needs } from "../../model/security.ts";
import { attr, type Html, html, joined, raw } from "../html.ts";
import { pages, readModelPage } from "../model/paths.ts";
import type { Site } from "../model/site.ts";

/** A term of a list of facts with what it says. */
export type Fact = readonly [string, Html | readonly Html[]];

/** Whether the API asks anybody for anything. */
export function isClosed({ keyed, security }: Contract): boolean {
  return keyed || security.tokens !== undefined || security.rateLimit !== undefined;
}

/**
 * What a request must show, and whose business it is: facts of its page.
 * @param usualKey where the key of ownership is when the contract names none: a pointer or a parameter
 */
export function needsFacts(site: Site, needs: Needs, usualKey: string, up: string): readonly Fact[] {
  const { keyed, security } = site.contract;
  const token = security.tokens !== undefined;
  const key = keyed ? [html`a function key`] : [];
  const shown = [...key, ...(token ? [tokenWords(site, needs.scopes, up)] : [])];
  const asked: Fact[] =
    shown.length === 0
      ? []
      : [["Needs", html`${joined(shown, raw(" and "))} (<a href=${up}${pages.callers}>who may call</a>)`]];
  if (!token || needs.access === undefined) return asked;
  return [...asked, ["Only for", ownerWords(site, needs.access, usualKey, up)]];
}

function tokenWords(site: Site, ways: readonly (readonly string[])[], up: string): Html {
  if (ways.length === 0) return html`any access token`;
  const lists = ways.map(
    (scopes) =>
      html`${joined(
        scopes.map((scope) => scopeLink(site, scope, up)),
        raw(" and "),
      )}`,
  );
  return html`an access token with ${joined(lists, raw(", or with "))}`;
}

/** A scope that leads to its line in the table of scopes. */
export function scopeLink({ contract }: Site, scope: string, up: string): Html {
  const code = html`<code>${scope}</code>`;
  return contract.security.scopes.includes(scope)
    ? html`<a href=${attr(`${up}${pages.callers}#${scopeId(scope)}`)}>${code}</a>`
    : code;
}

/** The place of a scope on the page about callers. */
export function scopeId(scope: string): string {
  return `scope-${scope}`;
}

function ownerWords(site: Site, access: Access, usualKey: string, up: string): Html {
  const { unlessScope } = access;
  const who = whoseWords(access, html`<code>${access.key ?? usualKey}</code>`, up);
  const others = unlessScope === undefined ? raw("") : html`, and for whoever has ${scopeLink(site, unlessScope, up)}`;
  return html`${who}${others}; others are answered 403 <code>not-yours</code>`;
}

/** A read model that is named is one that is shown: of others the public part of a contract keeps no name. */
function whoseWords({ readModel, owner, isHidden }: Access, place: Html, up: string): Html {
  if (isHidden === true) return html`the owner of what ${place} names`;
  if (readModel === undefined) return html`whom ${place} names`;
  const model = html`<a class=read-model href=${up}${readModelPage(readModel)}>${readModel}</a>`;
  return html`whom <code>${owner}</code> of the document ${place} of ${model} names`;
}

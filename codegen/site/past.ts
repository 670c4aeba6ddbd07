import type { Contract } from "../model/contract.ts";
import { kebabCase } from "../model/names.ts";
import { html, raw } from "./html.ts";
import { type Site, schemaBaseOf, versionsOf } from "./model/site.ts";
import type { Page } from "./pages/page.ts";

const versioned = /\.v\d+\.json$/;

/**
 * A published contract with the schema ids that it had. A bundle does not keep them: those that are there today are taken over by
 * name, and payloads of versions that are not follow the file names of today.
 */
export function withIds(old: Contract, now: Contract): Contract {
  const known = new Map(now.schemas.map(({ name, id }) => [name, id]));
  const base = schemaBaseOf(old.bundle);
  const payloads = new Map(
    old.messages.flatMap((message) => [
      [message.payload, { message, version: message.version }] as const,
      ...message.earlier.map(({ payload, version }) => [payload, { message, version }] as const),
    ]),
  );
  // Whether payloads are files of their own, whose names say the version.
  const hasFiles = now.messages.some(({ payload }) => versioned.test(known.get(payload) ?? ""));
  const newest = new Map(now.messages.map((message) => [message.name, message]));
  const schemas = old.schemas.map((schema) => {
    const isBundled =
      schema.at.pointer.startsWith("/components/schemas/") && schema.id === `${base}${schema.name}.json`;
    // Contracts that were read from their own files have their ids.
    if (!isBundled) return schema;
    const use = payloads.get(schema.name);
    if (use === undefined || !hasFiles) return { ...schema, id: known.get(schema.name) ?? schema.id };
    const { kind, name } = use.message;
    const today = known.get(newest.get(name)?.payload ?? "");
    const usual = `${base}${kind}s/${kebabCase(name)}.v1.json`;
    return { ...schema, id: (today ?? usual).replace(versioned, `.v${use.version}.json`) };
  });
  return { ...old, schemas };
}

/** A page of what is not in the contract any more: as the last contract that had it published it. */
export function goneNote(page: Page, version: string, newest: string | undefined): Page {
  const link = newest === undefined ? raw("") : html` <a href=${newest}>The newest version</a> is another one.`;
  const note = html`<p class="note warn">This is not in the contract any more. Version ${version} of the contract had it like this.${link}</p>`;
  return { ...page, main: html`${note}${page.main}` };
}

/** Adds to a page the places that an earlier publication of it had and that are gone, so that links to them lead somewhere. */
export function withPlaces(text: string, before: string, version: string): string {
  const now = placesOf(text);
  const gone = [...placesOf(before)].filter((place) => !now.has(place));
  if (gone.length === 0) return text;
  // What was between quotes or bare in the one page is so in this one.
  const items = gone.map((place) =>
    raw(`<li id=${place}><code>${place.replaceAll('"', "")}</code> until version ${version}`),
  );
  const part = html`<h2>No longer here</h2><ul class=soft>${items}</ul>`;
  return text.replace("</main>", () => `${part.html}</main>`);
}

/** Anchors of a page as they stand in it. */
function placesOf(text: string): ReadonlySet<string> {
  return new Set([...text.matchAll(/<[a-z0-9]+ (?:[^<>]* )?id=("[^"]*"|[^\s>"]+)/g)].map(([, place]) => place ?? ""));
}

/** The versions of messages that were published and are not in the contract any more, the newest first, by the message's name. */
export function pastVersions(site: Site, published: readonly Site[]): ReadonlyMap<string, readonly number[]> {
  const past = new Map<string, Set<number>>();
  for (const { contract } of published) {
    for (const message of contract.messages) {
      const today = site.messages.get(message.name);
      const alive = new Set(today === undefined ? [] : versionsOf(today).map(({ version }) => version));
      for (const { version } of versionsOf(message)) {
        if (!alive.has(version)) past.set(message.name, (past.get(message.name) ?? new Set()).add(version));
      }
    }
  }
  return new Map([...past].map(([name, versions]) => [name, [...versions].sort((a, b) => b - a)]));
}

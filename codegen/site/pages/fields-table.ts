import { type Html, html, inline, joined, raw } from "../html.ts";
import { type Field, fieldsOf } from "../model/fields.ts";
import { schemaPage } from "../model/paths.ts";
import type { Site } from "../model/site.ts";

/** What a table of fields needs to know of the page that it stands on. */
export interface TableOptions {
  /** The way to the top of the site. */
  readonly up: string;
  /** What stands before each pointer in an anchor, such as `/payload`. */
  readonly base: string;
  /** Pointers to personal data. */
  readonly personalData?: readonly string[];
}

/** The fields of a schema as a table. Each line has its JSON pointer as its anchor. */
export function fieldsTable(site: Site, schema: string, options: TableOptions): Html {
  const fields = fieldsOf(schema, site.schemas);
  if (fields.length === 0) return html`<p class="soft">It has no fields.</p>`;
  const personal = new Set(options.personalData ?? []);
  const rows = fields.map((field, index) => {
    const before = fields[index - 1];
    const isNewVariant =
      field.variant !== undefined && field.variant !== before?.variant && field.depth <= (before?.depth ?? 0) + 1;
    const variant = isNewVariant
      ? html`<tr class="v d${field.depth}"><td colspan="3">only when <code>${field.variant ?? ""}</code>`
      : raw("");
    return html`${variant}${row(site, field, personal.has(field.pointer), options)}`;
  });
  return html`<table class="fields"><thead><tr><th>Field<th>Type<th>Meaning<tbody>${rows}</table>`;
}

function row(site: Site, field: Field, isPersonal: boolean, { up, base }: TableOptions): Html {
  const anchor = `${base}${field.pointer}`;
  const marks = [
    field.isRequired ? undefined : raw("<i>optional</i>"),
    field.isNullable ? raw("<i>or null</i>") : undefined,
    field.isDeprecated ? raw('<i class="warn">deprecated</i>') : undefined,
    isPersonal ? raw('<i class="pii">personal data</i>') : undefined,
  ].filter((mark) => mark !== undefined);
  const depth = field.depth === 0 ? raw("") : html` class="d${field.depth}"`;
  return html`<tr id="${anchor}"><th${depth}><a href="#${encodeAnchor(anchor)}">${field.label}</a>${marks}<td>${field.type}${reference(site, field, up)}<td>${inline(field.description)}${constraints(field)}`;
}

function reference(site: Site, field: Field, up: string): Html {
  if (field.schema === undefined) return raw("");
  const again = field.isRecursive ? " ↻" : "";
  return html` <a href="${up}${schemaPage(site.fileOf(field.schema))}">${field.schema}</a>${again}`;
}

function constraints({ constraints: texts, isRecursive }: Field): Html {
  const all = isRecursive ? [...texts, "the same again, as deep as it goes"] : texts;
  if (all.length === 0) return raw("");
  return html`<small>${joined(
    all.map((text) => html`${text}`),
    raw("; "),
  )}</small>`;
}

/** Anchors are JSON pointers; what an address cannot hold is quoted. */
export function encodeAnchor(anchor: string): string {
  return anchor.replace(/[^A-Za-z0-9/_.~*$'()!,;:@-]/g, encodeURIComponent);
}

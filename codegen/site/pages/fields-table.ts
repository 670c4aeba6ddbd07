import { attr, type Html, html, inline, joined, raw, text } from "../html.ts";
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

/**
 * The fields of a schema as a table. Each line has its JSON pointer as its anchor. In a large contract what lies in shared schemas
 * is told on their pages alone; its lines, and so its anchors, are here all the same.
 */
export function fieldsTable(site: Site, schema: string, options: TableOptions): Html {
  const fields = fieldsOf(schema, site.schemas);
  if (fields.length === 0) return html`<p class=soft>It has no fields.</p>`;
  const personal = new Set(options.personalData ?? []);
  const rows = fields.map((field, index) => {
    if (site.isLarge && field.isShared) return shortRow(field, options);
    const before = fields[index - 1];
    const isNew = field.variant !== before?.variant && field.depth <= (before?.depth ?? 0) + 1;
    const variant = isNew && field.variant !== undefined ? variantRow(field.variant) : raw("");
    return html`${variant}${row(site, field, personal.has(field.pointer), options)}`;
  });
  return html`<table class=fields><thead><tr><th>Field<th>Type<th>Meaning<tbody>${rows}</table>`;
}

function variantRow(variant: string): Html {
  return html`<tr class=v><td colspan=3>only when <code>${variant}</code>`;
}

function row(site: Site, field: Field, isPersonal: boolean, { up, base }: TableOptions): Html {
  const marks = [
    field.isRequired ? "" : "<i>optional</i>",
    field.isNullable ? "<i>or null</i>" : "",
    field.isDeprecated ? "<i class=warn>deprecated</i>" : "",
    isPersonal ? "<i class=pii>personal data</i>" : "",
  ];
  const again = field.isRecursive ? " ↻" : "";
  const schema =
    field.schema === undefined
      ? raw("")
      : html` <a href=${up}${schemaPage(site.fileOf(field.schema))}>${field.schema}</a>${again}`;
  return html`<tr id=${attr(base + field.pointer)}><th${depth(field)}>${field.label}${raw(marks.join(""))}<td>${field.type}${schema}<td>${inline(field.description)}${constraints(field)}`;
}

function shortRow(field: Field, { base }: TableOptions): Html {
  return html`<tr id=${attr(base + field.pointer)}><th${depth(field)}>${field.label}<td>${field.type}`;
}

function depth({ depth: steps }: Field): Html {
  return steps === 0 ? raw("") : html` class=d${steps}`;
}

function constraints({ constraints: texts, isRecursive }: Field): Html {
  const all = isRecursive ? [...texts, "the same again, as deep as it goes"] : texts;
  return all.length === 0 ? raw("") : html`<small>${joined(all.map(text), raw("; "))}</small>`;
}

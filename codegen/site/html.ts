/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

/** What a template may be given: text is escaped, HTML and lists of it are not. */
type Part = string | number | Html | readonly Html[] | undefined;

/** A template whose parts are escaped unless they are HTML already: nothing of a contract gets in unescaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = strings[0] ?? "";
  for (let index = 0; index < parts.length; index++) text += printPart(parts[index]) + strings[index + 1];
  return { html: text };
}

/** Text that is known to be HTML. */
export function raw(text: string): Html {
  return { html: text };
}

/** Text between tags. Quotes stay as they are there, so that JSON does not grow. */
export function text(value: string): Html {
  return { html: value.replace(/[&<]/g, (character) => entities[character] ?? "") };
}

/** An attribute's value: with quotes only where it needs them, since a site has very many of them. */
export function attr(value: string): Html {
  return { html: /^[^\s"'`=<>&]+$/.test(value) ? value : `"${escapeText(value)}"` };
}

/** Pieces with something between them. */
export function joined(pieces: readonly Html[], between: Html): readonly Html[] {
  return pieces.flatMap((piece, index) => (index === 0 ? [piece] : [between, piece]));
}

function printPart(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string") return escapeText(part);
  if (typeof part === "number") return String(part);
  if (Array.isArray(part)) return part.map((item: Html) => item.html).join("");
  return (part as Html).html;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeText(value: string): string {
  return value.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** Paragraphs of a text, with `code` marked. */
export function prose(value: string): readonly Html[] {
  return value
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => html`<p>${inline(paragraph.trim())}</p>`);
}

/** One line of text, with `code` marked. */
export function inline(value: string): readonly Html[] {
  return value
    .split(/(`[^`\n]+`)/)
    .map((part) => (/^`.+`$/s.test(part) ? html`<code>${part.slice(1, -1)}</code>` : text(part)));
}

/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

/** What a template may be given: text is escaped, HTML and lists of it are not. */
type Part = string | number | Html | readonly Html[] | undefined;

/** A template whose parts are escaped unless they are HTML already: nothing of a contract gets in unescaped. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.map((text, index) => text + printPart(parts[index])).join("") };
}

/** Text that is known to be HTML. */
export function raw(text: string): Html {
  return { html: text };
}

function printPart(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string" || typeof part === "number") return escapeText(String(part));
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

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** Paragraphs of a text, with `code` marked. */
export function prose(text: string): readonly Html[] {
  return text
    .split(/\n\s*\n/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map((paragraph) => html`<p>${inline(paragraph.trim())}</p>`);
}

/** One line of text, with `code` marked. */
export function inline(text: string): readonly Html[] {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part) => (/^`.+`$/s.test(part) ? html`<code>${part.slice(1, -1)}</code>` : html`${part}`));
}

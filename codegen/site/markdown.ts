import { type Html, html, inline } from "./html.ts";

/** The part of Markdown that change logs are written in: headings, lists, paragraphs, code, bold. Anything else is shown as it is. */
export function markdown(source: string): Html {
  const parts: Html[] = [];
  let items: Html[] = [];
  let lines: string[] = [];
  let isItem = false;
  const endBlock = (): void => {
    const words = emphasised(lines.join(" "));
    if (lines.length > 0 && isItem) items.push(html`<li>${words}`);
    else if (lines.length > 0) parts.push(html`<p>${words}</p>`);
    lines = [];
  };
  const endList = (): void => {
    if (items.length > 0) parts.push(html`<ul>${items}</ul>`);
    items = [];
  };
  for (const line of source.split(/\r?\n/)) {
    const [, marks, title] = /^(#{1,6})\s+(.*)$/.exec(line) ?? [];
    const item = /^\s*[-*]\s+(.*)$/.exec(line)?.[1];
    if (title !== undefined || item !== undefined || line.trim() === "") endBlock();
    if (title !== undefined) {
      endList();
      parts.push(heading(marks?.length ?? 2, title));
    } else if (item !== undefined) {
      isItem = true;
      lines.push(item);
    } else if (line.trim() !== "") {
      if (lines.length === 0) {
        endList();
        isItem = false;
      }
      lines.push(line.trim());
    }
  }
  endBlock();
  endList();
  return html`${parts}`;
}

function heading(level: number, title: string): Html {
  const id = title.toLowerCase().replace(/[^a-z0-9.]+/g, "-");
  return level <= 2 ? html`<h2 id="${id}">${inline(title)}</h2>` : html`<h3>${inline(title)}</h3>`;
}

function emphasised(line: string): readonly Html[] {
  return line.split(/(\*\*[^*]+\*\*)/).flatMap((part) => {
    const strong = /^\*\*(.+)\*\*$/.exec(part)?.[1];
    return strong === undefined ? inline(part) : [html`<b>${inline(strong)}</b>`];
  });
}

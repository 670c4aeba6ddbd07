/** Longest text of a contract that is shown in one place, in characters. */
const longestText = 600;
/** Unseen characters that could turn what follows around: controls, and those that change the direction of writing. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/**
 * A sentence as one line of GitHub's Markdown. Words of it that stand in backticks are shown as code. Whatever else it
 * says stays text, also in a table: no HTML, no link, no picture, no formula, and nobody and no issue is mentioned.
 */
export function text(sentence: string): string {
  return shortened(oneLine(sentence), longestText)
    .split(/(?<!`)(`[^`]+`)(?!`)/)
    .map((part, at) => (at % 2 === 1 ? code(part.slice(1, -1)) : plain(part)))
    .join("");
}

/** A name, a path or a pointer as code on one line, which cannot be left from within; also in a table. */
export function code(name: string): string {
  const line = shortened(oneLine(name), longestText);
  // Backticks, strokes and backslashes have rules of their own in tables. Entities have none.
  return /[`|\\]/.test(line) || line === "" ? `<code>${entities(line)}</code>` : `\`${line}\``;
}

/** A sentence within HTML, where Markdown has no say. */
export function html(sentence: string): string {
  return defused(escaped(shortened(oneLine(sentence), longestText)));
}

/** A block of text that holds as many backticks as it likes. */
export function fenced(block: string, language: string, longest: number): readonly string[] {
  const shown = shortened(block.replaceAll(unseen, "�"), longest);
  const fence = "`".repeat(Math.max(3, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return [`${fence}${language}`, shown, fence];
}

function plain(part: string): string {
  const marked = escaped(part)
    .replaceAll("\\", "&#92;")
    .replaceAll("`", "&#96;")
    .replaceAll(/[*_[\]~|$]/g, "\\$&");
  return defused(marked);
}

/** Breaks what GitHub would link: people and teams, issues, addresses. */
function defused(marked: string): string {
  return marked
    .replaceAll("@", "@\u200b")
    .replaceAll(/(?<!&)#(?=\d)/g, "#\u200b")
    .replaceAll(/\bGH-(?=\d)/gi, "$&\u200b")
    .replaceAll("://", ":\u200b//")
    .replaceAll(/\b(?:www|mailto|xmpp)(?=[.:])/gi, "$&\u200b");
}

function escaped(line: string): string {
  return line.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function entities(line: string): string {
  return line.replaceAll(/[^\w ./:,-]/gu, (character) => `&#${character.codePointAt(0)};`);
}

function oneLine(sentence: string): string {
  return sentence.replaceAll(/\s+/g, " ").replaceAll(unseen, "�");
}

function shortened(words: string, longest: number): string {
  return words.length <= longest ? words : `${words.slice(0, longest).toWellFormed()} …`;
}

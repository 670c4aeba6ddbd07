import type { Paint } from "../cli/paint.ts";
import type { Location, Position } from "../diagnostics/diagnostic.ts";
import type { Explanation, Reason, Statement, Subject } from "./explanation.ts";

/** Finds lines. */
export type PositionOf = (at: Location) => Position;

/** What stays on one line: code, a number with its unit, and any other word. */
const unbroken = /[^\s`]*(?:`[^`]*`[^\s`]*)+|\d[\d.]* (?:ms|s|min|h|days)\b\S*|\S+/g;
/** Columns of a line of text. */
const width = 100;

/** Explanations as people read them. */
export function printExplanations(explanations: readonly Explanation[], positionOf: PositionOf, paint: Paint): string {
  return explanations.map((explanation) => printOne(explanation, positionOf, paint)).join("\n\n");
}

function printOne(explanation: Explanation, positionOf: PositionOf, paint: Paint): string {
  const { kind, name, version, summary, at, steps, leadsTo } = explanation;
  const { line } = positionOf(at);
  const what = `${kind}${version === undefined ? "" : `, version ${version}`}`;
  const lines = [`${paint.green(name)} (${what}) ${paint.dim(`${at.file}:${line}`)}`];
  if (summary !== "") lines.push(...wrapped(summary, "  "));
  for (const [index, { title, says }] of steps.entries()) {
    lines.push("", `${index + 1}. ${title}`);
    for (const statement of says) lines.push(...printStatement(statement, positionOf, paint));
  }
  if (leadsTo.length > 0) {
    lines.push("", "What may follow", ...leadsTo.map((subject) => `   - ${words(subject)}`));
  }
  return lines.join("\n");
}

function words({ kind, name }: Subject): string {
  return `${name} (${kind})`;
}

/** A statement that begins with spaces belongs to the one before it. */
function printStatement({ text, why }: Statement, positionOf: PositionOf, paint: Paint): readonly string[] {
  const indent = " ".repeat(3 + text.length - text.trimStart().length);
  const lines = [...wrapped(`- ${text.trimStart()}`, indent, `${indent}  `)];
  const reasons = why.map((reason) => reasonWords(reason, positionOf));
  if (reasons.length > 0) lines.push(...wrapped(reasons.join(", "), `${indent}  `).map(paint.dim));
  return lines;
}

function reasonWords({ at, word, isSaid }: Reason, positionOf: PositionOf): string {
  const place = `${at.file}:${positionOf(at).line}`;
  return isSaid ? `${place} ${word}` : `${place} (no ${word})`;
}

function wrapped(text: string, indent: string, further = indent): string[] {
  const lines: string[] = [];
  let line = indent;
  for (const [word] of text.matchAll(unbroken)) {
    const isFirst = line.trim() === "";
    if (!isFirst && line.length + 1 + word.length > width) {
      lines.push(line);
      line = further + word;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line];
}

/** Explanations as data, for scripts. */
export function explanationsAsJson(explanations: readonly Explanation[], positionOf: PositionOf): object {
  const place = (at: Location) => ({ ...at, line: positionOf(at).line });
  return {
    explanations: explanations.map(({ at, steps, ...rest }) => ({
      ...rest,
      at: place(at),
      steps: steps.map(({ title, says }) => ({
        title,
        says: says.map(({ text, why }) => ({
          text: text.trim(),
          why: why.map((reason) => ({ ...place(reason.at), word: reason.word, said: reason.isSaid })),
        })),
      })),
    })),
  };
}

import { nameOfSubject } from "../contracts/finding.ts";
import { allowanceFor } from "../decisions/matches.ts";
import { type Judged, stops, type Verdict } from "../verdict.ts";
import { code, fenced, html, text } from "./markdown-text.ts";

/** Most characters of a comment on GitHub, less room for what its writer adds. */
export const longestComment = 65_000;
/** Shares of it: what stops first, since there are never many witnesses that somebody reads. */
const room = { findings: 30_000, fixes: 15_000, changes: 5_000 };
const longestWitness = 4_000;

/**
 * The verdict as a comment for a pull request: the answer first, then what was found and how to mend it; documents that
 * show it and harmless changes are folded away. What contracts say is shown as text, whatever it is. What does not fit is
 * counted.
 */
export function printMarkdown(verdict: Verdict): string {
  const { findings, version } = verdict;
  const lines = [headline(verdict), ""];
  if (version !== undefined && version.bump !== "none") {
    const verb = version.isEnough ? "says" : "says only";
    lines.push(
      `The changes since ${text(version.from)} are **${version.bump}**: the contract needs ${text(version.least)} or higher and ${verb} ${text(version.given)}.`,
      "",
    );
  }
  const weighty = findings.filter(({ weight }) => weight !== "info");
  const harmless = findings.filter(({ weight }) => weight === "info");
  if (weighty.length > 0) lines.push(...heading, ...fitting(weighty.map(row), room.findings, "findings"), "");
  const stopping = findings.filter(stops);
  if (stopping.length > 0) lines.push(...fitting(stopping.map(howToFix), room.fixes, "fixes"), "");
  if (harmless.length > 0) {
    const changes = fitting(harmless.map(row), room.changes, "changes");
    const what = count(harmless.length, "change");
    lines.push(`<details><summary>${what} that nobody has to mind</summary>`, "", ...heading, ...changes, "");
    lines.push("</details>", "");
  }
  const left = longestComment - lines.join("\n").length - 200;
  const shown = findings.filter(({ witness }) => witness !== undefined).map((finding) => witnessOf(finding).join("\n"));
  lines.push(...fitting(shown, left, "documents"));
  return `${lines.join("\n").trimEnd()}\n`;
}

const heading = ["| | rule | what | where | who is hurt |", "|---|---|---|---|---|"];

/** As many blocks as there is room for; the last line says how many were left out. */
function fitting(blocks: readonly string[], most: number, what: string): readonly string[] {
  const taken: string[] = [];
  let length = 0;
  for (const block of blocks) {
    length += block.length + 1;
    if (length > most) break;
    taken.push(block);
  }
  const rest = blocks.length - taken.length;
  return rest === 0
    ? taken
    : [...taken, "", `… and ${rest} more ${what}: \`npm run contract -- check\` shows them all.`];
}

/** The verdict in one line. */
export function headline({ ok, against, stopped, findings, version }: Verdict): string {
  if (against === undefined)
    return ok ? "🟡 **Nothing is published yet**: there is nothing to compare with." : "🔴 **Not allowed**";
  const allowed = findings.filter(({ allowedBy }) => allowedBy !== undefined).length;
  const agreed = allowed === 0 ? "" : `, ${count(allowed, "break")} by decision`;
  if (!ok) return `🔴 **Breaks the contract**: ${count(stopped, "finding")} against ${text(against)}${agreed}.`;
  const bump = version === undefined || version.bump === "none" ? "no change" : `a ${version.bump} change`;
  return `🟢 **Compatible** with ${text(against)}: ${bump}${agreed}.`;
}

/** Whom a finding is about where no consumer has said what it uses. */
const sides = {
  clients: "whoever sends it",
  readers: "whoever reads it",
  store: "what is stored",
  inside: "",
} as const;

function row(finding: Judged): string {
  const { rule, name, what, at, hurts, allowedBy, weight, side } = finding;
  const sign = stops(finding) ? "🔴" : allowedBy !== undefined ? "🟣" : weight === "warning" ? "🟡" : "⚪";
  const subject = finding.subject.group === "contract" ? "" : `**${text(nameOfSubject(finding.subject))}**: `;
  const decision = allowedBy === undefined ? "" : ` Allowed by ${code(allowedBy)}.`;
  const hurt = hurts.map(({ consumer, contact }) => text(`${consumer} (${contact})`)).join(", ");
  const cells = [
    `${sign} ${allowedBy === undefined ? weight : "allowed"}`,
    `${code(rule)} ${text(name)}`,
    `${subject}${text(what)}${decision}`,
    code(`${at.file}:${at.line}`),
    hurt === "" && weight !== "info" && finding.subject.group !== "contract" ? sides[side] : hurt,
  ];
  return `| ${cells.join(" | ")} |`;
}

function howToFix(finding: Judged): string {
  const { fix, rule, objection, subject } = finding;
  const why = objection === undefined ? "" : ` ${text(objection)}`;
  // A version that is too low is raised, not allowed.
  const allowance = rule === "EC2701" ? "" : ` To allow it: ${code(`{ ${allowanceFor(finding).join(", ")} }`)}`;
  return `- ${code(rule)} ${text(nameOfSubject(subject))}: ${text(fix)}${why}${allowance}`;
}

function witnessOf({ rule, subject, direction, witness }: Judged): readonly string[] {
  const what = {
    forward: "a document that is valid now and was refused before",
    backward: "a document that was valid and is refused now",
    none: "an example that shows it",
  };
  return [
    `<details><summary><code>${html(rule)}</code> ${html(nameOfSubject(subject))}: ${what[direction ?? "none"]}</summary>`,
    "",
    ...fenced(JSON.stringify(witness, null, 2), "json", longestWitness),
    "",
    "</details>",
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

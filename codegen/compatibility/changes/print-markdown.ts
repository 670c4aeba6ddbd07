import { nameOfSubject } from "../contracts/finding.ts";
import { allowanceFor } from "../decisions/matches.ts";
import { type Judged, stops, type Verdict } from "../verdict.ts";

/** The verdict as a comment for a pull request: the answer first, then what was found, documents that show it at the end. */
export function printMarkdown(verdict: Verdict): string {
  const { findings, version } = verdict;
  const lines = [headline(verdict), ""];
  if (version !== undefined && version.bump !== "none") {
    const verb = version.isEnough ? "says" : "says only";
    lines.push(
      `The changes since ${version.from} are **${version.bump}**: the contract needs ${version.least} or higher and ${verb} ${version.given}.`,
      "",
    );
  }
  if (findings.length > 0) {
    lines.push("| | rule | what | where | who is hurt |", "|---|---|---|---|---|", ...findings.map(row), "");
  }
  const stopping = findings.filter(stops);
  if (stopping.length > 0) lines.push(...stopping.flatMap(howToFix), "");
  for (const finding of findings.filter(({ witness }) => witness !== undefined)) lines.push(...witnessOf(finding));
  return `${lines.join("\n").trimEnd()}\n`;
}

/** The verdict in one line. */
export function headline({ ok, against, stopped, findings, version }: Verdict): string {
  if (against === undefined)
    return ok ? "🟡 **Nothing is published yet**: there is nothing to compare with." : "🔴 **Not allowed**";
  const allowed = findings.filter(({ allowedBy }) => allowedBy !== undefined).length;
  const agreed = allowed === 0 ? "" : `, ${count(allowed, "break")} by decision`;
  if (!ok) return `🔴 **Breaks the contract**: ${count(stopped, "finding")} against ${against}${agreed}.`;
  const bump = version === undefined || version.bump === "none" ? "no change" : `a ${version.bump} change`;
  return `🟢 **Compatible** with ${against}: ${bump}${agreed}.`;
}

function row(finding: Judged): string {
  const { rule, name, what, at, hurts, allowedBy, weight } = finding;
  const sign = stops(finding) ? "🔴" : allowedBy !== undefined ? "🟣" : weight === "warning" ? "🟡" : "⚪";
  const subject = finding.subject.group === "contract" ? "" : `**${nameOfSubject(finding.subject)}**: `;
  const decision = allowedBy === undefined ? "" : ` Allowed by \`${allowedBy}\`.`;
  const cells = [
    `${sign} ${allowedBy === undefined ? weight : "allowed"}`,
    `\`${rule}\` ${name}`,
    `${subject}${what}${decision}`,
    `\`${at.file}:${at.line}\``,
    hurts.map(({ consumer, contact }) => `${consumer} (${contact})`).join(", "),
  ];
  return `| ${cells.map(cell).join(" | ")} |`;
}

function howToFix(finding: Judged): readonly string[] {
  const { fix, rule, objection } = finding;
  const why = objection === undefined ? "" : ` ${objection}`;
  return [
    `- \`${rule}\` ${nameOfSubject(finding.subject)}: ${inline(fix)}${inline(why)} To allow it: \`{ ${allowanceFor(finding).join(", ")} }\``,
  ];
}

function witnessOf({ rule, subject, direction, witness }: Judged): readonly string[] {
  const what = {
    forward: "is valid now and was refused before",
    backward: "was valid and is refused now",
    none: "shows it",
  };
  const text = JSON.stringify(witness, null, 2);
  const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
  return [
    `<details><summary><code>${rule}</code> ${html(nameOfSubject(subject))}: a document that ${what[direction ?? "none"]}</summary>`,
    "",
    `${fence}json`,
    text,
    fence,
    "",
    "</details>",
  ];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function cell(text: string): string {
  return inline(text).replaceAll("|", "\\|");
}

/** One line whose text cannot become HTML or a mention of somebody. */
function inline(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith("`") ? part : html(part).replaceAll("@", "@\u200b")))
    .join("");
}

function html(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

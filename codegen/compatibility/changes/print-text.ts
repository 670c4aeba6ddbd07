import type { Paint } from "../../cli/paint.ts";
import { nameOfSubject } from "../contracts/finding.ts";
import { allowanceFor } from "../decisions/matches.ts";
import { type Judged, stops, type Verdict } from "../verdict.ts";

/** The verdict for a terminal. Plain changes take one line each. */
export function printText(verdict: Verdict, paint: Paint): string {
  const { findings } = verdict;
  const lines = findings.map((finding) => (finding.weight === "info" ? brief(finding, paint) : full(finding, paint)));
  return [...lines, printSummaryLine(verdict, paint)].join("\n");
}

/** The last line: the verdict, how many findings of what, and what the version needs. */
export function printSummaryLine(verdict: Verdict, paint: Paint): string {
  const { findings, version } = verdict;
  const counts = (weight: Judged["weight"]) => findings.filter((each) => each.weight === weight).length;
  const allowed = findings.filter(({ allowedBy }) => allowedBy !== undefined).length;
  const parts = [
    `${counts("breaking")} breaking`,
    `${counts("unknown")} unknown`,
    ...(allowed === 0 ? [] : [`${allowed} of them allowed`]),
    `${counts("warning")} warnings`,
    `${counts("info")} plain changes`,
  ];
  const changes =
    version === undefined || version.bump === "none"
      ? ""
      : ` The version needs ${version.least} or higher (${version.bump}) and says ${version.given}.`;
  return `${summary(verdict, paint)} ${paint.dim(`(${parts.join(", ")})`)}${changes}`;
}

function summary({ ok, against, stopped }: Verdict, paint: Paint): string {
  if (!ok) return paint.red(`${stopped} ${stopped === 1 ? "finding stops" : "findings stop"} this contract.`);
  return paint.green(against === undefined ? "Nothing is published yet." : `Compatible with ${against}.`);
}

function brief({ at, rule, subject, what }: Judged, paint: Paint): string {
  return paint.dim(`${at.file}:${at.line}:${at.column} ${rule} ${nameOfSubject(subject)}: ${what}`);
}

function full(finding: Judged, paint: Paint): string {
  const { at, weight, rule, name, subject, pointer, instance, against, allowedBy, hurts, witness } = finding;
  const isStopping = stops(finding);
  const colour = isStopping ? paint.red : paint.yellow;
  const since = against.length === 0 ? "" : ` (against ${against.join(", ")})`;
  const lines = [
    `${at.file}:${at.line}:${at.column} ${colour(`${weight} ${rule}`)} ${name} ${nameOfSubject(subject)}${paint.dim(`${since} ${pointer}`)}`,
    `  ${finding.reason}`,
  ];
  if (instance !== undefined && instance !== "") lines.push(`  ${paint.dim("in documents at:")} ${instance}`);
  if (witness !== undefined) {
    const told = { forward: "valid now, refused before:", backward: "valid before, refused now:", none: "shown by:" };
    lines.push(`  ${paint.dim(told[finding.direction ?? "none"])} ${JSON.stringify(witness)}`);
  }
  if (hurts.length > 0) {
    lines.push(
      `  ${paint.yellow("hurts:")} ${hurts.map(({ consumer, contact }) => `${consumer} (${contact})`).join(", ")}`,
    );
  }
  if (allowedBy !== undefined) lines.push(`  ${paint.green("allowed by:")} ${allowedBy}`);
  else {
    if (finding.objection !== undefined) lines.push(`  ${paint.red("not allowed:")} ${finding.objection}`);
    lines.push(`  ${paint.green("fix:")} ${finding.fix}`);
    if (isStopping && rule !== "EC2701") {
      lines.push(`  ${paint.dim(`to allow it: { ${allowanceFor(finding).join(", ")} }`)}`);
    }
  }
  return `${lines.join("\n")}\n`;
}

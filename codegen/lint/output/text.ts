import type { Paint } from "../../cli/paint.ts";
import type { Severity } from "../../diagnostics/rules/rule.ts";
import type { Finding } from "../findings.ts";

/** How many findings of each severity there are. */
export function countsOf(findings: readonly Finding[]): Readonly<Record<Severity, number>> {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  return { error: count("error"), warning: count("warning"), info: count("info") };
}

/** Findings for people: place, rule, what and why, what to do. */
export function printFinding(finding: Finding, paint: Paint): string {
  const { file, line, column, severity, rule, name, message, why, fix, pointer } = finding;
  const colour = { error: paint.red, warning: paint.yellow, info: paint.dim }[severity];
  return [
    `${file}:${line}:${column} ${colour(`${severity} ${rule}`)} ${name}${pointer === "" ? "" : paint.dim(` ${pointer}`)}`,
    `  ${message} ${why}`,
    `  ${paint.green("fix:")} ${fix}`,
    "",
  ].join("\n");
}

/** What the last line says besides the findings. */
export interface SummaryFacts {
  readonly messages: number;
  readonly suppressed: number;
  readonly isInfoHidden: boolean;
}

/** The last line: how many of what. */
export function printSummary(
  findings: readonly Finding[],
  { messages, suppressed, isInfoHidden }: SummaryFacts,
  paint: Paint,
): string {
  const { error, warning, info } = countsOf(findings);
  const bad = [
    ...(error > 0 ? [paint.red(plural(error, "error"))] : []),
    ...(warning > 0 ? [paint.yellow(plural(warning, "warning"))] : []),
  ];
  const rest = [
    ...(info > 0 ? [`${info} for information${isInfoHidden ? " (shown with --info)" : ""}`] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    plural(messages, "message"),
  ];
  const verdict = bad.length === 0 ? paint.green("No errors and no warnings.") : `${bad.join(", ")}.`;
  return `${verdict} ${paint.dim(`(${rest.join(", ")})`)}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

import type { Paint } from "../../cli/paint.ts";
import { type Annotation, printAnnotations } from "../../lint/output/annotations.ts";
import { nameOfSubject } from "../contracts/finding.ts";
import { type Judged, stops, type Verdict } from "../verdict.ts";
import { printSummaryLine } from "./print-text.ts";

/** The verdict as annotations beside the lines of a pull request, and in one line for the log. Plain changes are left out. */
export function printVerdictAnnotations(verdict: Verdict, paint: Paint): string {
  const weighty = verdict.findings.filter(({ weight }) => weight !== "info");
  const lines = weighty.length === 0 ? [] : [printAnnotations(weighty.map(annotationOf))];
  return [...lines, printSummaryLine(verdict, paint)].join("\n");
}

function annotationOf(finding: Judged): Annotation {
  const { at, rule, name, subject, reason, fix, hurts, allowedBy, objection } = finding;
  const who = hurts.map(({ consumer }) => consumer).join(", ");
  return {
    level: stops(finding) ? "error" : "warning",
    file: at.file,
    line: at.line,
    column: at.column,
    title: `${rule} ${name} ${nameOfSubject(subject)}`,
    message: [
      reason,
      ...(who === "" ? [] : [`hurts: ${who}`]),
      ...(objection === undefined ? [] : [objection]),
      allowedBy === undefined ? `fix: ${fix}` : `allowed by ${allowedBy}`,
    ].join("\n"),
  };
}

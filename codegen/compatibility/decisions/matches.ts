import type { Finding } from "../contracts/finding.ts";
import type { Allowance, Decision } from "./read-decisions.ts";

/** Whether a decision's line names a finding. Findings about schemas are named by their pointer, each by itself. */
export function names(allowance: Allowance, finding: Finding): boolean {
  const { rule, subject, version, pointer, direction } = allowance;
  return (
    (rule === finding.rule || rule === finding.name) &&
    subject === finding.subject.name &&
    (version === undefined || version === finding.subject.version) &&
    (pointer === undefined ? finding.instance === undefined : pointer === finding.pointer) &&
    (direction === undefined || direction === finding.direction)
  );
}

/** Whether a decision counts on a day (`2026-11-26`). */
export function counts({ until }: Decision, today: string): boolean {
  return until >= today;
}

/** The line that a decision would need to allow a finding, as YAML. */
export function allowanceFor({ rule, subject, pointer, instance, direction }: Finding): readonly string[] {
  const version = subject.version === undefined ? [] : [`version: ${subject.version}`];
  const where = instance === undefined ? [] : [`pointer: ${JSON.stringify(pointer)}`, `direction: ${direction}`];
  return [`rule: ${rule}`, `subject: ${subject.name}`, ...version, ...where];
}

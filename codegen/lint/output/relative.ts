import { dirname, join, relative, sep } from "node:path";
import type { LintResult } from "../lint.ts";
import type { LintedContract } from "./sarif.ts";

/** Findings of a contract on disk, with files named from a folder: as a terminal, or a code review, can open them. */
export function relativeTo(folder: string, contract: string, { findings, suppressed }: LintResult): LintedContract {
  const named = <T extends { readonly file: string }>(finding: T): T => ({
    ...finding,
    file: relative(folder, join(dirname(contract), finding.file))
      .split(sep)
      .join("/"),
  });
  return { findings: findings.map(named), suppressed: suppressed.map(named) };
}

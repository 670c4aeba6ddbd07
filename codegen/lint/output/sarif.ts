import { type Finding, ruleOf } from "../findings.ts";
import type { SuppressedFinding } from "../lint.ts";
import { findRule } from "../settings/read-settings.ts";

/** Findings of one contract, with its files named as a reader of the repository sees them. */
export interface LintedContract {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

const levels = { error: "error", warning: "warning", info: "note" } as const;

/**
 * Findings as SARIF 2.1.0, which code review tools show beside the lines. Paths are relative to the folder that the
 * command was called in, so call it in the root of the repository.
 */
export function sarifOf({ findings, suppressed }: LintedContract): unknown {
  const all = [...findings, ...suppressed];
  const ids = [...new Set(all.map(({ rule }) => rule))].sort();
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "eventwright-lint", rules: ids.map(descriptorOf) } },
        columnKind: "utf16CodeUnits",
        results: all.map((finding) => resultOf(finding, ids)),
      },
    ],
  };
}

function descriptorOf(id: string): unknown {
  const name = findRule(id);
  if (name === undefined) return { id };
  const { severity, why, fix } = ruleOf(name);
  return {
    id,
    name: name.replace(/(?:^|-)([a-z\d])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: why },
    fullDescription: { text: why },
    help: { text: `${why}\n\nWhat to do: ${fix}`, markdown: `${why}\n\n**What to do:** ${fix}` },
    defaultConfiguration: { level: levels[severity] },
  };
}

function resultOf(finding: Finding | SuppressedFinding, ids: readonly string[]): unknown {
  const { rule, severity, file, line, column, message, fix, pointer } = finding;
  return {
    ruleId: rule,
    ruleIndex: ids.indexOf(rule),
    level: levels[severity],
    message: { text: `${message} ${fix}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file).replaceAll("#", "%23").replaceAll("?", "%3F") },
          region: { startLine: line, startColumn: column },
        },
        ...(pointer === "" ? {} : { logicalLocations: [{ fullyQualifiedName: pointer }] }),
      },
    ],
    ...("reason" in finding ? { suppressions: [{ kind: "external", justification: finding.reason }] } : {}),
  };
}

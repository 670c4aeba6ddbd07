import { segmentsOf } from "../../json/pointer.ts";
import type { Found, LintReport } from "../findings.ts";
import type { Settings, Suppression } from "./read-settings.ts";

/** A finding that a suppression has taken out, with the reason. */
export interface Suppressed {
  readonly finding: Found;
  readonly reason: string;
}

/** Findings as the contract wants them. */
export interface Applied {
  readonly findings: readonly Found[];
  readonly suppressed: readonly Suppressed[];
}

/**
 * Sets severities and takes out what is suppressed. Suppressions that hit nothing, or whose time is over, are reported.
 * @param today the day (UTC) as `2026-01-31`
 */
export function applySettings(
  found: readonly Found[],
  { severities, suppressions }: Settings,
  contract: string,
  today: string,
  report: LintReport,
): Applied {
  const rated = found.flatMap((finding) => {
    const severity = severities.get(finding.name) ?? finding.severity;
    return severity === "off" ? [] : [{ ...finding, severity }];
  });
  const findings: Found[] = [];
  const suppressed: Suppressed[] = [];
  const matchers = suppressions.map((suppression) => ({
    suppression,
    hits: matcherOf(suppression, contract),
    count: 0,
  }));
  const byRule = Map.groupBy(matchers, ({ suppression }) => suppression.rule);
  for (const finding of rated) {
    const hit = (byRule.get(finding.name) ?? []).filter(({ hits }) => hits(finding));
    for (const matcher of hit) matcher.count++;
    const holding = hit.find(({ suppression }) => !isOver(suppression, today) && suppression.reason !== "");
    if (holding === undefined) findings.push(finding);
    else suppressed.push({ finding, reason: holding.suppression.reason });
  }
  for (const { suppression, count } of matchers) {
    const { rule, place, until } = suppression;
    if (count === 0) report("suppression-unused", place, `The suppression of \`${rule}\` hits nothing.`);
    else if (isOver(suppression, today)) {
      report("suppression-expired", place, `The suppression of \`${rule}\` held until ${until}.`);
    }
  }
  return { findings, suppressed };
}

function isOver({ until }: Suppression, today: string): boolean {
  return until !== undefined && until < today;
}

function matcherOf({ at, message }: Suppression, contract: string): (finding: Found) => boolean {
  const place = at === undefined ? undefined : globOf(at.includes("#") ? at : `${contract}#${at}`);
  const name = message === undefined ? undefined : globOf(message);
  return (finding) =>
    (place === undefined || place.test(`${finding.file}#${finding.pointer}`)) &&
    (name === undefined || name.test(messageOf(finding) ?? ""));
}

/** `*` stands for any part of a segment, `**` for anything. */
function globOf(glob: string): RegExp {
  const source = glob
    .split(/(\*\*|\*)/)
    .map((part) => (part === "**" ? ".*" : part === "*" ? "[^/]*" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")))
    .join("");
  return new RegExp(`^${source}$`, "s");
}

/** The message that a finding is about, by its place in a document. */
function messageOf({ pointer }: Found): string | undefined {
  const segments = segmentsOf(pointer) ?? [];
  if (segments[0] === "components" && segments[1] === "messages") return segments[2];
  return segments[0] === "channels" && segments[2] === "messages" ? segments[3] : undefined;
}

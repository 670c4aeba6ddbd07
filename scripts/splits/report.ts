import type { SplitsReport } from "./play.ts";

/** The report for people. */
export function reportLines(report: SplitsReport): string {
  const { kills, takeovers, splits, lists, runs, commands, events, streams, resent, longest, seconds, findings, ok } =
    report;
  const each = Object.entries(splits).map(([container, count]) => `${container} ${count}`);
  const splitCount = Object.values(splits).reduce((sum, count) => sum + count, 0);
  return [
    "",
    `${seconds.disturbed.toFixed(1)} s under kills and splits, ${seconds.all.toFixed(1)} s in all`,
    `kill -9   ${kills.first + kills.second}: first host ${kills.first}, second host ${kills.second}; ${takeovers} with leases taken over`,
    `splits    ${splitCount}: ${each.join(", ")}`,
    `played    ${runs} runs: ${commands} commands, ${events} events, ${streams} streams; ${resent} sent again; ${lists} lists`,
    `waited    ${longest.decision} s at most for a decision, ${longest.reaction} s for what an event sets off`,
    "",
    ...findings.map((finding) => `BROKEN  ${finding}`),
    ok ? "Every stream in order, nothing lost, nothing twice; all invariants hold." : `${findings.length} findings.`,
  ].join("\n");
}

import type { Verdict } from "../check/verdict.ts";
import type { Distribution } from "./percentiles.ts";
import type { Report } from "./report.ts";
import type { Summary } from "./summary.ts";

const signs = { holds: "✓", broken: "✗", "not checked": "–" } as const;

/** The report for a person. `quiet`: only what is broken, and the verdict. */
export function renderReport(report: Report, quiet: boolean): string {
  const verdicts = quiet ? report.invariants.filter(({ verdict }) => verdict === "broken") : report.invariants;
  const blocks = [
    ...(quiet ? [] : [countsOf(report.summary), decisionsOf(report.summary), latenciesOf(report.summary)]),
    ...(verdicts.length === 0 ? [] : [verdicts.map(verdictLine).join("\n")]),
    conclusionOf(report),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function countsOf(summary: Summary): string {
  const rows: [string, number][] = [
    ["commands accepted", summary.accepted],
    ...optional("  there before", summary.alreadyThere),
    ...optional("  posts sent again, server away", summary.resent),
    ["  succeeded", summary.succeeded],
    ["  rejected", summary.rejected],
    ...Object.entries(summary.rejectedByCode).map(([code, count]): [string, number] => [`    ${code}`, count]),
    ...optional("  failed", summary.failed),
    ["duplicates refused (409)", summary.duplicatesRefused],
    ["replays by key (202)", summary.replays],
    ["keys reused, refused (422)", summary.keyReusesRefused],
    ["invalid payloads refused (400)", summary.invalidRefused],
    ["transfers settled", summary.transfersSettled],
    ["transfers returned", summary.transfersReturned],
    ...Object.entries(summary.returnedByReason).map(([reason, count]): [string, number] => [`  ${reason}`, count]),
    ...optional("payments taken", summary.paymentsTaken),
    ...optional("payments returned", summary.paymentsReturned),
  ];
  return rows.map(([name, count]) => `${name.padEnd(36)}${String(count).padStart(8)}`).join("\n");
}

function optional(name: string, count: number): [string, number][] {
  return count === 0 ? [] : [[name, count]];
}

function decisionsOf({ decisions: { guardian, review } }: Summary): string {
  const row = (name: string, cells: readonly (string | number)[]) =>
    name.padEnd(24) + cells.map((cell) => String(cell).padStart(8)).join("");
  return [
    row("transfers that wait for", ["asked", "yes", "no", "expired"]),
    row("a guardian", [guardian.asked, guardian.yes, guardian.no, guardian.expired]),
    row("a reviewer", [review.asked, review.yes, review.no, review.expired]),
  ].join("\n");
}

function latenciesOf({ latency, throughput, seconds }: Summary): string {
  const cells = (name: string, values: readonly (string | number)[]) =>
    name.padEnd(24) + values.map((value) => String(value).padStart(8)).join("");
  const row = (name: string, found: Distribution | undefined) =>
    cells(name, found ? [found.p50, found.p95, found.p99, found.max, found.count] : ["–", "–", "–", "–", 0]);
  return [
    cells("latency in ms", ["p50", "p95", "p99", "max", "count"]),
    row("post → accepted", latency.accepted),
    row("post → outcome", latency.outcome),
    row("post → read model", latency.readModel),
    `${throughput.toFixed(1)} commands a second over ${seconds.toFixed(1)} s`,
  ].join("\n");
}

function verdictLine({ name, verdict, detail }: Verdict): string {
  return `${signs[verdict]} ${name}${verdict === "not checked" ? ", not checked" : ""} (${detail})`;
}

function conclusionOf({ ok, seed, run, repeat, invariants }: Report): string {
  if (ok) return `All invariants hold. Seed ${seed}, run ${run}.`;
  const count = invariants.filter(({ verdict }) => verdict === "broken").length;
  return `${count} of ${invariants.length} invariants broken. Seed ${seed}, run ${run}; look again with:\n  ${repeat}`;
}

import { bytesOf, type FuzzRequest } from "../wire/request.ts";
import type { Fault, Report } from "./run.ts";

/** Growth over the last half, garbage left out, that still counts as none: caches that are not full yet. MiB. */
export const tolerated = 24;

/** The figures of a run, for people. */
export function renderReport({ requests, ms, statuses, growth, slowest }: Report): string {
  const seconds = ms / 1000;
  const lines = [`${requests} requests in ${seconds.toFixed(1)} s (${Math.round(requests / seconds)} a second)`];
  for (const [target, counts] of statuses) {
    const shown = [...counts].sort(([a], [b]) => a - b).map(([status, count]) => `${status || "no answer"}: ${count}`);
    lines.push(`  ${target.padEnd(10)} ${shown.join("  ")}`);
  }
  if (growth !== undefined) {
    const { middle, end } = growth;
    lines.push(
      `resident memory of all processes: ${middle.toFixed(0)} MiB after the middle, ${end.toFixed(0)} MiB at the end`,
    );
  }
  lines.push("slowest:", ...slowest.map(([each, name]) => `  ${each.toFixed(0)} ms  ${name}`));
  return lines.join("\n");
}

/** A fault as a case that can be repeated. */
export function renderFault(fault: Fault, seed: number, options: readonly string[], smallest?: FuzzRequest): string {
  const { target, index, what, request } = fault;
  const lines = [`FAULT at ${target.name}, case ${index}: ${what}`];
  if (request === undefined) return lines.join("\n");
  lines.push(
    `  again: npm run fuzz -- --seed ${seed} --requests ${index + 1} --only ${index} ${options.join(" ")}`.trimEnd(),
  );
  const shown = smallest ?? request;
  lines.push(smallest === undefined ? "  request (it does not fail on its own):" : "  smallest request that fails:");
  const { host } = new URL(target.url);
  const text = bytesOf(shown, host).toString("latin1");
  lines.push(`  ${JSON.stringify(text.slice(0, 3_000))}${text.length > 3_000 ? ` … (${text.length} bytes)` : ""}`);
  return lines.join("\n");
}

import { median } from "../support/statistics.ts";
import type { Algorithm } from "./issuer.ts";
import type { Cost } from "./measure.ts";
import { base, type WayName, wayNames } from "./ways.ts";

/** What was measured, in each round. */
export interface Figures {
  readonly checks: ReadonlyMap<Algorithm, ReadonlyMap<WayName, Cost[]>>;
  readonly paths: Readonly<Record<"command" | "query", Readonly<Record<"off" | "on", Cost[]>>>>;
}

/** Tables of medians. */
export function report({ checks, paths }: Figures): string {
  return [...[...checks].flatMap(([algorithm, ways]) => [checkTable(algorithm, ways), ""]), pathTable(paths)].join(
    "\n",
  );
}

function checkTable(algorithm: Algorithm, ways: ReadonlyMap<WayName, Cost[]>): string {
  const lines = wayNames.flatMap((name) => {
    const costs = ways.get(name);
    if (costs === undefined) return [];
    return [
      `| ${name} | ${[cpuOf(costs), timeOf(costs)].map(micro).join(" | ")} | ${ratioTo(ways.get(base), costs)} |`,
    ];
  });
  const head = `| ${algorithm} | CPU µs | µs to the answer | CPU, bare jose = 1 |\n|---|---|---|---|`;
  return [head, ...lines].join("\n");
}

function pathTable(paths: Figures["paths"]): string {
  const words = { command: "a command with all that follows", query: "a query for one document" } as const;
  const lines = (["command", "query"] as const).map((path) => {
    const { off, on } = paths[path];
    const more = micro(median(on.map(({ cpu }, round) => cpu - (off[round]?.cpu ?? Number.NaN))));
    return `| ${words[path]} | ${micro(cpuOf(off))} | ${micro(cpuOf(on))} | ${more} | ${ratioTo(off, on)} |`;
  });
  const head = "| whole path, in memory | CPU µs, tokens off | tokens on | more | ratio |\n|---|---|---|---|---|";
  return [head, ...lines].join("\n");
}

/** The median of each round's own ratio: what else the machine does comes and goes, and meets both alike within a round. */
function ratioTo(one: readonly Cost[] | undefined, costs: readonly Cost[]): string {
  const ratios = costs.flatMap(({ cpu }, round) => {
    const other = one?.[round]?.cpu;
    return other === undefined ? [] : [cpu / other];
  });
  return ratios.length === 0 ? "–" : `× ${median(ratios).toFixed(2)}`;
}

function cpuOf(costs: readonly Cost[]): number {
  return median(costs.map(({ cpu }) => cpu));
}

function timeOf(costs: readonly Cost[]): number {
  return median(costs.map(({ time }) => time));
}

function micro(value: number): string {
  return value.toFixed(value < 10 && value > -10 ? 1 : 0);
}

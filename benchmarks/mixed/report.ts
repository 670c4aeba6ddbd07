import type { Percentiles } from "../support/statistics.ts";
import type { RunResult } from "./run.ts";

/** One run as lines for people. */
export function describe(name: string, result: RunResult): string {
  const { closed, burst, alone } = result;
  return [
    `${name}: first visible ${ms(result.firstVisible)} after the spawn, memory ${result.memory.toFixed(0)} MB`,
    `  closed  completed ${rate(closed.completed)}   post ${three(closed.post)}   outcome ${three(closed.outcome)}   visible ${three(closed.visible)}`,
    `  burst   accepted ${rate(burst.accepted)}   completed ${rate(burst.completed)}`,
    `  alone   outcome ${three(alone.outcome)}   visible ${three(alone.visible)}`,
    `  CPU ms a command    closed ${list(closed.cpu)}   burst ${list(burst.cpu)}`,
    `  Cosmos a command    closed ${list(closed.cosmos)}`,
    `                      burst  ${list(burst.cosmos)}`,
  ].join("\n");
}

const ms = (value: number) => `${value.toFixed(0)} ms`;
const rate = (value: number) => `${value.toFixed(0)}/s`;
const three = ({ p50, p95, p99 }: Percentiles) => `${p50.toFixed(1)} / ${p95.toFixed(1)} / ${p99.toFixed(1)} ms`;

function list(values: Readonly<Record<string, number>>): string {
  const seen = Object.entries(values).filter(([, value]) => value >= 0.005);
  const total = seen.reduce((sum, [key, value]) => sum + (key === "all" ? 0 : value), 0);
  return `${total.toFixed(2)} (${seen
    .filter(([key]) => key !== "all")
    .map(([key, value]) => `${key} ${value.toFixed(2)}`)
    .join(", ")})`;
}

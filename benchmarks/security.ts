/** `npm run bench:security`: what it costs to see who calls. See benchmarks/security.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { pathCosts } from "./security/command-path.ts";
import { algorithms, answeredBy, makeIssuer } from "./security/issuer.ts";
import { type Cost, costOf, inTurn } from "./security/measure.ts";
import { pageWith } from "./security/page.ts";
import { type Figures, report } from "./security/report.ts";
import { type WayName, waysOf } from "./security/ways.ts";

const { values } = parseArgs({
  options: {
    rounds: { type: "string", default: "40" },
    checks: { type: "string", default: "300" },
    commands: { type: "string", default: "100" },
    json: { type: "boolean", default: false },
    write: { type: "boolean", default: false },
  },
});
const number = (name: "rounds" | "checks" | "commands"): number => {
  const value = Number(values[name]);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} must be a whole number from 1 on.`);
  return value;
};
const sizes = { rounds: number("rounds"), checks: number("checks"), commands: number("commands") };
const say = (text: string) => void (values.json || process.stdout.write(`${text}\n`));

const issuers = await Promise.all(algorithms.map(makeIssuer));
const figures = await answeredBy(issuers, async (): Promise<Figures> => {
  const ways = await Promise.all(
    issuers.map(async (issuer) => {
      const found = await waysOf(issuer);
      const costs = new Map([...found.keys()].map((name): [WayName, Cost[]] => [name, []]));
      return { issuer, costs, entries: [...found] };
    }),
  );
  const paths: Figures["paths"] = { command: { off: [], on: [] }, query: { off: [], on: [] } };
  // The first round warms up and counts for nothing.
  for (let round = 0; round <= sizes.rounds; round++) {
    say(round === 0 ? "warming up …" : `round ${round} of ${sizes.rounds} …`);
    for (const { costs, entries } of inTurn(ways, round)) {
      for (const [name, ask] of inTurn(entries, round)) {
        const cost = await costOf(ask, sizes.checks);
        if (round > 0) costs.get(name)?.push(cost);
      }
    }
    for (const tokens of inTurn(["off", "on"] as const, round)) {
      const { command, query } = await pathCosts(tokens === "on" ? issuers[0] : undefined, sizes.commands);
      if (round === 0) continue;
      paths.command[tokens].push(command);
      paths.query[tokens].push(query);
    }
  }
  return { checks: new Map(ways.map(({ issuer, costs }) => [issuer.algorithm, costs])), paths };
});

const text = report(figures);
if (values.json) {
  const checks = Object.fromEntries([...figures.checks].map(([name, costs]) => [name, Object.fromEntries(costs)]));
  process.stdout.write(`${JSON.stringify({ sizes, checks, paths: figures.paths }, null, 2)}\n`);
} else say(`\n${text}`);
if (values.write) {
  const page = new URL("security.md", import.meta.url);
  writeFileSync(page, pageWith(readFileSync(page, "utf8"), text, sizes));
}

/** `npm run simulate`: plays the example against a running system and checks the invariants. */
import { randomBytes } from "node:crypto";
import { CommanderError } from "commander";
import { ProblemError } from "../generated/client.ts";
import { systemClock } from "../platform/clock/clock.ts";
import { parseSimulateOptions, type SimulateOptions } from "./options.ts";
import { progressBar } from "./report/progress.ts";
import { renderReport } from "./report/table.ts";
import { NotSignedIn } from "./run/client.ts";
import { silent } from "./run/context.ts";
import { Unreachable } from "./run/patience.ts";
import { repeatLine, simulate } from "./simulation.ts";

const exitCodes = { ok: 0, broken: 1, unusable: 2 } as const;

function options(): SimulateOptions {
  try {
    return parseSimulateOptions(process.argv.slice(2), process.env);
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.unusable);
    throw error;
  }
}

const given = options();
const say = (line: string) => void (given.json || given.quiet || process.stderr.write(`${line}\n`));
const run = given.run ?? randomBytes(4).toString("hex");
const repeat = repeatLine(given, run);
const isTerminal = process.stderr.isTTY === true && !given.quiet;

say(`Seed ${given.seed}, run ${run}, against ${given.url}.`);
process.once("SIGINT", () => {
  process.stderr.write(`\nCut off. Finish this run with:\n  ${repeat}\n`);
  process.exit(130);
});

try {
  const report = await simulate(given, run, {
    clock: systemClock,
    progress: isTerminal ? progressBar(process.stderr) : silent,
  });
  process.stdout.write(given.json ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report, given.quiet));
  process.exitCode = report.ok ? exitCodes.ok : exitCodes.broken;
} catch (error) {
  // A refusal of a query, such as 404 or 401, says that this is not the system, or that it wants another key.
  const isUnusable = [Unreachable, ProblemError, NotSignedIn].some((kind) => error instanceof kind);
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const what = isUnusable
    ? `The system at ${given.url} cannot be used: ${(error as Error).message}\n${adviceFor(error)}`
    : `The run ended with an error: ${stack}.`;
  process.stderr.write(`${what} Finish this run with:\n  ${repeat}\n`);
  process.exitCode = exitCodes.unusable;
}

function adviceFor(error: unknown): string {
  if (error instanceof NotSignedIn) return "See --token-issuer, --token-client and EVENTWRIGHT_TOKEN_SECRET in --help.";
  if (!(error instanceof ProblemError)) return "Is it running (npm start)?";
  const { status, code } = error.problem;
  if (status === 401 && code.startsWith("token-"))
    return "It asks for tokens: name the data folder of its npm start with --data, or its issuer (--help).";
  if (status === 401)
    return "It asks for a key: name the data folder of its npm start with --data, or set EVENTWRIGHT_KEY (--help).";
  if (status === 403)
    return "Its issuer gives tokens with other scopes, or its accounts are of somebody else (--help).";
  return "Is it running (npm start)?";
}

#!/usr/bin/env node
// `eventwright COMMAND …` of the installed package: runs one of its programs for the project in the current folder.
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { fileURLToPath } from "node:url";

const programs = {
  start: ["emulator/start.js", "the whole system on this machine"],
  generate: ["codegen/cli.js", "writes generated/ from the contract"],
  contract: ["codegen/contract.js", "lints the contract, checks a change of it, makes new versions"],
  docs: ["codegen/docs.js", "writes the documentation for consumers as a static site"],
  explain: ["codegen/explain.js", "says what will happen to a message and why"],
  infra: ["codegen/infra.js", "lists what the contract needs on Azure, and compares it with what is deployed"],
  package: ["scripts/bundle.js", "makes the zip that Azure runs"],
  insights: ["scripts/insights.js", "asks a query of telemetry, here or deployed"],
  token: ["scripts/token.js", "prints an access token for the local system that asks for them"],
  dashboard: ["dashboard/main.js", "shows what a system does, here or deployed"],
  func: ["emulator/functions/func/main.js", "stands in for the Azure Functions Core Tools"],
  deadletters: ["scripts/deadletters.js", "shows dead letters, redrives and discards them"],
  rebuild: ["scripts/rebuild.js", "puts the read models right"],
  clock: ["scripts/clock.js", "tells and moves the time of the local system"],
  "processes:replay": ["scripts/processes-replay.js", "replays recorded process instances against today's code"],
  "processes:record": ["scripts/processes-record.js", "records process instances of a running system"],
};

const [name = "--help", ...args] = process.argv.slice(2);
const program = programs[name];
if (program === undefined) {
  const lines = Object.entries(programs).map(([command, [, what]]) => `  ${command.padEnd(18)} ${what}`);
  const isHelp = name === "--help" || name === "-h";
  const text = `Usage: eventwright <command> [options]\n\n${lines.join("\n")}\n\neventwright <command> --help says more.\n`;
  (isHelp ? process.stdout : process.stderr).write(isHelp ? text : `There is no command ${name}.\n\n${text}`);
  process.exit(isHelp ? 0 : 2);
}
const file = fileURLToPath(new URL(`../${program[0]}`, import.meta.url));
const child = spawn(process.execPath, [file, ...args], {
  stdio: "inherit",
  env: { EVENTWRIGHT_PROJECT: process.cwd(), ...process.env },
});
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
child.on("exit", (code, signal) => process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1)));

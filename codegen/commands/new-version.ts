import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { contractOption } from "../cli/options.ts";
import { outputPaint, type Paint } from "../cli/paint.ts";
import { cacheFolder, placesOf } from "../cli/run.ts";
import { contractOnDisk } from "../read/contract-files.ts";
import { loadRulebook } from "../read/rulebook.ts";
import { versionRules } from "../versions/catalogue.ts";
import { type FileChange, type NewVersion, planNewVersion } from "../versions/new-version/plan.ts";
import { Refusal } from "../versions/new-version/refusal.ts";

interface Options {
  readonly contract?: string;
  readonly sunset?: string | false;
  readonly deprecated?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

const help = `
Examples:
  npm run contract -- new-version TransferCredits --sunset 2027-06-30   others may send version 1 until then
  npm run contract -- new-version SettleTransfer                        a private message: nobody outside has it
  npm run contract -- new-version CreditsReserved --no-sunset           subscribers get the newest only, at once
  npm run contract -- new-version CreditsReserved --sunset 2027-06-30 --dry-run

It edits the contract as text: comments and layout stay. Nothing that somebody has written is written over.
docs/versions.md walks through it.

Exit codes: 0 made (or could be, with --dry-run); 1 refused; 2 wrong usage or a crash.`;

/** `contract new-version`: keeps the present version of a message as an earlier one and begins the next. */
export function addNewVersion(program: Command): void {
  program
    .command("new-version <message>")
    .description("keeps the present version of a message as an earlier one and begins the next")
    .option(...contractOption)
    .option("--sunset <day>", "the last day (UTC) on which outsiders may use the present version, such as 2027-06-30")
    .option("--no-sunset", "outsiders use the newest version only, at once")
    .option("--deprecated <day>", "since when it is one not to build on (default: today, when it has a sunset)")
    .option("--dry-run", "say what would be written, and write nothing")
    .option("--json", "print the result as JSON")
    .addHelpText("after", help)
    .action(run);
}

function run(message: string, { contract, sunset, dryRun = false, json = false, ...options }: Options): void {
  const paint = outputPaint();
  const { contract: file } = placesOf(contract, undefined);
  const today = new Date().toISOString().slice(0, 10);
  const deprecated = options.deprecated ?? (typeof sunset === "string" ? today : undefined);
  let made: NewVersion;
  try {
    made = planNewVersion(
      contractOnDisk(file),
      { rulebook: loadRulebook(cacheFolder) },
      { message, sunset, deprecated },
    );
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { why, fix } = versionRules[error.rule];
    process.exitCode = 1;
    if (json)
      console.log(
        JSON.stringify({ ok: false, id: error.id, name: error.rule, what: error.message, why, fix }, undefined, 2),
      );
    else
      console.log(
        `${paint.red(`refused ${error.id}`)} ${error.rule}\n  ${error.message} ${why}\n  ${paint.green("fix:")} ${fix}`,
      );
    return;
  }
  if (!dryRun) for (const change of made.changes) write(dirname(file), change);
  console.log(json ? JSON.stringify({ ok: true, dryRun, ...made }, undefined, 2) : print(made, dryRun, paint));
}

function write(folder: string, { path, text }: FileChange): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function print({ message, from, to, sunset, changes, byHand, next }: NewVersion, isDry: boolean, paint: Paint): string {
  const until = sunset === undefined ? "" : ` Outsiders may use version ${from} up to and including ${sunset}.`;
  const lines = changes.flatMap((change) => [
    `  ${change.before === undefined ? paint.green("new    ") : paint.yellow("changed")} ${change.path}`,
    ...(isDry && change.before !== undefined
      ? comparedLines(change.before, change.text).map((line) => `    ${paint.dim(line)}`)
      : []),
  ]);
  const list = (title: string, items: readonly string[]) =>
    items.length === 0 ? [] : ["", title, ...items.map((item, index) => `  ${index + 1}. ${item}`)];
  return [
    `${message}: version ${to} ${isDry ? "would begin" : "has begun"}; version ${from} ${isDry ? "would stay" : "stays"} beside it.${until}`,
    ...lines,
    ...list("To be added by hand:", byHand),
    ...list(isDry ? "Then:" : "Next:", next),
  ].join("\n");
}

/** The lines that two texts do not share; both have mostly the same ones in the same order. */
function comparedLines(before: string, after: string): readonly string[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const lines: string[] = [];
  let at = 0;
  for (const [index, line] of now.entries()) {
    if (old[at] === line) at++;
    else if (old[at + 1] !== undefined && old[at + 1] === now[index + 1]) lines.push(`- ${old[at++]}`, `+ ${line}`);
    else lines.push(`+ ${line}`);
  }
  return lines;
}

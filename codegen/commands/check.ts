import { writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { contractOption, handlersOption, todayOption } from "../cli/options.ts";
import { outputPaint, type Paint } from "../cli/paint.ts";
import { printDiagnostic } from "../cli/print.ts";
import { placesOf } from "../cli/run.ts";
import { printVerdictAnnotations } from "../compatibility/changes/print-annotations.ts";
import { printMarkdown } from "../compatibility/changes/print-markdown.ts";
import { printText } from "../compatibility/changes/print-text.ts";
import { conversionFindings } from "../compatibility/conversions.ts";
import { type Gathered, gather, proverFor } from "../compatibility/gather.ts";
import { UnknownReference } from "../compatibility/history/find-base.ts";
import { UnreadableContract } from "../compatibility/history/read-side.ts";
import { isDay, type RecordFault } from "../compatibility/records.ts";
import { judge, type Verdict } from "../compatibility/verdict.ts";
import { contractOnDisk } from "../read/contract-files.ts";

interface Options {
  readonly contract?: string;
  readonly against?: string;
  readonly handlers?: string;
  readonly today?: string;
  readonly markdown?: string;
  readonly annotations?: boolean;
  readonly json?: boolean;
}

const help = `
Examples:
  npm run contract -- check                              against everything that was published (contract/history/)
  npm run contract -- check --against main               against a branch, a tag or a commit
  npm run contract -- check --against ../shop            against a folder, or a bundle such as generated/contract.json
  npm run contract -- check --markdown comment.md        and write a comment for a pull request

Commands must go on accepting what clients send; events of every published version must stay readable; notifications,
public events and answers of queries must not surprise their readers. An intended break is allowed by a file in
contract/decisions/. The rules are in docs/compatibility-contract.md and docs/compatibility.md.

Exit codes: 0 compatible, or allowed; 1 a break, or something that could not be decided; 2 wrong usage or a crash.`;

/** `contract check`: whether a change of the contract breaks anybody. */
export function addCheck(program: Command): void {
  program
    .command("check")
    .description("Proves what a change of the contract does to clients, readers and what is stored")
    .option(...contractOption)
    .option(
      "--against <ref>",
      "a published version, a file, a folder or a git ref (default: the newest published version)",
    )
    .option(...handlersOption)
    .option(...todayOption)
    .option("--markdown <file>", "write a comment for a pull request to a file; - prints it in place of the text")
    .option("--annotations", "print the findings as GitHub shows them beside the lines of a pull request")
    .option("--json", "print the verdict as JSON")
    .addHelpText("after", help)
    .action(async (options: Options, command: Command) => {
      const today = options.today ?? new Date().toISOString().slice(0, 10);
      if (!isDay(today)) command.error(`error: --today: \`${today}\` is no day such as 2026-11-26`);
      process.exitCode = await check(options, today, command);
    });
}

async function check(options: Options, today: string, command: Command): Promise<number> {
  const { contract, against, handlers, markdown, annotations = false, json = false } = options;
  const paint = outputPaint();
  const gathered = attempt(() => gather(placesOf(contract, undefined).contract, against, today), json, paint, command);
  if (gathered === undefined) return 1;
  if (gathered.faults.length > 0) {
    console.log(
      json ? JSON.stringify({ ok: false, faults: gathered.faults }, undefined, 2) : printFaults(gathered.faults, paint),
    );
    return 1;
  }
  const verdict = await verdictOn(gathered, placesOf(contract, undefined).contract, handlers);
  if (markdown !== undefined && markdown !== "-") writeFileSync(markdown, printMarkdown(verdict));
  console.log(
    markdown === "-"
      ? printMarkdown(verdict).trimEnd()
      : json
        ? printVerdict(verdict)
        : annotations
          ? printVerdictAnnotations(verdict, paint)
          : printText(verdict, paint),
  );
  return verdict.ok ? 0 : 1;
}

/** The verdict, with what trying the conversions between versions has shown. */
export async function verdictOn({ evidence }: Gathered, contract: string, handlers?: string): Promise<Verdict> {
  const module = handlers === undefined ? join(dirname(contract), "handlers", "index.ts") : resolve(handlers);
  const files = { handlers: module, read: contractOnDisk(contract).read };
  const more = await conversionFindings(evidence.now, files);
  return judge({ ...evidence, more, prove: await proverFor(evidence) });
}

/** Does something that reads contracts; tells what cannot be read, and ends the command where it names nothing. */
export function attempt<T>(read: () => T, json: boolean, paint: Paint, command: Command): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnknownReference) command.error(`error: --against: ${error.message}`);
    if (!(error instanceof UnreadableContract)) throw error;
    const { code, message, diagnostics } = error;
    if (json) console.log(JSON.stringify({ ok: false, code, message, diagnostics }, undefined, 2));
    else console.log([...diagnostics.map((each) => printDiagnostic(each, paint)), paint.red(message)].join("\n"));
    return undefined;
  }
}

/** Faults of decisions and pins, for people. */
export function printFaults(faults: readonly RecordFault[], paint: Paint): string {
  const lines = faults.map(
    ({ file, line, column, message }) => `${file}:${line}:${column} ${paint.red("error")} ${message}`,
  );
  return [...lines, paint.red("Decisions and pins have to be right before anything is judged by them.")].join("\n");
}

function printVerdict(verdict: Verdict): string {
  return JSON.stringify(verdict, undefined, 2);
}

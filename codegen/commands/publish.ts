import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Command } from "commander";
import { contractOption, handlersOption, todayOption } from "../cli/options.ts";
import { outputPaint } from "../cli/paint.ts";
import { printDiagnostic } from "../cli/print.ts";
import { cacheFolder, placesOf } from "../cli/run.ts";
import { changeLog } from "../compatibility/changes/change-log.ts";
import { changeLogFile, printChangeLog } from "../compatibility/changes/print-change-log.ts";
import { printText } from "../compatibility/changes/print-text.ts";
import { gather } from "../compatibility/gather.ts";
import { historyFile } from "../compatibility/history/published.ts";
import { printRecord, recordFile } from "../compatibility/history/record.ts";
import { prove } from "../compatibility/prove.ts";
import { isDay } from "../compatibility/records.ts";
import { generate } from "../pipeline.ts";
import { readAssets } from "../read/assets.ts";
import { contractOnDisk } from "../read/contract-files.ts";
import { loadRulebook } from "../read/rulebook.ts";
import { attempt, printFaults, verdictOn } from "./check.ts";

interface Options {
  readonly contract?: string;
  readonly handlers?: string;
  readonly today?: string;
  readonly json?: boolean;
}

const help = `
Examples:
  npm run contract -- publish                            when a version goes out to others

Freezes the contract as contract/history/<version>.json, which every later check is held against, records it in
contract/history/SHA256SUMS, and writes CHANGELOG.contract.md. The contract has to be valid and to pass \`contract check\`.
A version that is published is never written again with another content. Commit all three files.

Exit codes: 0 published, or published before; 1 the contract may not be published; 2 wrong usage or a crash.`;

/** `contract publish`: freezes the contract's version and writes the change log. */
export function addPublish(program: Command): void {
  program
    .command("publish")
    .description("Freezes this version of the contract and writes the change log for consumers")
    .option(...contractOption)
    .option(...handlersOption)
    .option(...todayOption)
    .option("--json", "print what was done as JSON")
    .addHelpText("after", help)
    .action(async (options: Options, command: Command) => {
      const today = options.today ?? new Date().toISOString().slice(0, 10);
      if (!isDay(today)) command.error(`error: --today: \`${today}\` is no day such as 2026-11-26`);
      process.exitCode = await publish(options, today, command);
    });
}

async function publish(
  { contract, handlers, json = false }: Options,
  today: string,
  command: Command,
): Promise<number> {
  const paint = outputPaint();
  const file = placesOf(contract, undefined).contract;
  const tell = (value: object, text: string) => console.log(json ? JSON.stringify(value, undefined, 2) : text);
  const gathered = attempt(() => gather(file, undefined, today), json, paint, command);
  if (gathered === undefined) return 1;
  const { evidence, faults, published } = gathered;
  if (faults.length > 0) {
    tell({ ok: false, faults }, printFaults(faults, paint));
    return 1;
  }
  const verdict = await verdictOn(gathered, file, handlers);
  if (!verdict.ok) {
    tell(verdict, `${printText(verdict, paint)}\n${paint.red("Nothing was published.")}`);
    return 1;
  }
  const { diagnostics, files } = await generate(contractOnDisk(file), {
    assets: readAssets(),
    rulebook: loadRulebook(cacheFolder),
  });
  const bundle = files?.get("contract.json");
  if (bundle === undefined) {
    const errors = diagnostics.filter(({ severity }) => severity === "error");
    const text = errors.map((error) => printDiagnostic(error, paint)).join("\n");
    tell({ ok: false, diagnostics }, `${text}\n${paint.red("The contract has errors; nothing was published.")}`);
    return 1;
  }
  const { version, title } = evidence.now.contract;
  const known = published.find((entry) => entry.version === version);
  const folder = dirname(file);
  // The gate has compared contents: a published version that says something else would have needed a higher number.
  if (known === undefined) {
    mkdirSync(dirname(join(folder, historyFile(version))), { recursive: true });
    writeFileSync(join(folder, historyFile(version)), bundle, { flag: "wx" });
  }
  const history = known === undefined ? [evidence.now, ...published] : published;
  const log = printChangeLog(title, changeLog(history, prove, evidence.decisions));
  writeFileSync(join(folder, changeLogFile), log);
  const frozen = known === undefined ? [{ version, text: bundle }, ...published] : published;
  writeFileSync(join(folder, recordFile), printRecord(frozen));
  const done = known === undefined ? "published" : "published before";
  const written = [historyFile(version), recordFile, changeLogFile];
  tell(
    { ok: true, version, state: done, files: written },
    `${paint.green(`${version} is ${done}`)}: ${written.join(", ")}`,
  );
  return 0;
}

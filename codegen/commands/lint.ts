import { paintFor } from "../cli/print.ts";
import { cacheFolder, placesOf } from "../cli/run.ts";
import { lint } from "../lint/lint.ts";
import { countsOf, printFinding, printSummary } from "../lint/output/text.ts";
import { contractOnDisk } from "../read/contract-files.ts";
import { loadRulebook } from "../read/rulebook.ts";
import type { AddCommand } from "./index.ts";

interface Options {
  readonly contract?: string;
  readonly json?: boolean;
  readonly info?: boolean;
  readonly strict?: boolean;
}

const examples = `
Examples:
  npm run contract -- lint                               this project's contract
  npm run contract -- lint --info                        with what is only worth knowing
  npm run contract -- lint --strict                      warnings fail, too
  npm run contract -- lint --contract shop/asyncapi.yaml any AsyncAPI 3 document`;

/** `npm run contract -- lint`: everything that can be found wrong with a contract, in one run. */
export const addLint: AddCommand = (program) => {
  program
    .command("lint")
    .description("Says everything that is wrong with a contract, with the line, why it matters and what to do.")
    .option("--contract <file>", "the AsyncAPI document (default: this project's asyncapi.yaml)")
    .option("--json", "print the findings as JSON")
    .option("--info", "show what is only worth knowing, too")
    .option("--strict", "fail on warnings, too")
    .addHelpText("after", examples)
    .action(run);
};

function run({ contract, json = false, info = false, strict = false }: Options): void {
  const places = placesOf(contract, undefined);
  const { findings, messages } = lint(contractOnDisk(places.contract), loadRulebook(cacheFolder));
  const counts = countsOf(findings);
  const failed = counts.error > 0 || (strict && counts.warning > 0);
  process.exitCode = failed ? 1 : 0;
  if (json) {
    console.log(JSON.stringify({ ok: !failed, counts, messages, findings }, undefined, 2));
    return;
  }
  const paint = paintFor(process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined);
  for (const finding of findings) {
    if (info || finding.severity !== "info") console.log(printFinding(finding, paint));
  }
  console.log(printSummary(findings, messages, !info, paint));
}

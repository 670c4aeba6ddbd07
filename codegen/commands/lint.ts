import { writeFileSync } from "node:fs";
import { outputPaint, type Paint } from "../cli/paint.ts";
import { cacheFolder, placesOf } from "../cli/run.ts";
import type { Finding } from "../lint/findings.ts";
import { lint } from "../lint/lint.ts";
import { type Annotation, printAnnotations } from "../lint/output/annotations.ts";
import { explainRule, unknownRule } from "../lint/output/explain.ts";
import { relativeTo } from "../lint/output/relative.ts";
import { type LintedContract, sarifOf } from "../lint/output/sarif.ts";
import { countsOf, printFinding, printSummary } from "../lint/output/text.ts";
import { contractOnDisk } from "../read/contract-files.ts";
import { loadRulebook } from "../read/rulebook.ts";
import type { AddCommand } from "./add-command.ts";

interface Options {
  readonly contract?: string;
  readonly json?: boolean;
  readonly sarif?: string;
  readonly annotations?: boolean;
  readonly info?: boolean;
  readonly strict?: boolean;
  readonly rule?: string;
}

const examples = `
Examples:
  npm run contract -- lint                               this project's contract
  npm run contract -- lint --info                        with what is only worth knowing
  npm run contract -- lint --strict                      warnings fail, too
  npm run contract -- lint shop/asyncapi.yaml a.json     any AsyncAPI 3 documents, in one run
  npm run contract -- lint --sarif lint.sarif            for code review tools, too
  npm run contract -- lint --annotations                 in a workflow of GitHub Actions
  npm run contract -- lint --rule pattern-dangerous      what a rule is about

Findings that are no harm are listed in contract/lint.yaml beside the document, each with its reason: docs/lint.md.`;

/** `npm run contract -- lint`: everything that can be found wrong with a contract, in one run. */
export const addLint: AddCommand = (program) => {
  program
    .command("lint")
    .description("Says everything that is wrong with a contract, with the line, why it matters and what to do.")
    .argument("[documents...]", "AsyncAPI documents (default: this project's asyncapi.yaml)")
    .option("--contract <file>", "the same as naming one document")
    .option("--json", "print the findings as JSON")
    .option("--sarif <file>", "write them as SARIF 2.1.0, too")
    .option("--annotations", "print them as GitHub shows them beside the lines of a pull request")
    .option("--info", "show what is only worth knowing, too")
    .option("--strict", "fail on warnings, too")
    .option("--rule <name>", "say what a rule is about, by its name or id, and do nothing else")
    .addHelpText("after", examples)
    .action(run);
};

function run(documents: readonly string[], options: Options): void {
  const paint = outputPaint();
  if (options.rule !== undefined) {
    const text = explainRule(options.rule, paint);
    process.exitCode = text === undefined ? 2 : 0;
    if (text === undefined) console.error(unknownRule(options.rule));
    else console.log(text);
    return;
  }
  const tools = { rulebook: loadRulebook(cacheFolder), today: new Date().toISOString().slice(0, 10) };
  const given = [...documents, ...(options.contract === undefined ? [] : [options.contract])];
  let messages = 0;
  const linted = (given.length === 0 ? [undefined] : given).map((document) => {
    const { contract } = placesOf(document, undefined);
    const result = lint(contractOnDisk(contract), tools);
    messages += result.messages;
    return relativeTo(process.cwd(), contract, result);
  });
  tell(
    {
      findings: linted.flatMap(({ findings }) => findings),
      suppressed: linted.flatMap(({ suppressed }) => suppressed),
    },
    messages,
    options,
    paint,
  );
}

function tell(linted: LintedContract, messages: number, options: Options, paint: Paint): void {
  const { findings, suppressed } = linted;
  const { json = false, info = false, strict = false, sarif, annotations = false } = options;
  const counts = countsOf(findings);
  const ok = counts.error === 0 && (!strict || counts.warning === 0);
  process.exitCode = ok ? 0 : 1;
  if (sarif !== undefined) writeFileSync(sarif, `${JSON.stringify(sarifOf(linted), undefined, 2)}\n`);
  if (json) {
    console.log(JSON.stringify({ ok, counts, messages, findings, suppressed }, undefined, 2));
    return;
  }
  const shown = findings.filter(({ severity }) => info || severity !== "info");
  if (annotations && shown.length > 0) console.log(printAnnotations(shown.map(annotationOf)));
  if (!annotations) for (const finding of shown) console.log(printFinding(finding, paint));
  console.log(printSummary(findings, { messages, suppressed: suppressed.length, isInfoHidden: !info }, paint));
}

const levels = { error: "error", warning: "warning", info: "notice" } as const;

function annotationOf({ severity, file, line, column, rule, name, message, why, fix }: Finding): Annotation {
  return {
    level: levels[severity],
    file,
    line,
    column,
    title: `${rule} ${name}`,
    message: `${message} ${why}\nfix: ${fix}`,
  };
}

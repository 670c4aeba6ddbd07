import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { contractOption, handlersOption } from "../cli/options.ts";
import { outputPaint, type Paint } from "../cli/paint.ts";
import { printDiagnostic } from "../cli/print.ts";
import { placesOf } from "../cli/run.ts";
import { Diagnostics } from "../diagnostics/diagnostic.ts";
import { buildContract } from "../model/build-contract.ts";
import { contractOnDisk } from "../read/contract-files.ts";
import { readContract } from "../read/read-contract.ts";
import { type Casters, loadCasters } from "../versions/check/casters.ts";
import { checkUpcasters, type UpcastersChecked } from "../versions/check/check-upcasters.ts";
import type { VersionFinding } from "../versions/check/finding.ts";
import { freezeMissing } from "../versions/freeze.ts";

interface Options {
  readonly contract?: string;
  readonly handlers?: string;
  readonly seed: number;
  readonly documents: number;
  readonly freeze?: boolean;
  readonly json?: boolean;
}

const help = `
Examples:
  npm run contract -- upcasters                       tries all conversions of this project
  npm run contract -- upcasters --freeze              freezes the samples of earlier versions that have none yet
  npm run contract -- upcasters --seed 7 --documents 500

Every upcaster and down-conversion runs over the frozen samples in contract/samples/, over documents at the edges of its
version's schema and over some made by chance; what comes out must be valid in the next version, up to the end of the chain.

Exit codes: 0 all is well, or only warnings; 1 something was found; 2 wrong usage or a crash.`;

/** `contract upcasters`: tries the hand-written conversions between versions. */
export function addUpcasters(program: Command): void {
  program
    .command("upcasters")
    .description("tries the conversions between versions on frozen samples and on documents made from their schemas")
    .option(...contractOption)
    .option(...handlersOption)
    .option("--seed <n>", "decides the documents made by chance", count, 1)
    .option("--documents <n>", "documents by chance for each version", count, 20)
    .option("--freeze", "first freeze the samples of earlier versions that have none; what is frozen never changes")
    .option("--json", "print the findings as JSON")
    .addHelpText("after", help)
    .action(run);
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 0) throw new InvalidArgumentError("It is a whole number from 0.");
  return value;
}

async function run({
  contract: named,
  handlers,
  seed,
  documents,
  freeze = false,
  json = false,
}: Options): Promise<void> {
  const paint = outputPaint();
  const { contract: file } = placesOf(named, undefined);
  const files = contractOnDisk(file);
  const diagnostics = new Diagnostics();
  const sources = readContract(files, diagnostics);
  const contract = sources === undefined ? undefined : buildContract(sources, diagnostics);
  if (sources === undefined || contract === undefined || !diagnostics.ok) {
    const found = diagnostics.list((at) => sources?.positionOf(at) ?? { line: 1, column: 1 });
    console.log(
      json
        ? JSON.stringify({ ok: false, diagnostics: found })
        : found.map((each) => printDiagnostic(each, paint)).join("\n"),
    );
    process.exitCode = 1;
    return;
  }
  const frozen = freeze ? freezeMissing(contract, files.read) : [];
  for (const { path, text } of frozen) {
    mkdirSync(dirname(join(dirname(file), path)), { recursive: true });
    writeFileSync(join(dirname(file), path), text);
  }
  const module = handlers === undefined ? join(dirname(file), "handlers", "index.ts") : resolve(handlers);
  const none: Casters = { upcasters: {}, downcasters: {} };
  const hasVersions = contract.messages.some(({ earlier }) => earlier.length > 0);
  const casters = hasVersions && existsSync(module) ? await loadCasters(module) : none;
  const checked = checkUpcasters(contract, casters, { read: files.read, seed, documents });
  const isOk = !checked.findings.some(({ severity }) => severity === "error");
  process.exitCode = isOk ? 0 : 1;
  const paths = frozen.map(({ path }) => path);
  console.log(
    json ? JSON.stringify({ ok: isOk, frozen: paths, ...checked }, undefined, 2) : print(checked, paths, paint),
  );
}

function print({ findings, messages, conversions }: UpcastersChecked, frozen: readonly string[], paint: Paint): string {
  const lines = frozen.map((path) => `${paint.green("frozen")} ${path}`);
  for (const found of findings) lines.push(printFinding(found, paint));
  const errors = findings.filter(({ severity }) => severity === "error").length;
  const what = `${messages} ${messages === 1 ? "message" : "messages"} with earlier versions, ${conversions} conversions tried`;
  const result =
    errors === 0 ? paint.green("All conversions hold.") : paint.red(`${errors} ${errors === 1 ? "error" : "errors"}.`);
  return [...lines, `${result} ${paint.dim(`(${what})`)}`].join("\n");
}

/** A finding for people: rule, message and step, what and why, the document, what to do. */
export function printFinding(found: VersionFinding, paint: Paint): string {
  const { rule, name, severity, message, from, to, sample, samples, reason, fix } = found;
  const colour = severity === "error" ? paint.red : paint.yellow;
  const step = from === to ? `v${from}` : `v${from} → v${to}`;
  const document = sample === undefined ? undefined : JSON.stringify(sample.document);
  return [
    `${message} ${step} ${colour(`${severity} ${rule}`)} ${name}${samples > 1 ? paint.dim(` (${samples} documents)`) : ""}`,
    `  ${reason}`,
    ...(document === undefined
      ? []
      : [paint.dim(`  ${document.length > 300 ? `${document.slice(0, 299)}…` : document}`)]),
    `  ${paint.green("fix:")} ${fix}`,
    "",
  ].join("\n");
}

/** `npm run package`: makes the zip that Azure runs. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError } from "commander";
import { type Budget, budgetOf, overBudget } from "./bundle/budget.ts";
import { type TelemetryPath, telemetryPaths } from "./bundle/bundle.ts";
import { PackageError } from "./bundle/package-error.ts";
import { type AppPackage, packageApp } from "./bundle/package-files.ts";
import { readProject } from "./bundle/project.ts";
import { kilobytes, linesOfAnalysis, sizesOf } from "./bundle/report.ts";
import { checkUnpacked, unpack } from "./bundle/unpack.ts";

interface Options {
  readonly out: string;
  readonly unpacked?: string;
  readonly withDocs: boolean;
  readonly telemetry: readonly TelemetryPath[];
  readonly node: number;
  readonly analyze: boolean;
  readonly budget?: string;
  readonly writeBudget?: string;
  readonly json: boolean;
}

// Set by the `eventwright` command, which runs the programs of an installed package for the project around it.
const project = process.env["EVENTWRIGHT_PROJECT"] ?? fileURLToPath(new URL("..", import.meta.url));

/** By which share a package may exceed a budget that is written now. */
const mayGrow = 0.05;

const options = new Command("npm run package --")
  .description(
    "Makes the zip that Azure runs: the app bundled with everything that it needs, and nothing else. The same code,\n" +
      "contract and packages give the same bytes on every machine. Writes it to app.zip, with its SHA-256 beside it.",
  )
  .option("--out <folder>", "where the zip goes", ".eventwright/package")
  .option(
    "--unpacked <folder>",
    "writes the files there, too; the folder is emptied, and must hold nothing but an earlier package",
  )
  .option("--with-docs", "with the documentation site of `npm run docs`, which the app serves at /docs", false)
  .option(
    "--telemetry <paths>",
    `ways to send telemetry, of ${telemetryPaths.join(", ")}, with commas between; none: no way`,
    telemetry,
    [...telemetryPaths],
  )
  .option("--node <major>", "the oldest Node that has to run it", major, 22)
  .option("--analyze", "lists every file, and how much code each package has brought", false)
  .option(
    "--budget <file>",
    "fails when it is larger than this file allows, or holds a package that is not listed there",
  )
  .option("--write-budget <file>", "writes a budget that this package keeps")
  .option("--json", "prints one JSON object", false)
  .addHelpText(
    "after",
    `
Examples:
  npm run package
  npm run package -- --analyze
  npm run package -- --unpacked /tmp/app && npm start -- --app /tmp/app
  npm run package -- --telemetry azure-monitor --budget package-budget.json

Exit codes: 0 made; 1 something is in the way, or over budget.
More: docs/package.md`,
  )
  .allowExcessArguments(false)
  .parse()
  .opts<Options>();

const say = (line: string) => void (options.json || process.stdout.write(`${line}\n`));

try {
  if (options.unpacked !== undefined) checkUnpacked(options.unpacked, project);
  const made = await packageApp(readProject(project), {
    telemetry: options.telemetry,
    node: options.node,
    docs: options.withDocs,
    progress: (step) => say(`${step} …`),
  });
  const zipFile = write(made);
  if (options.writeBudget !== undefined) writeJson(options.writeBudget, budgetOf(made, mayGrow));
  if (options.budget !== undefined) {
    const faults = overBudget(made, JSON.parse(readFileSync(options.budget, "utf8")) as Budget, options.budget);
    if (faults.length > 0) throw new PackageError(faults);
  }
  const { version, sha256, shares } = made;
  const sizes = sizesOf(made);
  if (options.json) {
    const files = Object.fromEntries([...made.files].map(([path, { length }]) => [path, length]));
    process.stdout.write(`${JSON.stringify({ file: zipFile, version, sha256, sizes, files, shares })}\n`);
  } else {
    if (options.analyze) say(`${linesOfAnalysis(made).join("\n")}\n`);
    say(
      `${relative(".", zipFile)}: ${version}, ${sizes.files} files, ${kilobytes(sizes.code)} of code, ${kilobytes(sizes.zip)} zipped`,
    );
    say(`sha256 ${sha256}`);
  }
} catch (error) {
  if (!(error instanceof PackageError)) throw error;
  if (options.json) process.stdout.write(`${JSON.stringify({ faults: error.faults })}\n`);
  else process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function write({ files, zip, sha256 }: AppPackage): string {
  const file = resolve(options.out, "app.zip");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, zip);
  writeFileSync(`${file}.sha256`, `${sha256}  app.zip\n`);
  if (options.unpacked !== undefined) unpack(files, options.unpacked, project);
  return file;
}

function writeJson(file: string, value: unknown): void {
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
}

function telemetry(text: string): readonly TelemetryPath[] {
  const paths = text === "none" ? [] : text.split(",");
  const known = telemetryPaths.filter((path) => paths.includes(path));
  if (known.length === paths.length) return known;
  throw new InvalidArgumentError(`It is none, or some of ${telemetryPaths.join(", ")} with commas between.`);
}

function major(text: string): number {
  const value = Number(text);
  if (/^\d\d$/.test(text) && value >= 20) return value;
  throw new InvalidArgumentError("It is a major version of Node, 20 or newer.");
}

import { relative, resolve } from "node:path";
import { outputPaint, type Paint } from "../cli/paint.ts";
import { cacheFolder } from "../cli/run.ts";
import { readAssets } from "../read/assets.ts";
import { loadRulebook } from "../read/rulebook.ts";
import { createCompiler } from "../schema/schema-compiler.ts";
import { findDocuments } from "../try/find-documents.ts";
import { type Tried, tryDocuments } from "../try/try-documents.ts";
import type { AddCommand } from "./add-command.ts";

interface Options {
  readonly root?: string;
  readonly keep?: string;
  readonly json?: boolean;
}

const examples = `
Examples:
  npm run contract -- try asyncapi.yaml                one document
  npm run contract -- try ../contracts                 every AsyncAPI document below a folder
  npm run contract -- try ../contracts --root ..       whose references lead out of their folders
  npm run contract -- try ../contracts --json > tried.json

Each document is generated, all output is type-checked in one run, and each document's own examples are checked by the
generated validators.`;

/** `npm run contract -- try`: what the generator makes of documents that were not written for it. */
export const addTry: AddCommand = (program) => {
  program
    .command("try")
    .description(
      "Generates from documents into a temporary folder, and says what of each could not be generated and why.",
    )
    .argument("<paths...>", "AsyncAPI documents, or folders with such")
    .option("--root <folder>", "a folder around the documents that their references may lead into")
    .option("--keep <folder>", "keep what was generated")
    .option("--json", "print the results as JSON")
    .addHelpText("after", examples)
    .action(run);
};

async function run(paths: readonly string[], { root, keep, json = false }: Options): Promise<void> {
  const documents = findDocuments(paths.map((path) => resolve(path)));
  const tools = { assets: readAssets(), rulebook: loadRulebook(cacheFolder), compiler: createCompiler() };
  const tried = await tryDocuments(documents, tools, {
    root: root === undefined ? undefined : resolve(root),
    keep: keep === undefined ? undefined : resolve(keep),
  });
  if (json) console.log(JSON.stringify(tried, undefined, 2));
  else console.log(print(tried, outputPaint()));
  process.exitCode = tried.some(({ verdict }) => verdict === "failed" || verdict === "refused") ? 1 : 0;
}

const verdicts = ["ok", "reasons", "refused", "failed"] as const;

function print(tried: readonly Tried[], paint: Paint): string {
  const colour = { ok: paint.green, reasons: paint.yellow, refused: paint.red, failed: paint.red };
  const lines = tried.flatMap(({ document, verdict, reasons, failures, messages }) => [
    `${colour[verdict](verdict.padEnd(7))} ${relative(process.cwd(), document)} ${paint.dim(`(${messages} messages)`)}`,
    ...failures.map((failure) => `          ${failure}`),
    ...reasons.map(
      ({ rule, line, message, messages: names }) =>
        `          ${rule} line ${line}: ${message}${names.length === 0 ? "" : paint.dim(` (${shortened(names)})`)}`,
    ),
  ]);
  const rows = verdicts.map((verdict) => {
    const of = tried.filter((each) => each.verdict === verdict);
    const sum = (key: "messages" | "examples") => of.reduce((total, each) => total + each[key], 0);
    return [verdict, of.length, sum("messages"), sum("examples")].map((cell) => String(cell).padStart(10)).join("");
  });
  const head = ["verdict", "documents", "messages", "examples"].map((cell) => cell.padStart(10)).join("");
  return [...lines, "", head, ...rows].join("\n");
}

function shortened(names: readonly string[]): string {
  return names.length <= 3 ? names.join(", ") : `${names.slice(0, 3).join(", ")} and ${names.length - 3} more`;
}

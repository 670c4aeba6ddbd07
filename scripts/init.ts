/** `npm run init`: starts a new project from an own or an example contract. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import { outputPaint } from "../codegen/cli/paint.ts";
import { printDiagnostic } from "../codegen/cli/print.ts";
import { cacheFolder } from "../codegen/cli/run.ts";
import { type Adopted, adopt } from "../codegen/init/adopt.ts";
import { cloudFiles } from "../codegen/init/cloud-files.ts";
import type { Leftover } from "../codegen/init/leftover.ts";
import { projectFiles } from "../codegen/init/project-files.ts";
import { scaffold } from "../codegen/init/scaffold.ts";
import { kebabCase } from "../codegen/model/names.ts";
import { generate } from "../codegen/pipeline.ts";
import { readAssets } from "../codegen/read/assets.ts";
import { type ContractFiles, contractOnDisk } from "../codegen/read/contract-files.ts";
import { loadRulebook } from "../codegen/read/rulebook.ts";
import { buildPackage } from "./package/build.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const examples: Readonly<Record<string, string>> = { orders: "codegen/init/example", credits: "." };

const program = new Command("npm run init --")
  .description(
    "Starts a new project in a folder: contract, generated code, handlers to begin with, a test, and the package that\n" +
      "runs it all. Its two commands, npm start and npm test, work at once.",
  )
  .argument("<folder>", "where; it must be empty or not exist yet")
  .option("--contract <file>", "begin with this AsyncAPI document, and the files that it refers to")
  .option("--example <name>", `begin with an example: ${Object.keys(examples).join(", ")}`, "orders")
  .addHelpText(
    "after",
    `
Examples:
  npm run init -- ../shop                                  three messages to make your own
  npm run init -- ../shop --contract ~/shop/asyncapi.yaml  your contract; handlers are written where names tell enough
  npm run init -- ../card --example credits                the prepaid card with all its handlers

Exit codes: 0 done; 1 the contract has errors, or the folder is not empty; 2 wrong usage or a crash.`,
  )
  .allowExcessArguments(false)
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2))
  .parse();
const { contract: given, example } = program.opts<{ contract?: string; example: string }>();
const folder = resolve(process.env["INIT_CWD"] ?? ".", program.args[0] ?? "");
const paint = outputPaint();

async function init(): Promise<number> {
  const from = examples[example];
  if (from === undefined)
    return refuse(`There is no example ${example}. There are: ${Object.keys(examples).join(", ")}.`);
  if (existsSync(folder) && readdirSync(folder).some((name) => name !== ".git")) {
    return refuse(`${folder} is not empty. Name a folder that does not exist yet, or an empty one.`);
  }
  const file = given === undefined ? join(root, from, "asyncapi.yaml") : resolve(process.env["INIT_CWD"] ?? ".", given);
  say(`reading ${given ?? `the example ${example}`} …`);
  const tools = { assets: readAssets(), rulebook: loadRulebook(cacheFolder) };
  const found = namedAsUsual(contractOnDisk(file));
  let result = await generate(found, tools);
  let adopted: Adopted | undefined;
  if (result.contract?.isApp === false && result.files !== undefined) {
    adopted = adopt(found.read(usual) ?? "", result.contract);
    if (adopted === undefined) {
      for (const diagnostic of result.diagnostics) say(printDiagnostic(diagnostic, paint));
      return refuse(nothingToRun);
    }
    const { text } = adopted;
    result = await generate({ ...found, read: (path) => (path === usual ? text : found.read(path)) }, tools);
  }
  const { diagnostics, files, contract } = result;
  for (const diagnostic of diagnostics) say(printDiagnostic(diagnostic, paint));
  if (files === undefined || contract === undefined) return refuse("The contract has errors; nothing was written.");

  const { files: handlers, leftovers } = scaffold(contract);
  say("building the package eventwright …");
  const workshop = mkdtempSync(join(tmpdir(), "eventwright-init-"));
  try {
    const archive = buildPackage(workshop);
    const write = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    const name = kebabCase(basename(folder)).replace(/^[^a-z0-9]+/, "") || "app";
    const read = (path: string) => readFileSync(join(root, path), "utf8");
    const [host, runner] = [read("host.json"), read("scripts/run.mjs")];
    const asks = { keys: contract.keyed, tokens: contract.security.tokens !== undefined };
    const project = projectFiles({ name, title: contract.title, archive: basename(archive), host, runner, asks });
    for (const [path, text] of [...project, ...cloudFiles({ name, ...asks }, read)]) write(path, text);
    for (const path of contractFiles(files))
      write(path, (path === usual ? adopted?.text : undefined) ?? found.read(path) ?? "");
    copyKept(dirname(file));
    for (const [path, text] of files) write(`generated/${path}`, text);
    const isWritten = given === undefined && example === "credits";
    if (isWritten) copyWritten();
    else for (const [path, text] of handlers) write(path, text);
    mkdirSync(join(folder, "vendor"), { recursive: true });
    cpSync(archive, join(folder, "vendor", basename(archive)));
    tell(adopted?.assumptions ?? [], isWritten ? [] : leftovers);
  } finally {
    rmSync(workshop, { recursive: true, force: true, maxRetries: 5 });
  }
  return 0;
}

/** What every project calls its document. */
const usual = "asyncapi.yaml";

/** The document under its usual name: JSON is YAML, too. */
function namedAsUsual(files: ContractFiles): ContractFiles {
  return { ...files, contract: usual, read: (path) => files.read(path === usual ? files.contract : path) };
}

const nothingToRun = `Nothing here can run: the document has no operation that receives a message with a required id. Generate types and
validators with \`npm run generate -- --contract <file>\`, or add \`x-eventwright\` words: docs/contract-vocabulary.md.`;

/** The contract's document and every file that it refers to, as the manifest lists them. */
function contractFiles(files: ReadonlyMap<string, string>): readonly string[] {
  return Object.keys((JSON.parse(files.get("manifest.json") ?? "{}") as { inputs: object }).inputs);
}

/** What people have decided about the contract's findings, and its frozen samples. Its history stays: nothing of a new project is published. */
function copyKept(from: string): void {
  for (const path of ["contract/lint.yaml", "contract/samples"]) {
    if (existsSync(join(from, path))) cpSync(join(from, path), join(folder, path), { recursive: true });
  }
}

/** The example whose handlers are there already. */
function copyWritten(): void {
  for (const path of ["handlers", "test/handlers"]) cpSync(join(root, path), join(folder, path), { recursive: true });
}

function tell(assumptions: readonly string[], leftovers: readonly Leftover[]): void {
  if (assumptions.length > 0) {
    say(
      "\nThe document had no `x-eventwright` words. They were added to asyncapi.yaml; correct what was assumed wrongly:\n",
    );
    for (const assumption of assumptions) say(`  ${assumption}`);
  }
  const there = relative(process.env["INIT_CWD"] ?? process.cwd(), folder) || ".";
  say(
    `\n${paint.green("Done.")} Go on with\n\n  cd ${there.startsWith("../../") ? folder : there}\n  npm start\n  npm test\n`,
  );
  if (leftovers.length === 0) return;
  say("What names do not tell is left to you:\n");
  for (const { path, what } of leftovers) say(`  ${paint.yellow(path)}  ${what}`);
  say("");
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function refuse(reason: string): number {
  process.stderr.write(`${reason}\n`);
  return 1;
}

process.exitCode = await init();

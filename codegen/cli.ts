import { Command, CommanderError } from "commander";
import { paintFor, printOutcome } from "./cli/print.ts";
import { cacheFolder, type Outcome, placesOf, run } from "./cli/run.ts";
import { watchContract } from "./cli/watch.ts";
import { readAssets } from "./read/assets.ts";
import { loadRulebook } from "./read/rulebook.ts";
import { createCompiler } from "./schema/schema-compiler.ts";

interface Options {
  readonly contract?: string;
  readonly out?: string;
  readonly root?: string;
  readonly check?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
}

const examples = `
Examples (npm passes on what stands after --):
  npm run generate                                     write generated/ from asyncapi.yaml
  npm run generate -- --check                          fail when generated/ is not what the contract says
  npm run generate -- --watch                          write again at every change
  npm run generate -- --contract shop/asyncapi.yaml --out shop/generated
  npm run generate -- --contract contracts/shop/asyncapi.yaml --root contracts

What it reads: the AsyncAPI 3 document and the JSON Schemas below its folder. What it writes is listed in
manifest.json of the output folder; other files there are left alone.

Exit codes: 0 everything is fine; 1 the contract has errors, or --check found differences; 2 wrong usage or a crash.
Every finding has a rule id such as EW1203, explained in docs/diagnostics.md.`;

const program = new Command("generate")
  .description("Generates typed messages, validators, plumbing, client and documentation from a contract.")
  .option("--contract <file>", "the AsyncAPI document (default: this project's asyncapi.yaml)")
  .option("--out <folder>", "where the files go (default: the folder `generated` beside the document)")
  .option("--root <folder>", "a folder around the document that its references may lead into (default: its own)")
  .option("--check", "write nothing; list what is missing, stale or edited")
  .option("--watch", "stay and generate again whenever the contract changes")
  .option("--json", "print findings and results as JSON, one object a run")
  .addHelpText("after", examples)
  .exitOverride();

try {
  const options = program.parse().opts<Options>();
  if (options.check && options.watch) program.error("error: --check and --watch exclude each other");
  process.exitCode = await main(options);
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
  else {
    console.error(error instanceof Error ? error.stack : error);
    process.exitCode = 2;
  }
}

async function main({ contract, out, root, check = false, watch = false, json = false }: Options): Promise<number> {
  const places = placesOf(contract, out, root);
  const tools = { assets: readAssets(), rulebook: loadRulebook(cacheFolder), compiler: createCompiler() };
  const paint = paintFor(process.stdout.isTTY === true && process.env["NO_COLOR"] === undefined);
  const tell = (outcome: Outcome) =>
    console.log(json ? JSON.stringify(outcome, undefined, 2) : printOutcome(outcome, paint));
  const outcome = await run(places, check, tools);
  tell(outcome);
  if (!watch) return outcome.ok ? 0 : 1;

  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  const watching = watchContract(
    places.contract,
    async () => {
      try {
        tell(await run(places, false, tools));
      } catch (error) {
        // A watcher outlives every mistake in the contract.
        console.error(error instanceof Error ? error.message : error);
      }
    },
    stop.signal,
  );
  if (!json) console.log(paint.dim("Watching the contract. Stop with Ctrl+C."));
  await watching;
  return 0;
}

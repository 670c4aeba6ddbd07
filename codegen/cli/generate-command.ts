import { Command } from "commander";
import { lastRunFile, unchangedRun } from "../cache/last-run.ts";
import { contractOnDisk } from "../read/contract-files.ts";
import { readText, rememberingReader } from "../read/text-reader.ts";
import { folderOnDisk } from "../write/output-folder.ts";
import { contractOption } from "./options.ts";
import type { Paint } from "./paint.ts";
import { cacheFolder, type Places, placesOf } from "./places.ts";
import { printOutcome } from "./print.ts";
import type { Outcome } from "./run.ts";
import { runProgram } from "./run-program.ts";
import { watchContract } from "./watch.ts";

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
  .option(...contractOption)
  .option("--out <folder>", "where the files go (default: the folder `generated` beside the document)")
  .option("--root <folder>", "a folder around the document that its references may lead into (default: its own)")
  .option("--check", "write nothing; list what is missing, stale or edited")
  .option("--watch", "stay and generate again whenever the contract changes")
  .option("--json", "print findings and results as JSON, one object a run")
  .addHelpText("after", examples)
  .exitOverride();

await runProgram(program, (paint) => {
  const options = program.opts<Options>();
  if (options.check && options.watch) program.error("error: --check and --watch exclude each other");
  return main(options, paint);
});

async function main(
  { contract, out, root, check = false, watch = false, json = false }: Options,
  paint: Paint,
): Promise<number> {
  const places = placesOf(contract, out, root);
  const tell = (outcome: Outcome) =>
    console.log(json ? JSON.stringify(outcome, undefined, 2) : printOutcome(outcome, paint));
  const unchanged = watch ? undefined : unchangedOutcome(places, check);
  if (unchanged !== undefined) {
    tell(unchanged);
    return 0;
  }
  const runner = await createRunner(places, watch);
  if (!watch) {
    const outcome = await runner(check);
    tell(outcome);
    return outcome.ok ? 0 : 1;
  }
  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());
  let isFirst = true;
  const generate = async () => {
    try {
      tell(await runner(false));
    } catch (error) {
      // A watcher outlives every mistake in the contract.
      console.error(error instanceof Error ? error.message : error);
    }
    if (isFirst && !json) console.log(paint.dim("Watching the contract. Stop with Ctrl+C."));
    isFirst = false;
  };
  await watchContract(places.contract, generate, stop.signal);
  return 0;
}

/** What there is to tell when nothing has changed since the last run; the generator itself is not loaded for that. */
function unchangedOutcome({ contract, out, root }: Places, check: boolean): Outcome | undefined {
  const start = performance.now();
  const file = lastRunFile(cacheFolder, contract, out, root);
  const found = unchangedRun(file, contractOnDisk(contract, root), folderOnDisk(out));
  if (found === undefined) return undefined;
  const { diagnostics, messages, files } = found;
  const what = check ? { differences: [] } : { written: { changed: [], removed: [], unchanged: files } };
  return { ok: true, diagnostics, messages, ...what, duration: performance.now() - start };
}

/** Loads the generator. With `keepsAll` what was read and made stays in memory, for runs that follow. */
async function createRunner(places: Places, keepsAll: boolean): Promise<(check: boolean) => Promise<Outcome>> {
  const { createTools, run } = await import("./run.ts");
  const { tools, save } = createTools(places);
  const reader = keepsAll ? rememberingReader() : readText;
  const options = {
    files: contractOnDisk(places.contract, places.root, reader),
    folder: folderOnDisk(places.out, reader),
    lastRun: lastRunFile(cacheFolder, places.contract, places.out, places.root),
  };
  return async (check) => {
    const outcome = await run(places, check, tools, options);
    if (outcome.ok) save();
    return outcome;
  };
}

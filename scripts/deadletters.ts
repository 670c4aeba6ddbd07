/** `npm run deadletters`: shows dead letters, redrives and discards them. */
import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { Command } from "commander";
import type { Runtime } from "../platform/app/runtime.ts";
import { listLetters, showLetter } from "../platform/dead-letters/letters.ts";
import { discard } from "../platform/dead-letters/redrive/discard.ts";
import type { Edit } from "../platform/dead-letters/redrive/edit.ts";
import { noLetter, redrive } from "../platform/dead-letters/redrive/redrive.ts";
import { isBad, type LetterReport } from "../platform/dead-letters/redrive/report.ts";
import { linesOfDetail, linesOfList, linesOfReport } from "./deadletters/print.ts";
import { openApp } from "./stores.ts";

interface Shared {
  readonly settings?: string;
  readonly json: boolean;
}

const program = new Command("npm run deadletters --")
  .description(
    "A message that its handler could not handle is kept as a dead letter, and its stream's later messages wait behind it.\n" +
      "Look at the letter, repair the handler (or the payload), redrive: the message is handled in its place, then those\n" +
      "that waited, in order, each once. The app may go on working meanwhile; an interrupted run is started again.",
  )
  .option("--settings <file>", "app settings as JSON; else the environment, else those of the local npm start")
  .option("--json", "print JSON", false)
  .addHelpText(
    "after",
    `
Examples:
  npm run deadletters -- list
  npm run deadletters -- show letter-Vq…
  npm run deadletters -- redrive --dry-run letter-Vq…      would it pass today? Writes nothing
  npm run deadletters -- redrive letter-Vq… letter-E3…
  npm run deadletters -- redrive --all --dry-run
  npm run deadletters -- redrive letter-Vq… --payload repaired.json --why "currency was missing"
  npm run deadletters -- discard letter-Vq… --reason "sent by mistake, agreed with the customer"

Exit codes: 0 done; 1 at least one letter failed again, would fail or was refused; 2 nothing could be done at all.
More: docs/dead-letters.md`,
  );

program
  .command("list")
  .description("the letters, newest failure first")
  .option("--all", "also those that were repaired or discarded, and are kept for the record", false)
  .action(({ all }: { all: boolean }) =>
    withApp(async (runtime, { json }) => {
      const lines = await listLetters(runtime.stores, { all });
      print(json ? [JSON.stringify(lines)] : linesOfList(lines));
      return 0;
    }),
  );

program
  .command("show")
  .description("one letter: message, error and stack, faults, attempts, and what waits behind it")
  .argument("<id>")
  .action((id: string) =>
    withApp(async (runtime, { json }) => {
      const found = await showLetter(runtime.stores, id);
      if (found === undefined) throw new Error(noLetter(id).message);
      print(json ? [JSON.stringify(found)] : linesOfDetail(found));
      return 0;
    }),
  );

program
  .command("redrive")
  .description("handles letters again, in the order given, and what waits behind them")
  .argument("[ids...]")
  .option("--all", "every open letter, oldest failure first", false)
  .option("--dry-run", "only tells whether they would pass: schema, then handler, on the state as it is", false)
  .option("--payload <file>", "a repaired payload as JSON, for one command; checked against its schema, kept on record")
  .option("--why <text>", "why the payload is repaired")
  .option("--force", "also where the contract says that the handler is not idempotent; kept on record", false)
  .option("--by <name>", "who decides it", userInfo().username)
  .action((ids: string[], options: RedriveFlags) =>
    withApp(async (runtime, shared) => {
      const edit = editOf(ids, options);
      const force = options.force ? { force: { by: options.by } } : {};
      const chosen = options.all ? (await listLetters(runtime.stores)).map(({ id }) => id).reverse() : ids;
      if (chosen.length === 0 && !options.all) throw new Error("Name the letters to redrive, or say --all.");
      const reports: LetterReport[] = [];
      for (const id of chosen) reports.push(await redrive(runtime, id, { dryRun: options.dryRun, ...force, ...edit }));
      return tell(reports, shared);
    }),
  );

program
  .command("discard")
  .description("gives a letter's message up for good and goes on with what waits behind it; a command stays failed")
  .argument("<id>")
  .requiredOption("--reason <text>", "why; kept with the letter")
  .option("--by <name>", "who decides it", userInfo().username)
  .action((id: string, { reason, by }: { reason: string; by: string }) =>
    withApp(async (runtime, shared) => tell([await discard(runtime, id, { by, reason })], shared)),
  );

await program.parseAsync();

interface RedriveFlags {
  readonly all: boolean;
  readonly dryRun: boolean;
  readonly payload?: string;
  readonly why?: string;
  readonly force: boolean;
  readonly by: string;
}

function editOf(ids: readonly string[], { all, payload, why, by }: RedriveFlags): { edit?: Edit } {
  if (payload === undefined) return {};
  if (all || ids.length !== 1) throw new Error("--payload repairs one letter: name just that one.");
  if (why === undefined) throw new Error("--payload needs --why: the letter keeps the reason.");
  try {
    return { edit: { payload: JSON.parse(readFileSync(payload, "utf8")) as unknown, by, why } };
  } catch (error) {
    throw new Error(`The payload cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

function tell(reports: readonly LetterReport[], { json }: Shared): number {
  print(json ? [JSON.stringify(reports)] : reports.flatMap(linesOfReport));
  return reports.some(isBad) ? 1 : 0;
}

function print(lines: readonly string[]): void {
  process.stdout.write(lines.map((line) => `${line}\n`).join(""));
}

async function withApp(work: (runtime: Runtime, shared: Shared) => Promise<number>): Promise<void> {
  try {
    const shared = program.opts<Shared>();
    const { runtime, close } = await openApp(shared.settings);
    try {
      process.exitCode = await work(runtime, shared);
    } finally {
      close();
    }
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 2;
  }
}

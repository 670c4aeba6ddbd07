/** `npm run splits`: two hosts that are killed in turn, over ranges that are split, while the example is played. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CommanderError } from "commander";
import { parseSplitsOptions, type SplitsOptions } from "./splits/options.ts";
import { playSplits } from "./splits/play.ts";
import { reportLines } from "./splits/report.ts";

function read(): SplitsOptions {
  try {
    return parseSplitsOptions(process.argv.slice(2));
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    throw error;
  }
}

const options = read();
const folder = mkdtempSync(join(tmpdir(), "eventwright-splits-"));
const say = (line: string) => void (options.json || process.stdout.write(`${line}\n`));
try {
  const report = await playSplits(folder, options, say);
  process.stdout.write(options.json ? `${JSON.stringify(report, null, 2)}\n` : `${reportLines(report)}\n`);
  if (report.ok) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  else process.stderr.write(`The data is kept in ${folder}.\n`);
  process.exitCode = report.ok ? 0 : 1;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.stderr.write(`The data is kept in ${folder}.\n`);
  process.exitCode = 2;
}

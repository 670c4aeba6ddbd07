/**
 * `npm run processes:replay`: would the instances that once ran, or still run, survive today's code? Exit code 0: all do;
 * 1: some would break; 2: it could not be found out.
 */
import { globSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import type { Verdict } from "../emulator/durable/gate/judge.ts";
import { loadDurableApp } from "../emulator/durable/gate/load-app.ts";
import { type Recording, readRecording } from "../emulator/durable/gate/recording.ts";
import { replayRecording } from "../emulator/durable/gate/replay-recording.ts";

const root = process.env["EVENTWRIGHT_PROJECT"] ?? fileURLToPath(new URL("..", import.meta.url));
const options = new Command("npm run processes:replay --")
  .description(
    "Replays recorded process instances against today's code. An instance that would break in production breaks here,\n" +
      "with the step where history and code part. Fix the code, or raise the process's version in the contract and keep\n" +
      "the old code for the instances that still run.",
  )
  .argument("[folder]", "folder with recordings (*.json, in subfolders too)", join(root, "test/processes/histories"))
  .option("--app <folder>", "function app", root)
  .option("--json", "print the verdicts as JSON", false)
  .addHelpText("after", "\nRecord instances of a running system with: npm run processes:record")
  .allowExcessArguments(false)
  .parse();
const { app: appDir, json } = options.opts<{ app: string; json: boolean }>();
const folder = resolve(options.processedArgs[0] as string);

interface Result {
  readonly file: string;
  readonly recording: Recording;
  readonly verdict: Verdict;
}

try {
  const files = globSync("**/*.json", { cwd: folder }).sort();
  if (files.length === 0)
    throw new Error(`There is no recording in ${folder}. Make some with npm run processes:record.`);
  const recordings = files.map((file) => ({ file, recording: read(join(folder, file)) }));
  const app = await loadDurableApp(resolve(appDir));
  const results: Result[] = [];
  for (const { file, recording } of recordings) {
    results.push({ file, recording, verdict: await replayRecording(app, recording) });
  }
  if (json) process.stdout.write(`${JSON.stringify(results.map(summary))}\n`);
  else report(results);
  process.exitCode = results.some(({ verdict }) => verdict.kind === "breaks") ? 1 : 0;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}

function read(file: string): Recording {
  try {
    return readRecording(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${relative(process.cwd(), file)}: ${(error as Error).message}`);
  }
}

function summary({ file, recording: { name, instanceId, status }, verdict }: Result) {
  return { file, orchestrator: name, instanceId, status, ...verdict };
}

function report(results: readonly Result[]): void {
  for (const { file, recording, verdict } of results) {
    if (verdict.kind !== "breaks") continue;
    const step = verdict.step === undefined ? "" : `  step      ${verdict.step}\n`;
    process.stdout.write(
      `\n${recording.name}, instance ${recording.instanceId} (${recording.status}), ${file}\n` +
        `${step}  expected  ${verdict.expected}\n  found     ${verdict.found}\n  ${verdict.why}\n`,
    );
  }
  const count = (kind: Verdict["kind"]) => results.filter(({ verdict }) => verdict.kind === kind).length;
  process.stdout.write(
    `${count("breaks") > 0 ? "\n" : ""}${results.length} recordings: ${count("holds")} hold, ${count("breaks")} break, ` +
      `${count("retired")} finished with code that is gone.\n`,
  );
  if (count("breaks") > 0) {
    process.stdout.write(
      "Instances like these would break in production. Undo the change, or raise the process's `version` in the contract,\n" +
        "list the old version under `keeps`, and leave its code in place until they have ended.\n",
    );
  }
}

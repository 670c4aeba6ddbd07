import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { root } from "./measure.ts";

/** Milliseconds from a saved schema to the words of the watcher that all files are written, of several edits. */
export async function watchTimes(folder: string, edits: number): Promise<readonly number[]> {
  const contract = join(folder, "asyncapi.yaml");
  const args = [join(root, "codegen/cli.ts"), "--contract", contract, "--watch", "--json"];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(child, "exit");
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const told = async () => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error("The watcher has ended.");
      if (value === "}") return;
    }
  };
  const file = join(folder, "schemas/commands/open-retail-order.v1.json");
  const text = readFileSync(file, "utf8");
  const times: number[] = [];
  try {
    await told();
    for (let edit = 0; edit < edits; edit++) {
      // Whoever types does so some time after the last run.
      await new Promise((resolve) => setTimeout(resolve, 400));
      const start = performance.now();
      writeFileSync(`${file}.new`, text.replace('"maxItems": 200', `"maxItems": ${201 + edit}`));
      renameSync(`${file}.new`, file);
      await told();
      times.push(performance.now() - start);
    }
  } finally {
    child.kill("SIGTERM");
    await gone;
    writeFileSync(file, text);
  }
  return times;
}

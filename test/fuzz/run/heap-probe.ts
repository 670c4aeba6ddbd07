/**
 * Loaded into every process under test (`--import`): on SIGUSR2 it collects garbage and writes down how many bytes are really in
 * use, in a file named after the process in the folder `EVENTWRIGHT_HEAPS`.
 */
import { renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

const folder = process.env["EVENTWRIGHT_HEAPS"];
if (folder !== undefined) {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const write = () => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    // Whole or not at all, for who reads it.
    const file = join(folder, `${process.pid}`);
    writeFileSync(`${file}.new`, String(heapUsed + external));
    renameSync(`${file}.new`, file);
  };
  process.on("SIGUSR2", write);
  write();
}

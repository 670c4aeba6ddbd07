/** `traveller.ts FOLDER NOTES [POINT COUNT]`: makes the journey, and kills itself when a point is reached the n-th time. */
import { appendFileSync } from "node:fs";
import type { CrashPoint } from "../../../../emulator/durable/dispatch/context.ts";
import { startHub } from "./hub.ts";
import { registerJourney, travel } from "./journey.ts";

const [dataDir = "", notes = "", last, count] = process.argv.slice(2);
let left = Number(count ?? 0);
registerJourney((name) => appendFileSync(notes, `${name}\n`));
const hub = await startHub({
  dataDir,
  reached: (point: CrashPoint) => {
    if (point === last && --left === 0) process.kill(process.pid, "SIGKILL");
  },
});
const output = await travel(hub);
await hub.engine.stop();
process.stdout.write(JSON.stringify(output));

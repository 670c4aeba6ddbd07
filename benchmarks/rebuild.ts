/** `node benchmarks/rebuild.ts`: how fast read models are folded again from stored events. See benchmarks/README.md. */
import { fork } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readResources } from "../emulator/local-azure/resources.ts";
import { setUpCosmos } from "../emulator/local-azure/set-up.ts";
import { defineApp } from "../generated/app.ts";
import { handlers } from "../handlers/index.ts";
import { openDatabase } from "../platform/adapters/cosmos/client.ts";
import { cosmosStores } from "../platform/adapters/cosmos/stores.ts";
import { rebuild } from "../platform/read-models/rebuild.ts";
import { inLanes } from "./mixed/drive.ts";
import { idsOf } from "./mixed/load.ts";
import { eventsOf } from "./rebuild/events.ts";
import { usageOf, usedBetween } from "./support/processes.ts";

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "100000" },
    streams: { type: "string", default: "1000" },
    only: { type: "string", multiple: true, default: ["accounts"] },
    json: { type: "boolean", default: false },
  },
});
const streams = Number(values.streams);
const perStream = Math.floor(Number(values.events) / streams);
const root = fileURLToPath(new URL("..", import.meta.url));
const dataDir = mkdtempSync(join(tmpdir(), "eventwright-bench-"));
const key = randomBytes(64).toString("base64");
const options = { port: 0, dataDir, key, partitionRanges: 2 };
const child = fork(join(root, "emulator/cosmos/main.ts"), [JSON.stringify(options)], {
  stdio: ["ignore", "inherit", "inherit", "ipc"],
});
try {
  const [{ url }] = (await once(child, "message")) as [{ url: string }];
  const resources = readResources(join(root, "generated", "resources.json"));
  await setUpCosmos(url, key, resources);
  const app = defineApp(handlers);
  const opened = await openDatabase({ endpoint: url, key, database: resources.database });
  const stores = cosmosStores(opened);
  const nextId = idsOf(7);
  const accounts = Array.from({ length: streams }, nextId);
  const filling = performance.now();
  await inLanes(accounts, 4, async (account) => {
    const events = eventsOf(app, account, perStream, nextId);
    for (let from = 0; from < events.length; from += 100) {
      await stores.events.append(`account/${account}`, events.slice(from, from + 100));
    }
  });
  const filled = (performance.now() - filling) / 1000;
  const before = usageOf(process.pid);
  const started = performance.now();
  const reports = await rebuild(app, stores, { only: values.only });
  const seconds = (performance.now() - started) / 1000;
  const used = usedBetween(before, usageOf(process.pid));
  const events = streams * perStream;
  const documents = reports.reduce((sum, report) => sum + report.written, 0);
  opened.close();
  const result = { events, documents, seconds, perSecond: events / seconds, filled, cpu: Object.fromEntries(used) };
  process.stdout.write(
    values.json
      ? `${JSON.stringify(result)}\n`
      : `${events} events, ${documents} documents of ${values.only.join(", ")}: ${seconds.toFixed(2)} s, ` +
          `${result.perSecond.toFixed(0)} events/s (storing them took ${filled.toFixed(1)} s)\n`,
  );
} finally {
  child.disconnect();
  await once(child, "exit");
  rmSync(dataDir, { recursive: true, force: true });
}

import { parseArgs } from "node:util";
import { type ChaosSetup, faultsOfChild } from "../chaos/chaos.ts";
import type { Log } from "../service.ts";
import { type EventGridOptions, startEventGrid } from "./server.ts";

/** Runs the local Event Grid as a child process: its options come as JSON in `EVENTWRIGHT_OPTIONS`, or as one argument; `{ready, url}` goes to the parent. */
async function main(): Promise<void> {
  const { positionals } = parseArgs({ allowPositionals: true });
  const options = JSON.parse(process.env["EVENTWRIGHT_OPTIONS"] ?? positionals[0] ?? "") as EventGridOptions & {
    readonly chaos?: ChaosSetup;
  };
  const service = await startEventGrid({
    ...options,
    faults: faultsOfChild(options.chaos)?.of("eventgrid"),
    log: lineLog,
  });
  const stop = () => void service.stop().then(() => process.exit(0));
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  process.once("disconnect", stop);
  process.send?.({ ready: true, url: service.url });
}

const lineLog: Log = (level, message, fields = {}) => {
  if (level === "debug") return;
  const pairs = Object.entries(fields).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  console.log([level, message, ...pairs].join(" "));
};

await main();

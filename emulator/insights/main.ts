import type { Log } from "../service.ts";
import { type InsightsOptions, startInsights } from "./server.ts";

/** Runs the local Application Insights as a child process: its options come as JSON in `EVENTWRIGHT_OPTIONS`; `{ready, url}` goes to the parent. */
async function main(): Promise<void> {
  const options = JSON.parse(process.env["EVENTWRIGHT_OPTIONS"] ?? "") as InsightsOptions;
  const service = await startInsights({ ...options, log: lineLog });
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

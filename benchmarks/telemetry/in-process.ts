/**
 * A child process that plays the app over stores in memory, so that nothing but the app's own work is measured:
 * `node in-process.ts <commands>`, telemetry by the environment. Prints a line of JSON.
 */
import { randomUUID } from "node:crypto";
import { defineApp } from "../../generated/app.ts";
import { handlers } from "../../handlers/index.ts";
import { openTelemetry } from "../../platform/adapters/opentelemetry/open.ts";
import { telemetrySettings } from "../../platform/app/telemetry-settings.ts";
import { inMemoryApp } from "../../platform/testing/in-memory-app.ts";

const commands = Number(process.argv[2]);
const batch = 25;
const settings = telemetrySettings(process.env, "credits");
const opened = settings && openTelemetry(settings, "1.0.0", process.env, ({ message }) => console.error(message));
const app = inMemoryApp(defineApp(handlers), opened && { telemetry: opened.telemetry });

async function run(name: string, payload: object): Promise<void> {
  const { status } = await app.request("POST", `/api/commands/${name}`, { body: payload });
  if (status !== 202) throw new Error(`${name} was answered ${status}.`);
}

const accounts = Array.from({ length: 50 }, () => randomUUID());
for (const accountId of accounts) await run("open-account", { accountId, owner: "anna", currency: "EUR" });
await app.pump();

/** Loads credits onto all accounts in turn; the change feeds bring them in batches. */
async function load(count: number): Promise<void> {
  for (let done = 0; done < count; done += batch) {
    for (let at = 0; at < batch; at++) {
      const accountId = accounts[(done + at) % accounts.length];
      await run("load-credits", { accountId, amount: 60_000, currency: "EUR", loadId: randomUUID() });
    }
    await app.pump();
  }
}

await load(Math.ceil(commands / 4));
await opened?.flush(60_000);
const cpu = process.cpuUsage();
const began = performance.now();
await load(commands);
await opened?.flush(60_000);
const elapsed = performance.now() - began;
const { user, system } = process.cpuUsage(cpu);
const memory = process.resourceUsage().maxRSS / 1024;
console.log(JSON.stringify({ rate: (commands / elapsed) * 1000, cpu: (user + system) / 1000 / commands, memory }));
process.exit(0);

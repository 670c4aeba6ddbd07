/** `npm run dashboard`, and the process that `npm start` runs next to the platform. */
import { CommanderError } from "commander";
import { type Dashboard, type DashboardOptions, startDashboard } from "./dashboard.ts";
import { parseDashboardOptions } from "./options.ts";

/** As a child process its options come as JSON in the environment, where other users do not see the key in them. */
const given = process.env["EVENTWRIGHT_OPTIONS"];
const isChild = process.send !== undefined && given !== undefined;

function options(): DashboardOptions {
  if (isChild) return JSON.parse(given) as DashboardOptions;
  try {
    return parseDashboardOptions(process.argv.slice(2));
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
    return fail(error);
  }
}

function fail(error: unknown): never {
  process.stderr.write(`${wordsOf(error)}\n`);
  process.exit(2);
}

function wordsOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "EADDRINUSE") return `The port of the dashboard is in use (${message}). Choose another one with --port.`;
  return message;
}

let running: Dashboard | undefined;
for (const signal of ["SIGINT", "SIGTERM", "disconnect"] as const) {
  process.once(signal, async () => {
    await running?.stop();
    process.exit(0);
  });
}
// It listens before the app does, so that no telemetry is lost; where the app is comes later.
process.on("message", (message: { readonly api?: string }) => {
  if (message.api !== undefined) running?.pointAt(message.api);
});

try {
  running = await startDashboard({
    ...options(),
    log: (level, message) => process.stderr.write(`[${level}] ${message}\n`),
  });
} catch (error) {
  fail(error);
}
if (isChild) process.send?.({ ready: true, url: running.url });
else process.stdout.write(`Dashboard  ${running.url}\nStop with Ctrl+C.\n`);

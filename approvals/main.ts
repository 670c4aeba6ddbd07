/** `npm run approvals`, and the process that `npm start` runs next to the platform. */
import { CommanderError } from "commander";
import { type Approvals, type ApprovalsOptions, startApprovals } from "./approvals.ts";
import { parseApprovalsOptions } from "./options.ts";

/** As a child process its options come as JSON in the environment, where other users do not see the key in them. */
const given = process.env["EVENTWRIGHT_OPTIONS"];
const isChild = process.send !== undefined && given !== undefined;

function options(): ApprovalsOptions {
  if (isChild) return JSON.parse(given) as ApprovalsOptions;
  try {
    return parseApprovalsOptions(process.argv.slice(2), process.env);
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
  if (code === "EADDRINUSE") return `The port of the approvals application is in use (${message}). Choose another one.`;
  return message;
}

let running: Approvals | undefined;
for (const signal of ["SIGINT", "SIGTERM", "disconnect"] as const) {
  process.once(signal, async () => {
    await running?.stop();
    process.exit(0);
  });
}

try {
  running = await startApprovals({
    ...options(),
    log: (level, message) => process.stderr.write(`[${level}] ${message}\n`),
  });
} catch (error) {
  fail(error);
}
if (isChild) process.send?.({ ready: true, url: running.url });
else process.stdout.write(`Approvals  ${running.url}\nStop with Ctrl+C; what is decided stays decided.\n`);

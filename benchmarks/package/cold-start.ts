import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startFunctionsHost } from "../../emulator/functions/host.ts";
import { JsonClient } from "../support/http.ts";
import type { Variant } from "./variants.ts";

/** Requests that a worker may be asked first. */
export const firstRequests = ["health", "query", "command"] as const;
/** One of them. */
export type FirstRequest = (typeof firstRequests)[number];

const functions: Readonly<Record<FirstRequest, string>> = {
  health: "health",
  query: "queryGetAccount",
  command: "commandOpenAccount",
};
const expected: Readonly<Record<FirstRequest, number>> = { health: 200, query: 404, command: 202 };

/**
 * Milliseconds from the start of a worker's process to its first answer. The host that starts it has been loaded before, so that the
 * worker alone is measured.
 *
 * @param settings of a system that runs, whose stores the worker uses
 */
export async function firstAnswer(
  { appDir, env }: Variant,
  request: FirstRequest,
  settings: Readonly<Record<string, string>>,
): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), "eventwright-cold-"));
  const hostId = `cold-${randomUUID()}`;
  const began = performance.now();
  const only = [functions[request]];
  const host = await startFunctionsHost({ appDir, port: 0, settings: { ...settings, ...env }, hostId, only, dataDir });
  const client = new JsonClient(host.url);
  const accountId = randomUUID();
  try {
    const { status } = await (request === "command"
      ? client.send("POST", "/api/commands/open-account", { accountId, owner: "anna", currency: "EUR" })
      : client.send("GET", request === "health" ? "/api/health" : `/api/accounts/${accountId}`));
    const answered = performance.now();
    if (status !== expected[request]) throw new Error(`The first ${request} was answered ${status}.`);
    return answered - began;
  } finally {
    client.close();
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startFunctionsHost } from "../../emulator/functions/host.ts";
import { JsonClient } from "../support/http.ts";
import type { System } from "../support/system.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** How long a worker took to be of use, ms from the start of its process. */
export interface ColdStart {
  /** To the answer to the first command, which was accepted. */
  readonly first: number;
  /** Of that, from the request to its answer: what loading on first use costs. */
  readonly request: number;
}

/**
 * Starts a worker beside a system that runs, over the same stores, and sends it its first command. The host that starts it has
 * been loaded before, so that the worker alone is measured.
 */
export async function coldStart(system: System, settings: Readonly<Record<string, string>>): Promise<ColdStart> {
  const shared = JSON.parse(readFileSync(join(system.dataDir, "settings.json"), "utf8")) as Record<string, string>;
  const dataDir = mkdtempSync(join(tmpdir(), "eventwright-cold-"));
  const began = performance.now();
  const host = await startFunctionsHost({
    appDir: root,
    port: 0,
    settings: { ...shared, ...settings },
    hostId: `cold-${randomUUID()}`,
    only: ["commandOpenAccount"],
    dataDir,
  });
  const client = new JsonClient(host.url);
  try {
    const asked = performance.now();
    const payload = { accountId: randomUUID(), owner: "anna", currency: "EUR" };
    const { status, body } = await client.send("POST", "/api/commands/open-account", payload);
    const answered = performance.now();
    if (status !== 202) throw new Error(`The first command was answered ${status}: ${JSON.stringify(body)}`);
    return { first: answered - began, request: answered - asked };
  } finally {
    client.close();
    await host.stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

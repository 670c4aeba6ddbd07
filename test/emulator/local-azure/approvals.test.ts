import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { startApprovals } from "../../../emulator/local-azure/approvals.ts";
import type { LocalAzure } from "../../../emulator/local-azure/local-azure.ts";
import { parseStartOptions } from "../../../emulator/local-azure/options.ts";

describe("the approvals application next to npm start", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "eventwright-start-"));
  after(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  // Nobody listens there; the application starts all the same and keeps asking.
  const main = new URL("../../../approvals/main.ts", import.meta.url);
  const nowhere = "http://127.0.0.1:9";
  const azure = {
    ...{ api: nowhere, eventgrid: nowhere, topic: "credits-events" },
    clientAccess: () => undefined,
  } as unknown as LocalAzure;

  it("has its usual port with the usual API, and else a free one, so that two systems do not collide", () => {
    const portOf = (...args: readonly string[]) => parseStartOptions(["node", "start.ts", ...args]).approvalsPort;
    assert.equal(portOf(), 7072);
    assert.equal(portOf("--port", "7071"), 7072);
    assert.equal(portOf("--port", "0"), 0);
    assert.equal(portOf("--port", "7171"), 0);
    assert.equal(portOf("--port", "0", "--approvals-port", "7500"), 7500);
  });

  it("serves while the platform is away, and stops when it is told to", async () => {
    const running = await startApprovals(azure, { main, dataDir, fresh: true, port: 0, log: () => {} });
    assert.ok(running);
    const health = await (await fetch(`${running.url}/health`)).json();
    assert.equal((health as { status: string }).status, "ok");
    await running.stop();
    await assert.rejects(fetch(`${running.url}/health`));
  });

  it("is a warning, not a failure, where it cannot start", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const lines: string[] = [];
    const log = (level: string, message: string) => void (level === "warn" && lines.push(message));
    const running = await startApprovals(azure, { main, dataDir, fresh: false, port, log });
    other.close();
    assert.equal(running, undefined);
    assert.match(lines.join("\n"), /port of the approvals application is in use.*npm run approvals/s);
  });
});

import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { startDashboard } from "../../../emulator/local-azure/dashboard.ts";
import { parseStartOptions } from "../../../emulator/local-azure/options.ts";

describe("the dashboard next to npm start", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "eventwright-start-"));
  after(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 }));
  const main = new URL("../../../dashboard/main.ts", import.meta.url);

  it("has its usual port with the usual API, and else a free one", () => {
    const options = (...args: readonly string[]) => parseStartOptions(["node", "start.ts", ...args]);
    assert.equal(options().dashboardPort, 7073);
    assert.equal(options("--port", "0").dashboardPort, 0);
    assert.equal(options("--port", "0", "--dashboard-port", "7500").dashboardPort, 7500);
    assert.deepEqual([options().dashboard, options("--no-dashboard").dashboard], [true, false]);
  });

  it("takes telemetry before it knows where the app is, unless the environment says where that goes", async () => {
    const running = await startDashboard({ main, dataDir, fresh: true, port: 0, log: () => {} });
    assert.ok(running);
    try {
      const settings = running.settings({});
      assert.equal(settings["OTEL_EXPORTER_OTLP_ENDPOINT"], running.url);
      for (const name of ["APPLICATIONINSIGHTS_CONNECTION_STRING", "OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_SDK_DISABLED"])
        assert.deepEqual(running.settings({ [name]: "set" }), {}, name);
      const sent = await fetch(`${running.url}/v1/logs`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      });
      assert.equal(sent.status, 200);
      const api = async () => ((await (await fetch(`${running.url}/dashboard/config`)).json()) as { api?: string }).api;
      assert.equal(await api(), undefined);
      running.pointAt("http://127.0.0.1:9");
      // The word goes through a channel between processes.
      while ((await api()) === undefined) await new Promise((resolve) => setImmediate(resolve));
      assert.equal(await api(), "http://127.0.0.1:9");
    } finally {
      await running.stop();
    }
    await assert.rejects(fetch(`${running.url}/dashboard/health`));
  });

  it("is a warning, not a failure, where it cannot start", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const lines: string[] = [];
    const log = (level: string, message: string) => void (level === "warn" && lines.push(message));
    const running = await startDashboard({ main, dataDir, fresh: false, port, log });
    other.close();
    assert.equal(running, undefined);
    assert.match(lines.join("\n"), /port of the dashboard is in use.*npm run dashboard/s);
  });
});

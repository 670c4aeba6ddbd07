import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Dashboard, type DashboardOptions, startDashboard } from "../../../dashboard/dashboard.ts";

/** A dashboard on a free port over a folder of its own, which goes with it. */
export async function openDashboard(options: Partial<DashboardOptions> = {}): Promise<Dashboard> {
  const dataDir = mkdtempSync(join(tmpdir(), "eventwright-dashboard-"));
  const running = await startDashboard({ dataDir, port: 0, ...options });
  return {
    ...running,
    async stop() {
      await running.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

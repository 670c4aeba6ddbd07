import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Approvals, type ApprovalsOptions, startApprovals } from "../../../approvals/approvals.ts";
import { type FakePlatform, startFakePlatform } from "./fake-platform.ts";

/** The application over a folder of its own, next to a platform in memory. */
export interface TestDesk extends AsyncDisposable {
  readonly platform: FakePlatform;
  readonly approvals: Approvals;
  /** Stops the application and starts it again over the same folder; at another port, unless told which. */
  restart(port?: number): Promise<Approvals>;
}

/** Starts both. */
export async function startDesk(options: Partial<ApprovalsOptions> = {}): Promise<TestDesk> {
  const dataDir = mkdtempSync(join(tmpdir(), "eventwright-approvals-"));
  const platform = await startFakePlatform();
  const start = (port: number) => startApprovals({ api: platform.url, dataDir, port, ...options });
  let approvals = await start(0);
  return {
    platform,
    get approvals() {
      return approvals;
    },
    async restart(port = 0) {
      await approvals.stop();
      approvals = await start(port);
      return approvals;
    },
    async [Symbol.asyncDispose]() {
      await approvals.stop();
      await platform.close();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

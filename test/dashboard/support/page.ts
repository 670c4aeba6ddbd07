import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { type Dashboard, startDashboard } from "../../../dashboard/dashboard.ts";
import { openBrowser } from "../../approvals/support/browser.ts";

/** A dashboard over an app, and a browser to look at it. */
export interface Looking {
  readonly dashboard: Dashboard;
  /** Opens a page of the dashboard; what it complains about stands in `faults`. */
  open(path: string, options?: BrowserContextOptions): Promise<Page & { readonly faults: string[] }>;
  stop(): Promise<void>;
}

export const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: "en-GB" };
export const phone: BrowserContextOptions = {
  viewport: { width: 360, height: 740 },
  locale: "en-GB",
  hasTouch: true,
  colorScheme: "dark",
};

/** Starts both over the app at an address. */
export async function look(api: string): Promise<Looking> {
  const dataDir = mkdtempSync(join(tmpdir(), "eventwright-dashboard-"));
  const dashboard = await startDashboard({ api, key: "admin-key", dataDir, port: 0 });
  const browser: Browser = await openBrowser();
  return {
    dashboard,
    async open(path, options = desktop) {
      const context = await browser.newContext(options);
      await context.grantPermissions(["clipboard-read", "clipboard-write"]);
      const page = await context.newPage();
      page.setDefaultTimeout(60_000);
      const faults: string[] = [];
      page.on("pageerror", (error) => faults.push(error.message));
      // Whoever asks for what is not there yet, or no more, is told so in the console as well.
      page.on("console", (message) => {
        if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) faults.push(message.text());
      });
      await page.goto(dashboard.url + path);
      return Object.assign(page, { faults });
    },
    async stop() {
      await browser.close();
      await dashboard.stop();
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** How much wider a page is than its window, in pixels. */
export const surplus = (page: Page): Promise<number> =>
  page.evaluate("document.documentElement.scrollWidth - innerWidth") as Promise<number>;

import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

const places = [process.env["CHROMIUM_PATH"], "/usr/bin/chromium", "/usr/bin/google-chrome"];

/** Where Chromium is on this machine, if it is. */
export const chromiumPath = places.find((path) => path !== undefined && existsSync(path));

/** Reason to skip a browser test; false when a browser is there. */
export const noBrowser: string | false =
  chromiumPath === undefined && "No Chromium found: install it, or set CHROMIUM_PATH to its program.";

/** Starts a browser that keeps to this machine. */
export function openBrowser(): Promise<Browser> {
  const quiet = ["background-networking", "component-update", "sync", "quic"].map((what) => `--disable-${what}`);
  return chromium.launch({
    executablePath: chromiumPath as string,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", ...quiet],
  });
}

/** Takes a picture for people to look at, into the folder that SCREENSHOTS names; without one there is none. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env["SCREENSHOTS"];
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
}

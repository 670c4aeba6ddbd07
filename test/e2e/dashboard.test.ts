import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { TracesAnswer } from "../../dashboard/shapes.ts";
import { noBrowser, openBrowser, screenshot } from "../approvals/support/browser.ts";
import { eventually, get, run } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

const desktop: BrowserContextOptions = {
  viewport: { width: 1280, height: 860 },
  locale: "en-GB",
  colorScheme: "light",
};
/** Texts that stand out too little; evaluated in a page. */
const contrastFaults = readFileSync(new URL("./support/contrast.js", import.meta.url), "utf8");
const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, locale: "en-GB" };

describe("the dashboard in a browser", { skip: noBrowser }, () => {
  const folder = temporaryFolder();
  const [anna, mia] = [randomUUID(), randomUUID()];
  let system: System;
  let browser: Browser;
  let correlation: string;
  before(async () => {
    [system, browser] = await Promise.all([
      startSystem(folder.path, 0, {}, ["--no-approvals", "--dashboard-port", "0"]),
      openBrowser(),
    ]);
    const { api } = system;
    const currency = "EUR";
    await run(api, "open-account", { accountId: anna, owner: "Anna Lindqvist", currency });
    await run(api, "open-account", { accountId: mia, owner: "Mia Lindqvist", currency });
    await run(api, "load-credits", { accountId: anna, amount: 50_000, currency, loadId: randomUUID() });
    const sides = { fromAccountId: anna, toAccountId: mia, currency };
    const transferId = randomUUID();
    await run(api, "transfer-credits", { transferId, ...sides, amount: 1_500, note: "Pocket money" });
    await run(api, "transfer-credits", { transferId: randomUUID(), ...sides, amount: 900_000 });
    const settled = async () => (await get(`${api}/api/transfers/${transferId}`)).body;
    assert.equal((await eventually(settled, ({ status }) => status === "settled")).status, "settled");
    const key = { "x-functions-key": keysOf(folder.path).functions.master };
    const sent = await get(`${api}/api/admin/messages?type=CreditsReserved`, key);
    correlation = sent.body.items[0].correlationid;
    // Telemetry leaves the app in its own time; the views that show it shall have it.
    const traces = async () =>
      (await get(`${system.dashboard}/dashboard/traces?text=${correlation}`)).body as TracesAnswer;
    assert.ok((await eventually(traces, ({ items }) => items.length > 0)).items.length > 0);
  });
  after(async () => {
    await browser?.close();
    await system?.stop();
    folder.remove();
  });

  /** A page of a new visitor; whatever it complains about fails the test. */
  async function visit(path: string, options = desktop): Promise<Page & { readonly faults: string[] }> {
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(60_000);
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto(system.dashboard + path);
    return Object.assign(page, { faults });
  }
  const done = async (page: Page & { readonly faults: string[] }) => {
    assert.deepEqual(page.faults, []);
    await page.context().close();
  };

  it("draws what is connected with what, and leads from a node to its messages", async () => {
    const page = await visit("/");
    await page.getByRole("heading", { level: 1, name: "Prepaid credits" }).waitFor();
    const node = page.getByRole("button", { name: /^account, stream/ });
    await page.getByRole("list", { name: "Figures" }).getByText("Dead letters").waitFor();
    await screenshot(page, "dashboard-overview");
    assert.equal(await node.getAttribute("aria-pressed"), "false");
    await node.focus();
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: /^account, stream/, pressed: true }).waitFor();
    const panel = page.getByRole("complementary", { name: "The chosen node" });
    await panel.getByRole("link", { name: "TransferCredits", exact: true }).waitFor();
    await screenshot(page, "dashboard-node");
    await page.keyboard.press("Escape");
    await panel.waitFor({ state: "detached" });
    await page.getByLabel("Every message").check();
    await page.getByRole("button", { name: /^CreditsReserved, event/ }).click();
    await panel.getByRole("link", { name: "CreditsReserved", exact: true }).click();
    await page.waitForURL(/\/messages\?type=CreditsReserved$/);
    await page
      .getByRole("row", { name: /CreditsReserved/ })
      .first()
      .waitFor();
    await done(page);
  });

  it("finds a refused command by its account from the keyboard, and says why it was refused", async () => {
    const page = await visit("/");
    await page.getByRole("heading", { level: 1, name: "Prepaid credits" }).waitFor();
    await page.keyboard.press("/");
    await page.keyboard.type(anna);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`/messages\\?text=${anna}$`));
    await page.getByLabel("Status").selectOption("rejected");
    await page.getByRole("row", { name: /TransferCredits.*rejected/ }).waitFor();
    await page.getByRole("heading", { level: 1 }).focus();
    await page.keyboard.press("j");
    const detail = page.getByRole("complementary", { name: "The chosen message" });
    await detail.getByText("insufficient-credits", { exact: true }).waitFor();
    await detail.getByText("900000").waitFor();
    await screenshot(page, "dashboard-messages");
    await detail.getByRole("tab", { name: "Payload" }).focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await detail.getByRole("tab", { name: "Envelope" }).getAttribute("aria-selected"), "true");
    await detail.getByText('"credits.TransferCredits.v1"').waitFor();
    await detail.getByRole("link", { name: "Its story" }).click();
    await page.getByRole("heading", { level: 1, name: "Story of TransferCredits" }).waitFor();
    // Whoever came by a link hears where it led.
    assert.equal(await page.evaluate("document.activeElement?.tagName"), "H1");
    await done(page);
  });

  it("tells a command's story from the click to the last notification, with what handled it and its spans", async () => {
    const page = await visit(`/stories/${correlation}`);
    await page.getByRole("heading", { level: 1, name: "Story of TransferCredits" }).waitFor();
    const entry = (name: string) =>
      page.getByRole("button", { name: new RegExp(`^(command|event|notification) ${name},`) });
    for (const name of [
      "TransferCredits",
      "CreditsReserved",
      "CreditTransfer",
      "CreditsReceived",
      "SettleTransfer",
      "TransferSettled",
    ])
      await entry(name).first().waitFor();
    await entry("TransferReceived").waitFor();
    assert.match((await entry("CreditsReserved").getAttribute("aria-label")) ?? "", /level 2.*project transfers took/);
    await page.getByRole("link", { name: "transfer", exact: true }).waitFor();
    await page.getByRole("button", { name: /POST \/api\/commands\/transfer-credits/ }).waitFor();
    await screenshot(page, "dashboard-story");
    await entry("CreditsReceived").click();
    const detail = page.getByRole("complementary", { name: "The chosen message" });
    await detail.getByRole("link", { name: new RegExp(`^account/${mia}`) }).waitFor();
    await screenshot(page, "dashboard-story-detail");
    await page.getByRole("button", { name: /^process TransferCredits/ }).click();
    const span = page.getByRole("complementary", { name: "The chosen span" });
    await span.getByText('"eventwright.outcome"').waitFor();
    await span
      .getByRole("link", { name: /^[0-9a-f]{32}$/ })
      .first()
      .click();
    await page.getByRole("heading", { level: 1, name: "Trace" }).waitFor();
    await page.getByText("POST /api/commands/transfer-credits").waitFor();
    await screenshot(page, "dashboard-trace");
    await done(page);
  });

  it("shows traces, log lines and metrics that the app has sent", async () => {
    const page = await visit("/traces");
    await page.getByRole("searchbox", { name: /^Name of a span/ }).fill("open-account");
    await page.getByRole("link", { name: "POST /api/commands/open-account" }).first().waitFor();
    await page.getByRole("heading", { level: 1 }).focus();
    await screenshot(page, "dashboard-traces");
    await page.keyboard.press("g");
    await page.keyboard.press("l");
    await page.getByRole("heading", { level: 1, name: "Logs" }).waitFor();
    await page.getByText("eventwright.process.ended").first().waitFor();
    await screenshot(page, "dashboard-logs");
    await page.keyboard.press("g");
    await page.keyboard.press("e");
    await page
      .getByRole("region", { name: "eventwright.commands.accepted" })
      .or(page.getByRole("heading", { name: "commands.accepted" }))
      .first()
      .waitFor();
    await screenshot(page, "dashboard-metrics");
    await done(page);
  });

  it("is for small screens and dark rooms, too, and everything can be read", async () => {
    const paths = ["/", "/messages", `/stories/${correlation}`, "/traces", "/logs", "/metrics"];
    const looks = { phone, dark: { ...desktop, colorScheme: "dark" }, light: desktop } as const;
    for (const [look, options] of Object.entries(looks)) {
      const page = await visit("/", options);
      for (const path of paths) {
        await page.goto(system.dashboard + path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        await page.getByText("Loading …").waitFor({ state: "hidden" });
        const wide = await page.evaluate("document.documentElement.scrollWidth > innerWidth");
        assert.ok(!wide, `${path} is wider than the screen (${look})`);
        assert.deepEqual(await page.evaluate(contrastFaults), [], `${path} (${look})`);
        const nameless = await page.getByRole("button", { name: /^$/ }).count();
        assert.equal(nameless, 0, `${path} has a button without a name`);
        await screenshot(page, `dashboard${path.split("/").slice(0, 2).join("-")}-${look}`);
      }
      await done(page);
    }
  });

  it("lets the keyboard come first to the content, then to the navigation, and says where it is", async () => {
    const page = await visit("/messages", phone);
    await page.getByRole("heading", { level: 1, name: "Messages" }).waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate("document.activeElement?.textContent"), "Skip to content");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate("document.activeElement?.id"), "main");
    const menu = page.getByRole("button", { name: "Navigation" });
    assert.equal(await menu.getAttribute("aria-expanded"), "false");
    await menu.click();
    const current = page.getByRole("navigation").getByRole("link", { name: "Messages" });
    assert.equal(await current.getAttribute("aria-current"), "page");
    await page.getByRole("navigation").getByRole("link", { name: "Traces" }).click();
    await page.getByRole("heading", { level: 1, name: "Traces" }).waitFor();
    assert.equal(await menu.getAttribute("aria-expanded"), "false");
    assert.equal(await page.title(), "Traces · Dashboard");
    await done(page);
  });
});

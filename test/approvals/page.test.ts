import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { noBrowser, openBrowser, screenshot } from "./support/browser.ts";
import { startDesk, type TestDesk } from "./support/desk.ts";
import { deliver } from "./support/reviewer.ts";

const hostile = '<img src=x onerror="document.title=1"><script>document.title=2</script>';
const desktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, locale: "en-GB" };
const phone: BrowserContextOptions = { viewport: { width: 390, height: 844 }, hasTouch: true, locale: "en-GB" };

describe("the page", { skip: noBrowser }, () => {
  let browser: Browser;
  let desk: TestDesk;
  before(async () => {
    browser = await openBrowser();
    desk = await startDesk();
  });
  after(async () => {
    await browser?.close();
    await desk?.[Symbol.asyncDispose]();
  });

  /** A page of somebody who has signed in; whatever it complains about fails the test. */
  async function open(name: string, options = desktop): Promise<Page & { readonly faults: string[] }> {
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(60_000);
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto(desk.approvals.url);
    await page.getByLabel("Your name").fill(name);
    await page.keyboard.press("Enter");
    await page.locator(".pulse.live").waitFor();
    return Object.assign(page, { faults });
  }

  const hold = async (amount: number, owner = "Anna Lindqvist", note?: string) => {
    const { platform, approvals } = desk;
    const from = platform.openAccount(owner, { balance: amount });
    const to = platform.openAccount("Mia Lindqvist", { guardian: owner });
    const { transfer, event } = platform.hold(from, to, amount, note === undefined ? {} : { note });
    await deliver(approvals.webhookUrl, event);
    return transfer;
  };
  const row = (page: Page, money: string) => page.locator(".row", { hasText: money });
  const statusOf = (id: string) => desk.platform.transfers.get(id)?.status;

  it("shows what arrives by itself, and decides by keyboard alone", async () => {
    const page = await open("Rita");
    await page.getByText("All clear").waitFor();
    const [one, two] = [await hold(150_000), await hold(275_050)];
    await row(page, "€1,500.00").waitFor();
    await row(page, "€2,750.50").waitFor();
    assert.match(await page.title(), /^\(2\)/);
    await page.locator(".row[aria-selected=true]", { hasText: "€1,500.00" }).waitFor();
    await page.locator(".parties").getByText("Mia Lindqvist").waitFor();
    await screenshot(page, "desktop-queue");

    await page.keyboard.press("j");
    await page.locator(".row[aria-selected=true]", { hasText: "€2,750.50" }).waitFor();
    await page.keyboard.press("r");
    await page.keyboard.press("Enter");
    await page.getByText("Say why").waitFor();
    await page.keyboard.type("Not plausible");
    await page.keyboard.press("Enter");
    await page.getByText("Rejected €2,750.50").waitFor();
    assert.equal(statusOf(two.transferId), "rejected");
    assert.equal(desk.platform.transfers.get(two.transferId)?.reviewReason, "Not plausible");

    await page.locator(".row[aria-selected=true]", { hasText: "€1,500.00" }).waitFor();
    await page.keyboard.press("a");
    await page.keyboard.press("Enter");
    await page.getByText("Approved €1,500.00").waitFor();
    assert.equal(statusOf(one.transferId), "approved");
    assert.equal(desk.platform.transfers.get(one.transferId)?.reviewer, "Rita");
    await page.getByText("All clear").waitFor();

    await page.keyboard.press("t");
    await row(page, "€1,500.00").waitFor();
    await page.keyboard.press("?");
    await page.getByRole("heading", { name: "Keys" }).waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("shows hostile names, notes and reviewers as the texts that they are", async () => {
    const page = await open(hostile.slice(0, 64));
    const transfer = await hold(123_456, hostile, hostile);
    await row(page, "€1,234.56").click();
    await page.locator(".note").getByText(hostile).waitFor();
    await page.locator(".card").getByText(hostile).first().waitFor();
    assert.equal(await page.locator("#app img:not([src='/assets/icon.svg']), #app script").count(), 0);
    await screenshot(page, "desktop-hostile");
    const event = desk.platform.decide(transfer, "rejected", { reviewer: hostile, reason: hostile });
    await deliver(desk.approvals.webhookUrl, event);
    await page.locator(".outcome").getByText(hostile).first().waitFor();
    assert.match(await page.title(), /Approvals$/);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("tells the second of two reviewers who was first, and closes what no longer can be decided", async () => {
    const [rita, carl] = [await open("Rita"), await open("Carl")];
    await hold(310_000);
    for (const page of [rita, carl]) await row(page, "€3,100.00").click();
    await carl.keyboard.press("r");
    await carl.getByRole("dialog").waitFor();
    await rita.keyboard.press("a");
    await rita.keyboard.press("Enter");
    await rita.getByText("Approved €3,100.00").waitFor();
    await carl.getByText("approved by Rita a moment before you").waitFor();
    assert.equal(await carl.getByRole("dialog").count(), 0);
    await screenshot(carl, "desktop-too-late");

    // At the same moment: neither page knows of the other's decision when it is sent.
    const transfer = await hold(320_000);
    for (const page of [rita, carl]) await row(page, "€3,200.00").click();
    const gate = Promise.withResolvers<void>();
    let arrived = 0;
    desk.platform.onPost = () => {
      if (++arrived === 2) gate.resolve();
      return gate.promise;
    };
    for (const page of [rita, carl]) {
      await page.keyboard.press("a");
      await page.keyboard.press("Enter");
    }
    const [winner, loser] = await Promise.race([
      rita
        .getByText("Approved €3,200.00")
        .waitFor()
        .then(() => ["Rita", carl] as const),
      carl
        .getByText("Approved €3,200.00")
        .waitFor()
        .then(() => ["Carl", rita] as const),
    ]);
    await loser.getByText(`€3,200.00 was approved by ${winner} a moment before you`).waitFor();
    assert.equal(desk.platform.transfers.get(transfer.transferId)?.reviewer, winner);
    desk.platform.onPost = async () => {};
    for (const page of [rita, carl]) await page.context().close();
  });

  it("keeps what was typed while the platform is away, and says so", async () => {
    const page = await open("Rita");
    const transfer = await hold(410_000);
    await row(page, "€4,100.00").click();
    await page.keyboard.press("r");
    await page.keyboard.type("Looks like fraud");
    desk.platform.status = 503;
    await page.keyboard.press("Enter");
    await page.getByText("may not have been taken").waitFor();
    await page.locator(".banner", { hasText: "The platform cannot be reached" }).waitFor();
    await screenshot(page, "desktop-away");
    assert.equal(await page.getByLabel("Reason").inputValue(), "Looks like fraud");
    desk.platform.status = undefined;
    await page.keyboard.press("Enter");
    await page.getByText("Rejected €4,100.00").waitFor();
    assert.equal(statusOf(transfer.transferId), "rejected");
    await desk.approvals.catchUp();
    await page.locator(".banner").waitFor({ state: "hidden" });
    await page.context().close();
  });

  it("comes back by itself when the application was away, still signed in", async () => {
    const page = await open("Rita");
    const { port } = new URL(desk.approvals.url);
    await desk.approvals.stop();
    await page.locator(".banner", { hasText: "connection to this application is broken" }).waitFor();
    await desk.restart(Number(port));
    const transfer = await hold(610_000);
    await row(page, "€6,100.00").waitFor();
    await page.locator(".banner").waitFor({ state: "hidden" });
    await row(page, "€6,100.00").click();
    await page.keyboard.press("a");
    await page.keyboard.press("Enter");
    await page.getByText("Approved €6,100.00").waitFor();
    assert.equal(statusOf(transfer.transferId), "approved");
    await page.context().close();
  });

  it("works on a phone: list, detail, and the phone's own way back", async () => {
    const page = await open("Rita on the train", { ...phone, colorScheme: "dark" });
    const transfer = await hold(510_000, "Anna Lindqvist", "For the new roof");
    await row(page, "€5,100.00").waitFor();
    await screenshot(page, "phone-queue");
    await row(page, "€5,100.00").tap();
    await page.getByText("For the new roof").waitFor();
    assert.equal(await page.locator(".queue").isVisible(), false);
    const wide = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
    assert.equal(wide, 0);
    await screenshot(page, "phone-detail");
    await page.goBack();
    await page.locator(".queue").waitFor();
    await row(page, "€5,100.00").tap();
    await page.getByRole("button", { name: "Approve" }).tap();
    await page.getByRole("dialog").getByRole("button", { name: "Approve" }).tap();
    await page.getByText("Approved €5,100.00").waitFor();
    assert.equal(statusOf(transfer.transferId), "approved");
    await page.locator(".queue").waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
});

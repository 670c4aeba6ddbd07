import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { noBrowser, openBrowser, screenshot } from "../approvals/support/browser.ts";
import { eventually, get, run } from "./support/http.ts";
import { type System, startSystem, temporaryFolder } from "./support/system.ts";

describe("a large transfer waits for a person", { skip: noBrowser }, () => {
  const folder = temporaryFolder();
  let system: System;
  let browser: Browser;
  before(async () => {
    [system, browser] = await Promise.all([startSystem(folder.path), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await system?.stop();
    folder.remove();
  });

  it("who approves or rejects it in the approvals application", async () => {
    const { api } = system;
    const [anna, mia] = [randomUUID(), randomUUID()];
    const currency = "EUR";
    const command = async (name: string, payload: object) => {
      const { body } = await run(api, name, payload);
      assert.equal(body.status, "succeeded", JSON.stringify(body));
    };
    const transfer = async (amount: number, note: string) => {
      const transferId = randomUUID();
      const sides = { fromAccountId: anna, toAccountId: mia };
      await command("transfer-credits", { transferId, ...sides, amount, currency, note });
      return transferId;
    };
    const transferIs = async (transferId: string, wanted: string) => {
      const read = async () => (await get(`${api}/api/transfers/${transferId}`)).body;
      const found = await eventually(read, ({ status }) => status === wanted);
      assert.equal(found.status, wanted);
      return found;
    };
    const balances = async () => {
      const read = async (id: string) => (await get(`${api}/api/accounts/${id}`)).body;
      const [sender, receiver] = await Promise.all([read(anna), read(mia)]);
      return { anna: sender.balance, held: sender.held, mia: receiver.balance };
    };

    await command("open-account", { accountId: anna, owner: "Anna Lindqvist", currency });
    await command("open-account", { accountId: mia, owner: "Mia Lindqvist", currency, guardian: "Anna Lindqvist" });
    await command("load-credits", { accountId: anna, amount: 500_000, currency, loadId: randomUUID() });
    await transferIs(await transfer(5_000, "Pocket money"), "settled");

    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: "en-GB" });
    page.setDefaultTimeout(60_000);
    await page.goto(system.approvals);
    await page.getByLabel("Your name").fill("Rita Reviewer");
    await page.keyboard.press("Enter");
    await page.getByText("All clear").waitFor();

    // It arrives while the page is open; nobody loads anything anew.
    const bicycle = await transfer(150_000, "For the new bicycle");
    await page.locator(".row[aria-selected=true]", { hasText: "€1,500.00" }).waitFor();
    await page.getByText("For the new bicycle").waitFor();
    await page.locator(".earlier").getByText("€50.00").waitFor();
    await transferIs(bicycle, "held");
    await screenshot(page, "e2e-held");
    assert.deepEqual(await balances(), { anna: 345_000, held: 150_000, mia: 5_000 });

    await page.keyboard.press("a");
    await page.keyboard.press("Enter");
    await page.getByText("Approved €1,500.00").waitFor();
    const settled = await transferIs(bicycle, "settled");
    assert.equal(settled.reviewer, "Rita Reviewer");
    assert.deepEqual(await balances(), { anna: 345_000, held: 0, mia: 155_000 });

    const scooter = await transfer(200_000, "For a scooter");
    await page.locator(".row[aria-selected=true]", { hasText: "€2,000.00" }).waitFor();
    await page.keyboard.press("r");
    await page.keyboard.type("Too young for a scooter");
    await page.keyboard.press("Enter");
    await page.getByText("Rejected €2,000.00").waitFor();
    const returned = await transferIs(scooter, "returned");
    assert.deepEqual([returned.reason, returned.reviewReason], ["review-rejected", "Too young for a scooter"]);
    assert.deepEqual(await balances(), { anna: 345_000, held: 0, mia: 155_000 });

    await page.keyboard.press("t");
    await page.locator(".row", { hasText: "€2,000.00" }).click();
    await page.getByText("The credits are back with the sender.").waitFor();
    await screenshot(page, "e2e-rejected");
    await page.locator(".row", { hasText: "€1,500.00" }).click();
    await page.getByText("The credits have arrived.").waitFor();
  });
});

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import type { Browser } from "playwright-core";
import { noBrowser, openBrowser, screenshot } from "../approvals/support/browser.ts";
import { eventually, get, post, run } from "./support/http.ts";
import { copyProject } from "./support/project-copy.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

/** What stands in the decider, and what breaks it for one account. */
const good = "TransferCredits({ data }, account) {\n";
const bad = (accountId: string) =>
  `${good}    if (data.fromAccountId === "${accountId}") throw new TypeError("The rate of the account is missing.");\n`;

describe("a failed command, found and repaired in the dashboard", { skip: noBrowser }, () => {
  const folder = temporaryFolder();
  const data = temporaryFolder();
  const [from, to] = [randomUUID(), randomUUID()];
  let system: System;
  let browser: Browser;
  let project: ReturnType<typeof copyProject>;
  before(async () => {
    project = copyProject(folder.path);
    project.replace("handlers/account/decide/transfers.ts", [good, bad(from)]);
    system = await startSystem(data.path, 0, {}, ["--dashboard-port", "0", "--no-approvals"], folder.path);
    browser = await openBrowser();
  });
  after(async () => {
    await browser?.close();
    await system?.stop();
    data.remove();
    folder.remove();
  });

  it("is found by its account in two clicks, tells why, and passes once its handler was repaired", async () => {
    const open = { currency: "EUR" };
    assert.equal(
      (await run(system.api, "open-account", { ...open, accountId: from, owner: "Anna" })).body.status,
      "succeeded",
    );
    assert.equal(
      (await run(system.api, "open-account", { ...open, accountId: to, owner: "Mia" })).body.status,
      "succeeded",
    );
    const load = () => ({ loadId: randomUUID(), accountId: from, amount: 100_000, currency: "EUR" });
    assert.equal((await run(system.api, "load-credits", load())).body.status, "succeeded");
    const transfer = { transferId: randomUUID(), fromAccountId: from, toAccountId: to, amount: 700, currency: "EUR" };
    const failed = await run(system.api, "transfer-credits", transfer);
    assert.equal(failed.body.status, "failed", JSON.stringify(failed.body));
    // It waits behind the failed one.
    assert.equal((await post(system.api, "load-credits", load())).status, 202);
    const letter = `${system.api}/api/admin/dead-letters/${failed.body.deadLetter}`;
    const key = { "x-functions-key": keysOf(data.path).functions.master };
    const waiting = await eventually(
      () => get(letter, key),
      ({ body }) => body.waiting.length === 1,
    );
    assert.equal(waiting.body.waiting.length, 1);

    const context = await browser.newContext({ viewport: { width: 1360, height: 860 }, locale: "en-GB" });
    const page = await context.newPage();
    page.setDefaultTimeout(60_000);
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    let clicks = 0;
    const click = async (name: string, role: "link" | "button" = "link") => {
      clicks++;
      await page.getByRole(role, { name, exact: true }).first().click();
    };
    await page.goto(system.dashboard);
    await page.getByRole("navigation", { name: "Views" }).waitFor();
    await page.getByText("Loading …").waitFor({ state: "hidden" });
    await screenshot(page, "repair-1-start");
    await click("Dead letters");
    // The field takes the focus with the click that people would make; it is not needed to type.
    await page.getByLabel("Find").focus();
    await page.keyboard.type(from);
    await page.getByText("1 letter", { exact: true }).waitFor();
    await screenshot(page, "repair-2-found");
    await click("TransferCredits");
    await page.getByText("The rate of the account is missing.").first().waitFor();
    assert.ok(clicks < 3, `${clicks} clicks`);
    await page.getByText("1 message, handled after it").waitFor();
    await screenshot(page, "repair-3-why");

    await click("Dry run", "button");
    await page.getByText("It would fail again.").waitFor();
    await page.getByRole("link", { name: `account/${from}` }).click();
    await page.getByText("The stream is parked.").waitFor();
    await page.getByText("2 of 2").waitFor();
    await page.goBack();
    await page.getByRole("button", { name: "Dry run" }).waitFor();

    // What a deployment does: other code, and the app's process starts again.
    project.replace("handlers/account/decide/transfers.ts", [bad(from), good]);
    const order = { method: "POST", headers: key, body: JSON.stringify({ kill: "app" }) };
    assert.equal((await fetch(`${system.api}/admin/faults`, order)).status, 200);
    await eventually(
      () => get(`${system.api}/api/health`),
      ({ status }) => status === 200,
    );
    await click("Dry run", "button");
    await page.getByText("It would pass.").waitFor();
    await screenshot(page, "repair-4-dry-run");
    await click("Redrive", "button");
    await page.getByText("1 message that waited behind it is handled, too.").waitFor();
    await page.getByRole("status").getByText("succeeded").waitFor();
    await screenshot(page, "repair-5-redriven");
    await click("Its stream");
    // Reserved, loaded, and as far as the process has got by now.
    await page.getByText("CreditsReserved").first().waitFor();
    await page.getByText(/^[45] of [45]$/).waitFor();
    assert.equal(await page.getByText("The stream is parked.").count(), 0);
    await screenshot(page, "repair-6-stream");
    const status = await get(`${system.api}/api/commands/${failed.body.commandId}`);
    assert.equal(status.body.status, "succeeded");
    await eventually(
      () => get(`${system.api}/api/accounts/${to}`),
      ({ body }) => body.balance === 700,
    );
    const left = await get(`${system.api}/api/admin/dead-letters`, key);
    assert.deepEqual(left.body.items, []);
    await click("Dead letters");
    await page.getByText("There are no dead letters.").waitFor();
    assert.deepEqual(faults, []);
  });
});

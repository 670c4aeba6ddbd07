import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { noBrowser, screenshot } from "../../approvals/support/browser.ts";
import { type Looking, look, phone, surplus } from "../support/page.ts";
import { type ServedApp, serveApp } from "../support/served-app.ts";

describe("sending commands from the dashboard", { skip: noBrowser }, () => {
  let served: ServedApp;
  let looking: Looking;
  before(async () => {
    served = await serveApp();
    looking = await look(served.url);
  });
  after(async () => {
    await looking?.stop();
    await served?.stop();
  });

  it("fills a form from an example, says what is wrong at its field, sends, and follows to the outcome", async () => {
    const accountId = await served.open("Anna Lindqvist");
    const page = await looking.open("/send");
    await page.getByText("Private ones").waitFor();
    await page.getByRole("link", { name: "LoadCredits" }).click();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("accountId is missing").waitFor();
    assert.equal(await page.locator(":focus").getAttribute("aria-invalid"), "true");
    await page.getByRole("button", { name: "with new ids" }).first().click();
    await page.getByRole("textbox", { name: "accountId" }).fill(accountId);
    await page.getByLabel("amount").fill("0");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("amount must be at least 1").waitFor();
    await page.getByLabel("amount").fill("2500");
    await screenshot(page, "send-form");
    await page.getByRole("button", { name: "Send" }).click();
    const outcome = page.getByRole("region", { name: "What became of it" });
    await outcome.getByText("succeeded").waitFor();
    await outcome.getByText(`version 2 of account/${accountId}`).waitFor();
    await screenshot(page, "send-outcome");
    // The same once more is the same command: the server says so.
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("duplicate-command").waitFor();
    await page.getByRole("button", { name: "New key" }).click();
    await page.getByRole("button", { name: "Send" }).click();
    await outcome.getByText("succeeded").waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("shows the server's faults at their fields", async () => {
    const accountId = await served.open("Anna Lindqvist");
    const page = await looking.open("/send/TransferCredits");
    await page.getByRole("button", { name: "As JSON" }).click();
    const payload = {
      transferId: randomUUID(),
      fromAccountId: accountId,
      toAccountId: randomUUID(),
      amount: 5,
      currency: "EUR",
    };
    const editor = page.getByLabel("Payload as JSON");
    await editor.fill('{"a": }');
    await page.getByRole("button", { name: /Line 1: .*no JSON value/ }).waitFor();
    await page.getByText("Once the payload is JSON, it stands here as code.").waitFor();
    await editor.fill(JSON.stringify(payload));
    await page.getByText("It fits its schema.").waitFor();
    served.intercept = (method, path) => {
      if (method !== "POST" || !path.endsWith("/transfer-credits")) return undefined;
      const errors = [{ pointer: "/currency", message: "must be one that we know" }];
      return {
        status: 400,
        body: { status: 400, code: "invalid-payload", title: "The payload is not valid.", errors },
      };
    };
    await page.getByRole("button", { name: "As a form" }).click();
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("! currency must be one that we know").waitFor();
    assert.equal(await page.getByLabel("currency").getAttribute("aria-invalid"), "true");
    assert.equal(await page.locator(":focus").inputValue(), "EUR");
    await screenshot(page, "send-fault");
    served.intercept = () => undefined;
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByRole("region", { name: "What became of it" }).getByText("rejected").waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("shows why a command was refused, after a fault was mended", async () => {
    const accountId = await served.open("Anna Lindqvist");
    const page = await looking.open("/send/TransferCredits");
    const fill = (name: string, value: string) => page.getByRole("textbox", { name, exact: true }).fill(value);
    await fill("transferId", randomUUID());
    await fill("fromAccountId", accountId);
    await fill("toAccountId", randomUUID());
    await fill("amount", "five");
    await fill("currency", "EUR");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText("amount must be integer").waitFor();
    await fill("amount", "5");
    await page.getByRole("button", { name: "Send" }).click();
    const outcome = page.getByRole("region", { name: "What became of it" });
    await outcome.getByText("insufficient-credits").waitFor();
    await outcome.getByText("rejected").waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("copies the command as curl, as client code and as fetch", async () => {
    const page = await looking.open("/send/CloseAccount");
    await page.getByRole("button", { name: "Fill in" }).first().click();
    const copied = () => page.evaluate("navigator.clipboard.readText()") as Promise<string>;
    for (const [tab, words] of [
      ["curl", /^curl -i 'http:\/\/127\.0\.0\.1:\d+\/api\/commands\/close-account'/],
      ["TypeScript client", /await client\.closeAccount\(\{\n {2}accountId: "/],
      ["fetch", /^const response = await fetch\("http/],
    ] as const) {
      await page.getByRole("tab", { name: tab }).click();
      await page.getByRole("button", { name: `Copy as ${tab}` }).click();
      await page.getByText(`Copied: as ${tab}.`).waitFor();
      assert.match(await copied(), words);
      assert.ok(!(await copied()).includes("admin-key"));
    }
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("says that private commands cannot be sent, and fits a phone", async () => {
    const page = await looking.open("/send/HoldTransfer", phone);
    await page.getByText("Clients cannot send HoldTransfer.").waitFor();
    await page.getByRole("link", { name: "All commands" }).tap();
    await page.getByRole("link", { name: "OpenAccount" }).tap();
    await page.getByRole("button", { name: "New accountId" }).tap();
    await page.getByLabel("owner").fill("Mia");
    await page.getByLabel("currency").fill("EUR");
    assert.equal(await surplus(page), 0);
    await screenshot(page, "send-phone");
    await page.getByRole("button", { name: "Send" }).tap();
    await page.getByRole("region", { name: "What became of it" }).getByText("succeeded").waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
});

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { noBrowser, screenshot } from "../../approvals/support/browser.ts";
import { type Looking, look, phone, surplus } from "../support/page.ts";
import { brokenHandlers, cursed, type ServedApp, serveApp } from "../support/served-app.ts";

describe("streams, read models and processes in the dashboard", { skip: noBrowser }, () => {
  let served: ServedApp;
  let looking: Looking;
  before(async () => {
    served = await serveApp(brokenHandlers().handlers);
    looking = await look(served.url);
  });
  after(async () => {
    await looking?.stop();
    await served?.stop();
  });

  const load = (accountId: string, amount: number) =>
    served.send("load-credits", { loadId: randomUUID(), accountId, amount, currency: "EUR" });
  const transfer = (fromAccountId: string, toAccountId: string, amount: number) =>
    served.send("transfer-credits", { transferId: randomUUID(), fromAccountId, toAccountId, amount, currency: "EUR" });

  it("a stream is found by its id, and folded step by step with the keyboard", async () => {
    const id = await served.open("Anna Lindqvist", 100_000);
    await load(id, 20_000);
    const page = await looking.open("/streams");
    await page.getByLabel("Id begins with").fill(id.slice(0, 13));
    await page.getByRole("link", { name: `account/${id}` }).click();
    await page.getByRole("heading", { name: "3. CreditsLoaded" }).waitFor();
    const change = page.getByRole("region", { name: "What the event changed in the state" });
    await change.getByText("removed:").first().waitFor();
    assert.match((await change.textContent()) ?? "", /"balance": 100000[\s\S]*"balance": 119996/);
    await screenshot(page, "stream");
    await page.keyboard.press("k");
    await page.getByRole("heading", { name: "2. CreditsLoaded" }).waitFor();
    const slider = page.getByRole("slider", { name: "Version" });
    await slider.focus();
    await page.keyboard.press("ArrowLeft");
    await page.getByRole("heading", { name: "1. AccountOpened" }).waitFor();
    assert.equal(await slider.getAttribute("aria-valuetext"), "version 1 of 3");
    assert.match(page.url(), /version=1/);
    await page.keyboard.press("Home");
    await page.getByRole("heading", { name: "Before the first event" }).waitFor();
    await page.getByRole("tab", { name: "State" }).click();
    await page.getByRole("tab", { name: "What changed" }).waitFor();
    await page.getByRole("button", { name: "Version after" }).click();
    await page.getByRole("tab", { name: "Event", exact: true }).click();
    await page.getByText("credits.AccountOpened.v1").first().waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("an event of an earlier version stands beside what code sees", async () => {
    const id = await served.open("Anna Lindqvist", 500_000);
    await transfer(id, await served.open("Mia Lindqvist"), 200_000);
    const events = await served.app.stores.events.readAfter(`account/${id}`, 0, 100);
    const held = events.find(({ envelope }) => envelope.type === "credits.TransferHeld.v2");
    assert.ok(held !== undefined, JSON.stringify(events.map(({ envelope }) => envelope.type)));
    // As if it had been stored before there was a second version.
    const { data, ...rest } = held.envelope;
    const { expiresAt: _, ...earlier } = data as { expiresAt?: string };
    const stored = { ...rest, type: "credits.TransferHeld.v1", data: earlier };
    served.intercept = (method, path) => {
      const asked = path.startsWith(`/api/admin/streams/account/${id}?`) && path.includes(`after=${held.version - 1}`);
      if (method !== "GET" || !asked) return undefined;
      const event = { version: held.version, name: "TransferHeld", envelope: stored, upcast: held.envelope };
      return {
        status: 200,
        body: { stream: "account", streamid: id, version: events.length, parked: [], items: [event] },
      };
    };
    const page = await looking.open(`/streams/account/${id}?version=${held.version}&tab=event`);
    await page.getByText("As it is stored, and as code sees it").waitFor();
    await page.getByText("− stored: credits.TransferHeld.v1").waitFor();
    await page.getByText("+ code sees: credits.TransferHeld.v2").waitFor();
    await page.getByText("upcast", { exact: true }).waitFor();
    await screenshot(page, "stream-upcast");
    served.intercept = () => undefined;
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("a parked stream says so, on a phone as well", async () => {
    const id = await served.open("Anna Lindqvist", 500_000);
    await transfer(id, await served.open("Mia Lindqvist"), cursed);
    await load(id, 1_000);
    const page = await looking.open("/streams?parked=true", phone);
    await page.getByRole("link", { name: `account/${id}` }).tap();
    await page.getByText("The stream is parked.").waitFor();
    await page.getByText("with 1 message waiting behind it").waitFor();
    await page.getByRole("slider").waitFor();
    assert.equal(await surplus(page), 0);
    await screenshot(page, "stream-phone");
    await page.getByRole("link", { name: "See the letter" }).tap();
    await page.getByText("There is no rate for this amount.").first().waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("a document stands beside a fresh fold, and says when it is wrong and what to do", async () => {
    const id = await served.open("Anna Lindqvist", 100_000);
    const page = await looking.open("/read-models");
    await page.getByRole("link", { name: "accounts", exact: true }).click();
    await page.getByLabel("Partition").fill(id);
    await page.getByRole("link", { name: id }).click();
    await page.getByText("The stored document is what its events say.").waitFor();
    await page.getByText("Nothing differs.").waitFor();
    const models = served.app.stores.readModels;
    const found = await models.read("accounts", id, id);
    assert.ok(found !== undefined, "the document is there");
    const data = { ...(found.record.data as object), balance: 5 };
    await models.write("accounts", { ...found.record, data }, found.etag);
    await page.getByRole("button", { name: "Fold again" }).click();
    await page.getByText("The stored document is not what its events say.").waitFor();
    await page.getByText("npm run rebuild -- --only accounts").waitFor();
    const diff = page.getByRole("region", { name: "The stored document and a fresh fold of the events" });
    assert.match((await diff.textContent()) ?? "", /removed:\s+"balance": 5[\s\S]*added:\s+"balance": 100000/);
    await screenshot(page, "document");
    await page.getByRole("tab", { name: "Versions seen" }).click();
    await page.getByRole("link", { name: `account/${id}` }).click();
    await page.getByRole("heading", { name: "2. CreditsLoaded" }).waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("an instance of a process shows what it did, and what it waits for until when", async () => {
    const from = await served.open("Anna Lindqvist", 500_000);
    await transfer(from, await served.open("Mia Lindqvist"), 200_000);
    const page = await looking.open("/processes?status=Running");
    await page.getByText("waits for").first().waitFor();
    await screenshot(page, "processes");
    await page.getByRole("table").getByRole("link").first().click();
    await page.getByText(/^It waits for /).waitFor();
    await page.getByText("npm run clock -- --advance PT72H").waitFor();
    const history = page.getByRole("region", { name: "History" });
    await history.getByText(/^started by CreditsReserved/).waitFor();
    await history.getByText("sent HoldTransfer").waitFor();
    await screenshot(page, "process");
    await served.app.advance("PT72H");
    await served.app.pump();
    await history.getByText("ended").waitFor();
    await page.getByText("Ended", { exact: true }).waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
});

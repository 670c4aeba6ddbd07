import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { noBrowser, openBrowser, screenshot } from "../approvals/support/browser.ts";
import { ownContract, siteFrom } from "../codegen/site/support.ts";
import { withSecondVersion } from "../codegen/site/versions.ts";
import { runProgram } from "./support/commands.ts";
import { eventually, get, run } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

const desktop: BrowserContextOptions = {
  viewport: { width: 1280, height: 900 },
  locale: "en-GB",
  colorScheme: "light",
};
const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true, locale: "en-GB" };

describe("the published documentation in a browser", { skip: noBrowser }, () => {
  const folder = temporaryFolder();
  const site = join(folder.path, "a site", "docs");
  const changed = withSecondVersion(ownContract, "CreditsReserved", {
    payload: "CreditsReservedData",
    sunset: "2027-06-30",
  });
  let system: System;
  let browser: Browser;
  before(async () => {
    for (const [path, text] of siteFrom(changed, { changes: "# Changes\n\n## 1.1.0\n\n- **Added** `note`.\n" })) {
      mkdirSync(dirname(join(site, path)), { recursive: true });
      writeFileSync(join(site, path), text);
    }
    const options = ["--cors", "null", "--no-approvals"];
    [system, browser] = await Promise.all([startSystem(folder.path, 0, { DocsFolder: site }, options), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await system?.stop();
    folder.remove();
  });

  /** A page of a new visitor; whatever it complains about fails the test. */
  async function visit(url: string, options = desktop): Promise<Page & { readonly faults: string[] }> {
    const page = await (await browser.newContext(options)).newPage();
    page.setDefaultTimeout(60_000);
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("console", (message) => message.type() === "error" && faults.push(message.text()));
    await page.goto(url);
    return Object.assign(page, { faults });
  }
  const file = (path: string) => {
    const [name = "", anchor] = path.split("#");
    return pathToFileURL(join(site, name)).href + (anchor === undefined ? "" : `#${anchor}`);
  };

  it("finds messages and fields by keyboard, from files as from a server", async () => {
    for (const start of [file("messages/open-account/v1.html"), `${system.api}/docs`]) {
      const page = await visit(start);
      await page.keyboard.press("/");
      await page.keyboard.type("transfer cred");
      await page.getByRole("option").first().getByText("Transfer credits").waitFor();
      await screenshot(page, "docs-search");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "Transfer credits" }).waitFor();
      await page.keyboard.press("/");
      await page.keyboard.type("guardian open account");
      await page.getByRole("option", { name: "Open account · guardian" }).waitFor();
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("Enter");
      await page.waitForURL(/open-account\/v1\.html#\/payload\/guardian$/);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    }
  });

  it("leads deep links to the newest version and to the field, and from one version to another", async () => {
    const page = await visit(file("messages/credits-reserved.html#/payload/amount"));
    await page.waitForURL(/credits-reserved\/v2\.html#\/payload\/amount$/);
    await page.locator("tr:target", { hasText: "amount" }).waitFor();
    await page.locator(".versions").getByRole("link", { name: "v1" }).click();
    await page.getByText("It is deprecated since 2026-12-31. It is sent until 2027-06-30").waitFor();
    await screenshot(page, "docs-earlier");
    await page.getByRole("link", { name: "Version 2" }).click();
    await page.waitForURL(/v2\.html$/);
    await page.goto(file("schemas/commands/open-account.v1.html#/payload/owner"));
    await page.waitForURL(/messages\/open-account\/v1\.html#\/payload\/owner$/);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("sends commands to the instance that serves it, and asks its read models", async () => {
    const account = randomUUID();
    const page = await visit(`${system.api}/docs/messages/open-account/v1.html`);
    const form = page.locator(".try");
    await form.locator("summary").first().click();
    assert.equal(await form.getByLabel("Instance").inputValue(), system.api);
    await form.getByRole("textbox", { name: "accountId" }).fill(account);
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByText("202 Accepted").waitFor();
    await form.locator(".tag.succeeded", { hasText: "succeeded" }).waitFor();

    await page.goto(`${system.api}/docs/messages/load-credits/v1.html`);
    await form.locator("summary").first().click();
    await form.getByRole("textbox", { name: "accountId" }).fill(account);
    await form.getByRole("button", { name: "New loadId" }).click();
    await form.getByRole("spinbutton", { name: "amount" }).fill("60000");
    await form.getByText("As curl").click();
    assert.match(
      (await form.locator("details details pre").textContent()) ?? "",
      /curl -i '.*load-credits' \\\n.*"amount":60000/s,
    );
    await form.getByRole("button", { name: "Send" }).click();
    await form.locator(".tag.succeeded", { hasText: "succeeded" }).waitFor();
    await screenshot(page, "docs-try-it");
    const read = async () => (await get(`${system.api}/api/accounts/${account}`)).body;
    assert.equal((await eventually(read, ({ balance }) => balance === 60_000)).balance, 60_000);

    await page.goto(`${system.api}/docs/read-models/accounts.html`);
    const one = page.locator("#try-getAccount + .try");
    await one.locator("summary").first().click();
    await one.getByRole("textbox", { name: "accountId" }).fill(account);
    await one.getByRole("button", { name: "Send" }).click();
    await one.getByText('"balance": 60000').waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("shows why a command was refused, and problems with their codes", async () => {
    const page = await visit(`${system.api}/docs/messages/close-account/v1.html`);
    const form = page.locator(".try");
    await form.locator("summary").first().click();
    await form.getByRole("textbox", { name: "accountId" }).fill(randomUUID());
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByText("account-not-found: There is no account with this id.").waitFor();
    await form.getByRole("textbox", { name: "accountId" }).fill("nobody");
    await form.getByRole("button", { name: "Send" }).click();
    await form.getByText("(invalid-payload)").waitFor();
    await form.locator("li", { hasText: "/accountId" }).waitFor();
    await page.context().close();
  });

  it("sends from a file to an instance that lets it in, and says why not when none does", async () => {
    const account = randomUUID();
    await run(system.api, "open-account", { accountId: account, owner: "anna", currency: "EUR" });
    const page = await visit(file("messages/load-credits/v1.html"));
    const form = page.locator(".try");
    await form.locator("summary").first().click();
    await form.getByLabel("Instance").fill("http://127.0.0.1:9");
    await form.getByLabel("Instance").press("Tab");
    await form.getByText("There is no answer from http://127.0.0.1:9.").waitFor();
    assert.ok(await form.getByRole("button", { name: "Send" }).isDisabled());
    await form.getByLabel("Instance").fill(system.api);
    await form.getByLabel("Instance").press("Tab");
    await form.getByRole("textbox", { name: "accountId" }).fill(account);
    await form.getByRole("button", { name: "New loadId" }).click();
    await form.getByRole("button", { name: "Send" }).click();
    await form.locator(".tag.succeeded", { hasText: "succeeded" }).waitFor();
    const read = async () => (await get(`${system.api}/api/accounts/${account}`)).body;
    assert.equal((await eventually(read, ({ balance }) => balance > 0)).balance, 9_998);
    await page.context().close();
  });

  it("has no page that is wider than a phone", async () => {
    const page = await visit(file("index.html"), phone);
    const paths = [
      "index.html",
      "flows.html",
      "changes.html",
      "callers.html",
      "channels/index.html",
      "channels/events.html",
      "schemas/index.html",
    ];
    const pages = [
      "messages/transfer-credits/v1.html",
      "messages/credits-reserved/v1.html",
      "read-models/transfers.html",
      "schemas/values/amount.html",
    ];
    for (const path of [...paths, ...pages]) {
      await page.goto(file(path));
      assert.equal(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0, path);
    }
    await page.goto(file("messages/transfer-credits/v1.html"));
    await page.locator(".steps").getByText("Guardian asked").waitFor();
    await page.locator(".try summary").first().click();
    assert.equal(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0);
    await screenshot(page, "docs-phone");
    await page.context().close();
  });

  it("is light or dark as the reader wants it, and stays so", async () => {
    const page = await visit(`${system.api}/docs/index.html`, { ...desktop, colorScheme: "dark" });
    const background = () => page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    assert.equal(await background(), "rgb(19, 22, 25)");
    await page.getByRole("button", { name: "Light or dark" }).click();
    assert.equal(await background(), "rgb(255, 255, 255)");
    await page.getByRole("link", { name: "Flows" }).first().click();
    await page.getByRole("heading", { level: 1, name: "Flows" }).waitFor();
    assert.equal(await background(), "rgb(255, 255, 255)");
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("can be read without scripts", async () => {
    const page = await visit(file("messages/credits-reserved.html"), { ...desktop, javaScriptEnabled: false });
    await page.getByRole("link", { name: "Credits reserved" }).click();
    await page.getByRole("row", { name: /^amount/ }).waitFor();
    await page.getByRole("link", { name: "Transfer credits" }).first().click();
    await page.getByRole("link", { name: "process" }).waitFor({ state: "detached" });
    await page.locator("svg").getByText("Guardian asked").waitFor();
    await page.context().close();
  });
});

describe("the published documentation of an instance that asks for keys and tokens", { skip: noBrowser }, () => {
  const folder = temporaryFolder();
  let system: System;
  let browser: Browser;
  before(async () => {
    const site = join(folder.path, "docs");
    for (const [path, text] of siteFrom(ownContract)) {
      mkdirSync(dirname(join(site, path)), { recursive: true });
      writeFileSync(join(site, path), text);
    }
    const options = ["--secure", "--no-approvals"];
    [system, browser] = await Promise.all([startSystem(folder.path, 0, { DocsFolder: site }, options), openBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await system?.stop();
    folder.remove();
  });

  async function token(...args: readonly string[]): Promise<string> {
    const printed = await runProgram("scripts/token.ts", ["--data", folder.path, ...args]);
    assert.equal(printed.code, 0, printed.stderr);
    return printed.stdout.trim();
  }

  it("says what a command needs, why it is refused, and sends it with a key and a token", async () => {
    const page = await (await browser.newContext(desktop)).newPage();
    page.setDefaultTimeout(60_000);
    await page.goto(`${system.api}/docs/messages/open-account/v1.html`);
    await page.getByText("a function key and an access token with credits.write").waitFor();
    const form = page.locator(".try");
    await form.locator("summary").first().click();
    const send = form.getByRole("button", { name: "Send" });
    await form.getByRole("textbox", { name: "accountId" }).fill(randomUUID());
    await send.click();
    await form.getByText("The function key is missing or wrong.").waitFor();
    await form.getByLabel("Function key").fill(keysOf(folder.path).functions.host);
    await send.click();
    await form.getByText("(token-missing)").waitFor();
    await form.getByText("Put an access token of this instance's issuer into the form.").waitFor();
    await form.getByLabel("Access token").fill(await token("--as", "anna", "--scope", "credits.read"));
    await send.click();
    await form.getByText("(scope-missing)").waitFor();
    await form.locator(".note code", { hasText: "credits.write" }).waitFor();
    await screenshot(page, "docs-refused");
    const good = await token("--as", "anna", "--scope", "credits.write");
    await form.getByLabel("Access token").fill(good);
    await send.click();
    await form.locator(".tag.succeeded", { hasText: "succeeded" }).waitFor();
    await form.getByText("As curl").click();
    const curl = (await form.locator("details details pre").textContent()) ?? "";
    assert.match(curl, /-H "authorization: Bearer \$TOKEN"/);
    assert.ok(!curl.includes(good));

    await page.goto(`${system.api}/docs/messages/close-account/v1.html`);
    await form.locator("summary").first().click();
    await form.getByLabel("Function key").fill(keysOf(folder.path).functions.host);
    await form.getByLabel("Access token").fill(good);
    await form.getByRole("textbox", { name: "accountId" }).fill(randomUUID());
    await send.click();
    await form.getByText("(not-yours)").waitFor();
    await form.getByText("belongs to somebody else, or is not there.", { exact: false }).first().waitFor();
    await page.context().close();
  });

  it("has a page about callers, for desks and for phones", async () => {
    for (const [name, options] of Object.entries({ desktop, phone })) {
      const page = await (await browser.newContext(options)).newPage();
      page.setDefaultTimeout(60_000);
      await page.goto(`${system.api}/docs/callers.html`);
      await page.getByRole("heading", { level: 1, name: "Who may call" }).waitFor();
      await page.locator("#scope-credits\\.operate", { hasText: "what belongs to others" }).waitFor();
      await screenshot(page, `docs-callers-${name}`);
      assert.equal(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0);
      await page.goto(`${system.api}/docs/messages/transfer-credits/v1.html`);
      await page.locator(".try summary").first().click();
      await page.getByLabel("Access token").waitFor();
      assert.equal(await page.evaluate("document.documentElement.scrollWidth - innerWidth"), 0);
      await page.evaluate("document.querySelector('.try').scrollIntoView()");
      await screenshot(page, `docs-secure-form-${name}`);
      await page.goto(`${system.api}/docs/messages/transfer-credits/v1.html`);
      await screenshot(page, `docs-needs-${name}`);
      await page.context().close();
    }
  });
});

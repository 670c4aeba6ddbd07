import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type OperatorReport, type Order, readOrder } from "../../../emulator/chaos/operator.ts";
import { noBrowser, screenshot } from "../../approvals/support/browser.ts";
import { type Looking, look, phone, surplus } from "../support/page.ts";
import { type ServedApp, serveApp } from "../support/served-app.ts";

/** What a local Azure says, as `emulator/local-azure/operator.ts` makes it. */
const report: OperatorReport = {
  seed: "by-hand",
  rate: "usual",
  on: false,
  faults: 2,
  counts: { "cosmos/throttled": 1, "worker/killed": 1 },
  recent: [
    {
      life: 0,
      part: "worker",
      kind: "killed",
      number: 0,
      size: 0.5,
      what: "process 77",
      at: "2026-01-01T00:00:01.000Z",
      byHand: true,
    },
    {
      life: 1,
      part: "cosmos",
      kind: "throttled",
      number: 31,
      size: 0.1,
      what: "GET dbs/credits",
      at: "2026-01-01T00:00:00.000Z",
    },
  ],
  rates: ["light", "usual", "heavy"],
  kinds: { cosmos: ["throttled", "slow"], crash: ["cosmos", "eventgrid"] },
  throughput: { budget: 400, containers: { "credits/events": { requests: 12, charge: 99.6, throttled: 3 } } },
  ranges: {
    "credits/events": [
      { id: "0", min: "", max: "20000000000000000000000000000000", parents: [] },
      { id: "1", min: "20000000000000000000000000000000", max: "FF", parents: [] },
    ],
  },
  clock: { now: "2026-01-01T00:00:00.000Z", offsetMs: 3_600_000 },
};

describe("faults in the dashboard", { skip: noBrowser }, () => {
  let served: ServedApp;
  let looking: Looking;
  let now = report;
  const orders: Order[] = [];
  before(async () => {
    served = await serveApp();
    looking = await look(served.url);
  });
  after(async () => {
    await looking?.stop();
    await served?.stop();
  });
  const operate = () => {
    now = report;
    orders.length = 0;
    served.intercept = (method, path, body) => {
      if (path !== "/admin/faults") return undefined;
      if (method === "POST") {
        const order = readOrder(JSON.parse(body));
        orders.push(order);
        if ("split" in order)
          return {
            status: 400,
            body: { status: 400, code: "invalid-order", title: "No.", detail: "It was split before." },
          };
        if ("faults" in order) now = { ...now, on: order.faults === "on", rate: order.rate ?? now.rate };
      }
      return { status: 200, body: now };
    };
  };

  it("orders what shall go wrong, and shows what has", async () => {
    operate();
    const page = await looking.open("/faults");
    await page.getByText("400 request units a second").waitFor();
    await page.getByRole("row", { name: /events 12 100 3 2/ }).waitFor();
    await page.getByText("worker/killed").first().waitFor();
    await page.getByText("seed, no. 31").waitFor();
    await screenshot(page, "faults");
    await page.getByLabel("How many").selectOption("heavy");
    await page.getByRole("button", { name: "Switch on" }).click();
    await page.getByText("on: seed by-hand, heavy").waitFor();
    await page.getByRole("button", { name: "Switch off" }).click();
    await page.getByRole("button", { name: "Switch on" }).waitFor();
    await page.getByRole("button", { name: "Kill the app's process" }).click();
    await page.getByText("The app's process is killed").waitFor();
    await page.getByLabel("Part", { exact: true }).selectOption("crash");
    await page.getByLabel("Fault", { exact: true }).selectOption("eventgrid");
    await page.getByRole("button", { name: "Order it" }).click();
    await page.getByText("Ordered: crash/eventgrid").waitFor();
    await page.getByLabel("Another budget").fill("none");
    await page.getByRole("button", { name: "Set it" }).click();
    await page.getByText("A number of request units above zero").waitFor();
    await page.getByRole("button", { name: "Unlimited" }).click();
    await page.getByText("The budget is now unlimited.").waitFor();
    await page.getByLabel("Or by a duration").fill("3 days");
    await page.getByRole("button", { name: "Move it" }).click();
    await page.getByText("Write it like PT72H").waitFor();
    await page.getByRole("button", { name: "+ 72 hours" }).click();
    await page.getByText("The clock is 72 hours further.").waitFor();
    await page.getByRole("button", { name: "Split the widest range of credits/events" }).click();
    await page.getByText("It was split before.").waitFor();
    assert.deepEqual(orders, [
      { faults: "on", rate: "heavy" },
      { faults: "off" },
      { kill: "app" },
      { force: { part: "crash", kind: "eventgrid", times: 1 } },
      { budget: "unlimited" },
      { advance: "PT72H" },
      { split: "credits/events" },
    ]);
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });

  it("fit a phone", async () => {
    operate();
    const page = await looking.open("/faults", phone);
    await page.getByText("400 request units a second").waitFor();
    assert.equal(await surplus(page), 0);
    await screenshot(page, "faults-phone");
    await page.context().close();
  });

  it("are none where no local Azure is behind the app", async () => {
    served.intercept = (_method, path) =>
      path === "/admin/faults"
        ? { status: 404, body: { status: 404, code: "no-operator", title: "Not found" } }
        : undefined;
    const page = await looking.open("/faults");
    await page.getByText("There is no local Azure behind this app.").waitFor();
    assert.deepEqual(page.faults, []);
    await page.context().close();
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type Operator,
  type OperatorReport,
  type Order,
  OrderRefused,
  readOrder,
} from "../../../emulator/chaos/operator.ts";
import { startSample } from "../functions/support/host.ts";

describe("an order to the local Azure", () => {
  it("is read as it is written", () => {
    const orders = [
      { faults: "on", rate: "heavy" },
      { faults: "off" },
      { force: { part: "cosmos", kind: "throttled", times: 20 } },
      { kill: "app" },
      { split: "credits/events", range: "1" },
      { budget: 400 },
      { advance: "PT1H" },
    ];
    assert.deepEqual(orders.map(readOrder), orders);
    assert.deepEqual(readOrder({ force: { part: "range", kind: "split" } }), {
      force: { part: "range", kind: "split", times: 1 },
    });
  });

  it("is refused with what there is when it makes no sense", () => {
    const refusals: readonly (readonly [unknown, RegExp])[] = [
      [undefined, /exactly one of faults, force, kill/],
      [{ kill: "app", split: "a/b" }, /exactly one/],
      [{ faults: "maybe" }, /"on" or "off"/],
      [{ faults: "on", rate: "endless" }, /light, usual, heavy/],
      [{ force: { part: "sky", kind: "falls" } }, /cosmos, eventgrid/],
      [{ force: { part: "toString", kind: "falls" } }, /cosmos, eventgrid/],
      [{ force: { part: "cosmos", kind: "twice" } }, /throttled, unavailable/],
      [{ force: { part: "cosmos", kind: "slow", times: 0 } }, /from 1 to 1000/],
      [{ kill: "cosmos" }, /crash\/cosmos/],
      [{ split: 3 }, /database\/container/],
      [{ split: "a/b", range: 3 }, /id of a range/],
      [{ advance: 3 }, /PT1H/],
    ];
    for (const [value, message] of refusals) {
      assert.throws(
        () => readOrder(value),
        (error) => error instanceof OrderRefused && message.test(error.message),
      );
    }
  });
});

describe("/admin/faults", () => {
  const report = { on: false } as OperatorReport;
  const ask = async (url: string, key?: string, order?: unknown) => {
    const headers = { "content-type": "application/json", ...(key !== undefined && { "x-functions-key": key }) };
    const init = order === undefined ? { headers } : { method: "POST", headers, body: JSON.stringify(order) };
    const response = await fetch(`${url}/admin/faults`, init);
    return { status: response.status, body: (await response.json()) as { code?: string; detail?: string } };
  };

  it("carries orders out for whoever has the key, also where the app asks for none", async () => {
    const orders: Order[] = [];
    const operator: Operator = {
      report: async () => report,
      async carryOut(order) {
        if ("split" in order) throw new OrderRefused("There is no such container.");
        orders.push(order);
      },
    };
    let present: Operator | undefined;
    await using sample = await startSample("cjs-buffered", { operator: { key: "secret", operator: () => present } });
    const { url } = sample.host;
    for (const key of [undefined, "guess"]) assert.equal((await ask(url, key, { kill: "app" })).status, 401);
    assert.equal((await ask(url, "secret")).body.code, "starting");
    present = operator;
    assert.deepEqual((await ask(url, "secret")).body, report);
    assert.deepEqual(await ask(url, "secret", { kill: "app" }), { status: 200, body: report });
    assert.deepEqual(orders, [{ kill: "app" }]);
    assert.equal((await ask(url, "secret", { split: "a/b" })).body.detail, "There is no such container.");
    assert.equal((await ask(url, "secret", {})).body.code, "invalid-order");
  });

  it("is not there where nobody takes orders", async () => {
    await using sample = await startSample("cjs-buffered");
    assert.deepEqual(
      [(await ask(sample.host.url)).status, (await ask(sample.host.url)).body.code],
      [404, "no-operator"],
    );
  });
});

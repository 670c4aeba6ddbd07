import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, it } from "node:test";
import { startExample } from "./support/example.ts";

/** An account that holds 99.98, and a merchant. */
async function cafeAndPayer() {
  const example = startExample();
  const cafe = randomUUID();
  const anna = await example.open("anna", 10_000);
  await example.send("register-merchant", { merchantId: cafe, name: "Corner Café", owner: "carla", currency: "EUR" });
  const payment = { fromAccountId: anna, merchantId: cafe, currency: "EUR" };
  const pay = (amount: number, change: object = {}) =>
    example.send("pay-merchant", { paymentId: randomUUID(), ...payment, amount, ...change });
  return { ...example, anna, cafe, pay };
}

describe("a payment from the account to the merchant", () => {
  it("costs the merchant 0.025 %, and everybody can see it", async () => {
    const { anna, cafe, get, holds, told, pay } = await cafeAndPayer();
    assert.equal((await pay(6_000, { note: "Table 7" })).status, "succeeded");
    assert.deepEqual(await holds(anna), [3_998, 0]);
    const takings = { merchantId: cafe, name: "Corner Café", owner: "carla", currency: "EUR" };
    const sums = { payments: 1, gross: 6_000, fees: 2, net: 5_998, version: 2 };
    assert.deepEqual(await get(`/merchants/${cafe}/takings`), { ...takings, ...sums });
    assert.deepEqual((await get("/merchants?owner=carla")).items, [{ ...takings, ...sums }]);
    assert.deepEqual((await get("/merchants?owner=anna")).items, []);
    const [line] = (await get(`/accounts/${anna}/statement`)).items;
    assert.deepEqual([line.kind, line.amount, line.merchantId, line.note], ["payment-sent", -6_000, cafe, "Table 7"]);
    const [received] = await told("carla", "PaymentReceived");
    assert.deepEqual([received.amount, received.fee, received.credited, received.note], [6_000, 2, 5_998, "Table 7"]);
    const causes = (await told("anna", "BalanceChanged")).map(({ cause }: { cause: string }) => cause);
    assert.deepEqual(causes, ["load", "payment-sent", "payment-settled"]);
  });

  it("comes back when there is no such merchant, or one of another currency", async () => {
    const { anna, send, get, holds, pay } = await cafeAndPayer();
    const usd = randomUUID();
    await send("register-merchant", { merchantId: usd, name: "Diner", owner: "dan", currency: "USD" });
    await pay(1_000, { merchantId: randomUUID() });
    await pay(2_000, { merchantId: usd });
    assert.deepEqual(await holds(anna), [9_998, 0]);
    const kinds = (await get(`/accounts/${anna}/statement`)).items.map(({ kind }: { kind: string }) => kind);
    assert.deepEqual(kinds, ["payment-returned", "payment-sent", "payment-returned", "payment-sent", "load"]);
    assert.equal((await get(`/merchants/${usd}/takings`)).payments, 0);
  });

  it("is taken once though every delivery comes twice", async () => {
    const { app, anna, cafe, get, holds, pay } = await cafeAndPayer();
    const { publisher } = app;
    const publish = publisher.publish.bind(publisher);
    publisher.publish = async (events) => {
      await publish(events);
      await publish(events);
    };
    await pay(6_000);
    assert.deepEqual(await holds(anna), [3_998, 0]);
    const { payments, gross } = await get(`/merchants/${cafe}/takings`);
    assert.deepEqual({ payments, gross }, { payments: 1, gross: 6_000 });
  });

  it("tells who asked that a merchant exists already", async () => {
    const { cafe, send, told } = await cafeAndPayer();
    const answer = await send("register-merchant", { merchantId: cafe, name: "Other", owner: "eve", currency: "EUR" });
    assert.equal(answer.rejection.code, "merchant-exists");
    assert.equal((await told("eve", "CommandRejected"))[0].code, "merchant-exists");
    assert.deepEqual(await told("carla", "CommandRejected"), []);
  });
});

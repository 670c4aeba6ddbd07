import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { key, loaded, receiverFor, type Shown, startGrid, temporaryFolder, until } from "../support/grid.ts";

const second = 1_000;
const minute = 60 * second;

type Properties = Record<string, unknown>;

/** A topic with one subscribed webhook. */
async function subscribed(t: Parameters<typeof startGrid>[0], properties: Properties = {}) {
  const grid = await startGrid(t);
  const hook = await receiverFor(t);
  await grid.topic("credits");
  assert.equal((await grid.subscribe("credits", "my-hook", hook.url, properties)).status, 201);
  const send = (...ids: string[]) => grid.cloudEvents("credits").send(ids.map((id) => loaded(id)));
  /** The one pending delivery, once so many attempts were made. */
  const failed = (attempts: number): Promise<Shown> =>
    until(async () => (await grid.deliveries("credits")).find((one) => one.attempts === attempts));
  const dead = (): Promise<Shown> => until(async () => (await grid.deliveries("credits", "dead"))[0]);
  const gone = () => until(async () => (await grid.deliveries("credits")).length === 0);
  const wait = (one: Shown) => Date.parse(one.nextAttemptTime ?? "") - grid.clock.now();
  return { grid, hook, send, failed, dead, gone, wait };
}

describe("an event that is taken", () => {
  test("comes with Azure's headers and leaves nothing behind", async (t) => {
    const { hook, send, gone } = await subscribed(t);
    await send("1");
    const { headers } = (await hook.received(1))[0] as (typeof hook.deliveries)[number];
    assert.equal(headers["aeg-event-type"], "Notification");
    assert.equal(headers["aeg-subscription-name"], "MY-HOOK");
    assert.equal(headers["aeg-delivery-count"], "0");
    assert.equal(headers["aeg-output-event-id"], "1");
    await gone();
  });

  for (const status of [200, 201, 202, 203, 204]) {
    test(`is done with ${status}`, async (t) => {
      const { hook, send, gone, grid } = await subscribed(t);
      hook.reply = () => ({ status });
      await send("1");
      await hook.received(1);
      await gone();
      assert.deepEqual(await grid.deliveries("credits", "dead"), []);
    });
  }

  test("reaches every subscription that wants it, and no other", async (t) => {
    const { grid, hook, send } = await subscribed(t, { filter: { subjectBeginsWith: "accounts/a" } });
    const other = await receiverFor(t);
    const rich = { operatorType: "NumberGreaterThan", key: "data.amount", value: 500 };
    await grid.subscribe("credits", "other", other.url, { filter: { advancedFilters: [rich] } });
    await grid.cloudEvents("credits").send([loaded("b1", 600)]);
    await send("a1", "b2");
    const ids = async (from: typeof hook) => (await from.received(1)).map((one) => JSON.parse(one.body).id);
    assert.deepEqual(await ids(hook), ["a1"]);
    assert.deepEqual(await ids(other), ["b1"]);
  });
});

describe("an event that is not taken", () => {
  const retried: [status: number, outcome: string, wait: number][] = [
    [205, "GenericError", 10 * second],
    [301, "GenericError", 10 * second],
    [404, "NotFound", 10 * second],
    [408, "TimedOut", 2 * minute],
    [500, "GenericError", 10 * second],
    [503, "Busy", 30 * second],
  ];
  for (const [status, outcome, expected] of retried) {
    test(`is tried again after ${status}, ${expected / second} s later at the earliest`, async (t) => {
      const { grid, hook, send, failed, gone, wait } = await subscribed(t);
      hook.reply = () => ({ status, body: "why not" });
      await send("1");
      const pending = await failed(1);
      assert.equal(pending.lastDeliveryOutcome, outcome);
      assert.match(pending.lastDetail ?? "", new RegExp(`${status} why not`));
      assert.equal(wait(pending), expected);
      hook.reply = () => ({});
      // A 404 puts the endpoint on probation for longer than the event would have to wait.
      await grid.clock.advance(status === 404 ? 5 * minute : expected);
      const [, again] = await hook.received(2);
      assert.equal(again?.headers["aeg-delivery-count"], "1");
      await gone();
      assert.equal(hook.deliveries.length, 2);
    });
  }

  for (const [status, outcome] of [
    [400, "BadRequest"],
    [401, "Unauthorized"],
    [403, "Forbidden"],
    [413, "PayloadTooLarge"],
  ] as const) {
    test(`is given up at once after ${status}`, async (t) => {
      const { hook, send, dead, gone } = await subscribed(t);
      hook.reply = () => ({ status });
      await send("1");
      const buried = await dead();
      assert.equal(buried.attempts, 1);
      assert.equal(buried.lastDeliveryOutcome, outcome);
      assert.equal(buried.deadLetterReason, "UndeliverableDueToClientError");
      assert.equal(buried.disposal, "dropped");
      await gone();
    });
  }

  test("is tried on the whole schedule until the attempts are used up", async (t) => {
    const { grid, hook, send, failed, dead, wait } = await subscribed(t, { retryPolicy: { maxDeliveryAttempts: 4 } });
    hook.reply = () => ({ status: 500 });
    await send("1");
    for (const [attempt, expected] of [10 * second, 30 * second, minute].entries()) {
      assert.equal(wait(await failed(attempt + 1)), expected);
      await grid.clock.advance(expected);
    }
    const buried = await dead();
    assert.equal(buried.attempts, 4);
    assert.equal(buried.deadLetterReason, "MaxDeliveryAttemptsExceeded");
    assert.deepEqual(
      hook.deliveries.map((one) => one.headers["aeg-delivery-count"]),
      ["0", "1", "2", "3"],
    );
  });

  test("is not tried once its time to live is over, which shows at the next attempt", async (t) => {
    const { grid, hook, send, failed, dead } = await subscribed(t, { retryPolicy: { eventTimeToLiveInMinutes: 1 } });
    hook.reply = () => ({ status: 500 });
    await send("1");
    for (const [attempt, wait] of [10 * second, 30 * second].entries()) {
      await failed(attempt + 1);
      await grid.clock.advance(wait);
    }
    await failed(3);
    await grid.clock.advance(59 * second);
    assert.deepEqual(await grid.deliveries("credits", "dead"), []);
    await grid.clock.advance(second);
    const buried = await dead();
    assert.equal(buried.deadLetterReason, "TimeToLiveExceeded");
    assert.equal(buried.attempts, 3);
    assert.equal(hook.deliveries.length, 3);
  });

  test("is tried again when nothing is answered for 30 s", async (t) => {
    const { grid, hook, send, failed, wait, gone } = await subscribed(t);
    hook.reply = () => undefined;
    await send("1");
    await hook.received(1);
    await grid.clock.advance(30 * second);
    const pending = await failed(1);
    assert.equal(pending.lastDeliveryOutcome, "TimedOut");
    assert.equal(wait(pending), 10 * second);
    hook.reply = () => ({});
    await grid.clock.advance(10 * second);
    await hook.received(2);
    await gone();
  });

  test("is tried again when nobody listens", async (t) => {
    const { grid, hook, send, failed } = await subscribed(t);
    await hook.close();
    await send("1");
    const pending = await failed(1);
    assert.equal(pending.lastDeliveryOutcome, "SocketError");
    assert.equal((await grid.deliveries("credits")).length, 1);
  });
});

describe("an endpoint on probation", () => {
  test("gets nothing, new events included, until it is over", async (t) => {
    const { grid, hook, send, failed, gone } = await subscribed(t);
    hook.reply = () => ({ status: 404 });
    await send("old");
    await failed(1);
    hook.reply = () => ({});
    await send("new");
    await grid.clock.advance(5 * minute - 1);
    assert.deepEqual(
      (await grid.deliveries("credits")).map((one) => [one.event.id, one.attempts]),
      [
        ["new", 0],
        ["old", 1],
      ],
    );
    assert.equal(hook.deliveries.length, 1);
    await grid.clock.advance(1);
    await hook.received(3);
    await gone();
  });

  test("is off it when its subscription is set again", async (t) => {
    const { grid, hook, send, failed, gone } = await subscribed(t);
    hook.reply = () => ({ status: 404 });
    await send("1");
    await failed(1);
    hook.reply = () => ({});
    assert.equal((await grid.subscribe("credits", "my-hook", hook.url)).status, 200);
    const [, again] = await hook.received(2);
    assert.equal(again?.headers["aeg-delivery-count"], "1");
    await gone();
  });

  test("does not hold up another endpoint", async (t) => {
    const { grid, hook, send, failed } = await subscribed(t);
    const healthy = await receiverFor(t);
    await grid.subscribe("credits", "healthy", healthy.url);
    hook.reply = () => ({ status: 503 });
    await send("1", "2");
    await healthy.received(2);
    await failed(1);
  });
});

describe("a batch", () => {
  const batching = { destination: { maxEventsPerBatch: 3, preferredBatchSizeInKilobytes: 1 } };

  test("holds as many events as asked for and waiting, within the preferred size", async (t) => {
    const { grid, hook, gone } = await subscribed(t, batching);
    const large = { ...loaded("large"), data: { filler: "x".repeat(2_000) } };
    await grid.cloudEvents("credits").send([loaded("1"), loaded("2"), loaded("3"), loaded("4"), large]);
    const got = (await hook.received(3)).map((one) => JSON.parse(one.body).map((event: { id: string }) => event.id));
    assert.deepEqual(got.toSorted(), [["1", "2", "3"], ["4"], ["large"]]);
    assert.equal(hook.deliveries[0]?.headers["content-type"], "application/cloudevents-batch+json; charset=utf-8");
    await gone();
  });

  test("fails as a whole", async (t) => {
    const { grid, hook, send, gone } = await subscribed(t, batching);
    hook.reply = () => ({ status: 500 });
    await send("1", "2");
    await until(async () => (await grid.deliveries("credits")).every((one) => one.attempts === 1));
    hook.reply = () => ({});
    await grid.clock.advance(10 * second);
    const [, again] = await hook.received(2);
    assert.equal(JSON.parse(again?.body ?? "").length, 2);
    await gone();
  });
});

test("custom headers are fixed texts or values of the event", async (t) => {
  const { hook, grid } = await subscribed(t, {
    destination: {
      deliveryAttributeMappings: [
        { name: "x-fixed", type: "Static", properties: { value: "north" } },
        { name: "X-Amount", type: "Dynamic", properties: { sourceField: "data.amount" } },
        { name: "x-type", type: "Dynamic", properties: { sourceField: "type" } },
        { name: "x-none", type: "Dynamic", properties: { sourceField: "data.missing" } },
      ],
    },
  });
  await grid.cloudEvents("credits").send([{ ...loaded("1"), type: "a\r\nb: c", data: { amount: 7 } }]);
  const { headers } = (await hook.received(1))[0] as (typeof hook.deliveries)[number];
  assert.equal(headers["x-fixed"], "north");
  assert.equal(headers["x-amount"], "7");
  assert.equal(headers["x-type"], "a%0D%0Ab%3A%20c");
  assert.equal(headers["x-none"], undefined);
});

test("a connection closed while idle is opened anew, unnoticed", async (t) => {
  const { hook, send, gone, grid } = await subscribed(t);
  hook.reply = () => ({ headers: { "keep-alive": "timeout=600" } });
  for (const id of ["1", "2", "3"]) {
    await send(id);
    await hook.received(Number(id));
    hook.closeConnections();
    await gone();
  }
  assert.deepEqual(await grid.deliveries("credits", "dead"), []);
  assert.equal(hook.deliveries.length, 3);
});

test("a stop leaves what is under way in the store, and the next start delivers it", async (t) => {
  const dataDir = await temporaryFolder(t);
  const first = await startGrid(t, { dataDir });
  const hook = await receiverFor(t);
  await first.topic("credits");
  await first.subscribe("credits", "hook", hook.url);
  hook.reply = () => undefined;
  await first.cloudEvents("credits").send([loaded("1")]);
  await hook.received(1);
  await first.service.stop();
  await first.service.stop();
  hook.reply = () => ({});
  const second = await startGrid(t, { dataDir, key });
  await hook.received(2);
  await until(async () => (await second.deliveries("credits")).length === 0);
});

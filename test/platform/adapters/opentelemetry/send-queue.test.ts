import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { type QueueNews, SendQueue, type Sent } from "../../../../platform/adapters/opentelemetry/send-queue.ts";
import { FakeClock } from "../../../../platform/clock/fake-clock.ts";

let clock: FakeClock;
let answers: Sent[];
let batches: { readonly at: number; readonly items: readonly number[] }[];
let news: QueueNews[];
let opened: number;
let broken: number;
let queue: SendQueue<number>;

beforeEach(() => {
  clock = new FakeClock(0);
  answers = [];
  batches = [];
  news = [];
  opened = 0;
  broken = 0;
  queue = new SendQueue<number>({
    ...{ most: 10, batch: 3, delay: 1_000 },
    open: async () => {
      opened++;
      if (broken-- > 0) throw new Error("not to be loaded");
      return {
        async send(items) {
          batches.push({ at: clock.now(), items });
          return answers.shift() ?? "taken";
        },
        close: async () => {},
      };
    },
    tell: (what) => void news.push(what),
    later: (delay, task) => void clock.schedule(delay, task),
  });
});

const push = (from: number, to: number) => {
  for (let item = from; item <= to; item++) queue.push(item);
};
const sent = () => batches.map(({ items }) => items);

test("nothing is loaded before there is something to send, and that waits for company", async () => {
  await clock.advance(10_000);
  assert.equal(opened, 0);
  push(1, 2);
  await clock.advance(999);
  assert.deepEqual(sent(), []);
  await clock.advance(1);
  assert.deepEqual(sent(), [[1, 2]]);
  push(3, 3);
  await clock.advance(1_000);
  assert.deepEqual([sent().at(-1), opened], [[3], 1]);
});

test("full batches go at once, one after another; what remains waits for company", async () => {
  push(1, 8);
  assert.deepEqual(batches, [], "whoever tells something never waits for the sending");
  await clock.advance(1_000);
  assert.deepEqual(batches, [
    { at: 0, items: [1, 2, 3] },
    { at: 0, items: [4, 5, 6] },
    { at: 1_000, items: [7, 8] },
  ]);
});

test("a place that does not answer is asked ever more seldom, and gets everything in the end, in its order", async () => {
  answers = Array.from({ length: 3 }, () => ({ again: "ECONNREFUSED" }));
  push(1, 2);
  await clock.advance(60_000);
  assert.deepEqual(
    batches.map(({ at }) => at),
    [1_000, 2_000, 4_000, 8_000],
  );
  assert.deepEqual(sent().at(-1), [1, 2]);
  assert.deepEqual(news, [
    { kind: "failing", why: "ECONNREFUSED" },
    { kind: "working", dropped: 0 },
  ]);
});

test("it comes back when it is told to", async () => {
  answers = [{ again: "429", after: 7_000 }];
  push(1, 1);
  await clock.advance(20_000);
  assert.deepEqual(
    batches.map(({ at }) => at),
    [1_000, 8_000],
  );
});

test("during an outage the oldest make room; how many were lost is told once it is over", async () => {
  answers = Array.from({ length: 8 }, () => ({ again: "down" }));
  for (let round = 0; round < 10; round++) {
    push(round * 10, round * 10 + 9);
    await clock.advance(1_000);
    assert.ok(queue.waiting <= 10, `${queue.waiting} wait`);
  }
  const lost = queue.dropped;
  assert.ok(lost >= 80, `${lost} were lost`);
  await clock.advance(300_000);
  assert.equal(sent().at(-1)?.at(-1), 99);
  assert.equal(queue.waiting, 0);
  assert.deepEqual(
    news.map(({ kind }) => kind),
    ["failing", "dropping", "working"],
  );
  const [last] = news.slice(-1);
  assert.equal(last?.kind === "working" && last.dropped, lost);
});

test("what is refused for good is lost and counted, and does not hold up the rest", async () => {
  answers = [{ refused: "400 Invalid instrumentation key" }, { refused: "one of them", count: 1 }];
  push(1, 6);
  await clock.advance(2_000);
  assert.deepEqual(
    [sent(), queue.dropped],
    [
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
      4,
    ],
  );
  push(7, 7);
  await clock.advance(1_000);
  assert.deepEqual(news, [
    { kind: "dropping", why: "400 Invalid instrumentation key" },
    { kind: "working", dropped: 4 },
  ]);
});

test("a flush sends all that waits at once, and gives up where nobody answers", async () => {
  push(1, 7);
  await queue.flush();
  assert.deepEqual(sent(), [[1, 2, 3], [4, 5, 6], [7]]);
  answers = [{ again: "down" }];
  push(8, 9);
  await queue.flush();
  assert.equal(queue.waiting, 2);
  await clock.advance(60_000);
  assert.deepEqual([sent().at(-1), queue.waiting], [[8, 9], 0]);
});

test("exporters that could not be loaded are loaded again", async () => {
  broken = 1;
  push(1, 1);
  await clock.advance(10_000);
  assert.deepEqual([sent(), opened, news[0]], [[[1]], 2, { kind: "failing", why: "not to be loaded" }]);
});

test("after its end it takes nothing", async () => {
  push(1, 1);
  await queue.close();
  push(2, 2);
  await clock.advance(10_000);
  assert.deepEqual([sent(), queue.waiting], [[[1]], 0]);
});

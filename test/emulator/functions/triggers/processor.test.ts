import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BatchResult } from "../../../../emulator/functions/triggers/cosmos/feed.ts";
import { LeaseManager } from "../../../../emulator/functions/triggers/cosmos/leases.ts";
import {
  ChangeFeedProcessor,
  type ProcessorOptions,
} from "../../../../emulator/functions/triggers/cosmos/processor.ts";
import { silentLog } from "../../../../emulator/service.ts";
import { FakeClock } from "../../../../platform/clock/fake-clock.ts";
import { MemoryFeed, MemoryLeases } from "../support/memory-feed.ts";

type Handle = (range: string, documents: readonly unknown[]) => Promise<BatchResult>;

/** Hosts over one feed, one lease store and one clock. */
function world(...ranges: string[]) {
  const feed = new MemoryFeed(...ranges);
  const leases = new MemoryLeases();
  const clock = new FakeClock();
  const handled: string[] = [];
  const host = (owner: string, handle?: Handle, change: Partial<ProcessorOptions> = {}) =>
    new ChangeFeedProcessor({
      source: feed,
      store: leases,
      clock,
      owner,
      start: { kind: "beginning" },
      maxItems: 2,
      pollDelay: 1_000,
      acquireInterval: 13_000,
      renewInterval: 17_000,
      expirationInterval: 60_000,
      handle:
        handle ??
        (async (range, documents) => {
          handled.push(`${owner}:${range}:${documents.join("")}`);
          return "handled";
        }),
      ready: async () => {},
      log: silentLog,
      ...change,
    });
  return { feed, leases, clock, handled, host };
}

describe("the change feed processor", () => {
  it("hands over batches in order and checkpoints each after it was handled", async () => {
    const { feed, leases, clock, handled, host } = world("0");
    feed.write("0", "a", "b", "c");
    const processor = host("h1");
    await processor.start();
    await clock.advance(0);
    assert.deepEqual(handled, ["h1:0:ab", "h1:0:c"]);
    assert.deepEqual(leases.of("0"), { owner: "h1", position: "3" });
    feed.write("0", "d");
    await clock.advance(1_000);
    assert.equal(handled.at(-1), "h1:0:d");
    await processor.stop();
    assert.deepEqual(leases.of("0"), { owner: null, position: "4" });
  });

  it("does not checkpoint a batch that was cut short, and hands it over again", async () => {
    const { feed, leases, clock, host } = world("0");
    feed.write("0", "a");
    const seen: string[] = [];
    const processor = host("h1", async (_range, documents) => {
      seen.push(documents.join(""));
      return seen.length < 3 ? "interrupted" : "handled";
    });
    await processor.start();
    await clock.advance(0);
    assert.deepEqual(seen, ["a", "a", "a"]);
    assert.equal(leases.of("0")?.position, "1");
    await processor.stop();
  });

  it("loses a batch that was cut short once it checkpoints first, which shows that the tests above would find that out", async () => {
    const { feed, leases, clock, host } = world("0");
    feed.write("0", "a");
    const seen: string[] = [];
    const processor = host(
      "h1",
      async (_range, documents) => {
        seen.push(documents.join(""));
        return "interrupted";
      },
      { checkpointFirst: true },
    );
    await processor.start();
    await clock.advance(60_000);
    await processor.stop();
    assert.deepEqual(seen, ["a"]);
    assert.equal(leases.of("0")?.position, "1");
  });

  it("never runs two batches of a range at once, and runs ranges in parallel", async () => {
    const { feed, clock, host } = world("0", "1");
    feed.write("0", "a", "b", "c", "d");
    feed.write("1", "x");
    const open: (() => void)[] = [];
    const running: string[] = [];
    const processor = host("h1", async (range) => {
      running.push(range);
      await new Promise<void>((resolve) => open.push(resolve));
      return "handled";
    });
    await processor.start();
    await clock.advance(5_000);
    assert.deepEqual(running.sort(), ["0", "1"]);
    const stopped = processor.stop();
    for (const release of open) release();
    await stopped;
    assert.equal(running.length, 2);
  });

  it("shares ranges with a second host, which takes over all when the first dies", async () => {
    const { feed, clock, handled, host, leases } = world("0", "1", "2", "3");
    const first = host("h1");
    await first.start();
    const second = host("h2");
    await second.start();
    await clock.advance(60_000);
    assert.deepEqual([first.ranges.length, second.ranges.length], [2, 2]);

    // Death: the first host's leases are never renewed again, under a name that nobody has.
    await first.stop();
    for (const lease of await leases.list()) {
      if (lease.Owner === null)
        await leases.replace({ ...lease, Owner: "dead", timestamp: new Date(clock.now()).toISOString() });
    }
    feed.write("0", "a");
    feed.write("1", "b");
    feed.write("2", "c");
    feed.write("3", "d");
    await clock.advance(30_000);
    assert.equal(handled.length, 2);
    await clock.advance(60_000);
    assert.deepEqual(
      handled.map((entry) => entry.slice(0, 2)),
      ["h2", "h2", "h2", "h2"],
    );
    assert.equal(second.ranges.length, 4);
    await second.stop();
  });

  it("takes its own leases back at once after a restart, without waiting until they expire", async () => {
    const { feed, clock, handled, host, leases } = world("0");
    await leases.create({ ...leases.draft((await feed.ranges())[0]!, "1", clock.now()), Owner: "h1" });
    feed.write("0", "a", "b");
    const processor = host("h1");
    await processor.start();
    await clock.advance(0);
    assert.deepEqual(handled, ["h1:0:b"]);
    await processor.stop();
  });

  it("does not checkpoint once another host has the lease", async () => {
    const { feed, clock, host, leases } = world("0");
    feed.write("0", "a");
    const { promise, resolve } = Promise.withResolvers<void>();
    const processor = host("h1", async () => {
      await promise;
      return "handled";
    });
    await processor.start();
    const [lease] = await leases.list();
    await leases.replace({ ...lease!, Owner: "thief" });
    resolve();
    await clock.advance(0);
    assert.deepEqual(leases.of("0"), { owner: "thief", position: null });
    assert.deepEqual(processor.ranges, []);
    await processor.stop();
    assert.equal(leases.of("0")?.owner, "thief");
  });

  it("goes on in the children when a range splits, from the parent's position", async () => {
    const { feed, clock, handled, host, leases } = world("0");
    feed.write("0", "a");
    const processor = host("h1");
    await processor.start();
    await clock.advance(0);
    feed.split("0", "1", "2");
    feed.write("1", "b");
    feed.write("2", "c");
    await clock.advance(2_000);
    assert.deepEqual(handled, ["h1:0:a", "h1:1:b", "h1:2:c"]);
    assert.equal(leases.of("0"), undefined);
    await processor.stop();
  });

  it("goes on in the children from where the parent was read to, though nothing was ever checkpointed", async () => {
    const { feed, clock, handled, host } = world("0");
    feed.write("0", "before");
    const processor = host("h1", undefined, { start: { kind: "now" } });
    await processor.start();
    await clock.advance(1_000);
    feed.split("0", "1", "2");
    feed.write("1", "b");
    feed.write("2", "c");
    await clock.advance(2_000);
    assert.deepEqual(handled, ["h1:1:b", "h1:2:c"]);
    await processor.stop();
  });

  it("leaves a split to the host that has the range now, whose position is further on", async () => {
    const { feed, clock, handled, host, leases } = world("0");
    feed.write("0", "a");
    const processor = host("h1");
    await processor.start();
    await clock.advance(0);
    const [lease] = await leases.list();
    await leases.replace({ ...lease!, Owner: "h2", ContinuationToken: "5" });
    feed.split("0", "1", "2");
    await clock.advance(2_000);
    assert.deepEqual(leases.of("0"), { owner: "h2", position: "5" });
    assert.equal(leases.documents.size, 1);
    assert.deepEqual(handled, ["h1:0:a"]);
    assert.deepEqual(processor.ranges, []);
    await processor.stop();
  });

  it("repeats a split that a crash cut short, and leaves alone what its children have become since", async () => {
    const { feed, clock, leases } = world("0");
    const manager = new LeaseManager(leases, clock, "h1");
    const [range] = await feed.ranges();
    await leases.create(leases.draft(range!, "1", clock.now()));
    const [parent] = await leases.list();
    // The children have leases, the parent's was not deleted; one child has split since, which its host has not met yet.
    feed.split("0", "1", "2");
    for (const child of await feed.ranges()) await leases.create(leases.draft(child, "3", clock.now()));
    feed.split("1", "3", "4");
    await manager.split(parent!, await feed.ranges());
    assert.deepEqual([...leases.documents.values()].map(({ LeaseToken }) => LeaseToken).sort(), ["1", "2"]);
    const child = (await leases.list()).find(({ LeaseToken }) => LeaseToken === "1");
    await manager.split(child!, await feed.ranges());
    assert.deepEqual(
      ["1", "2", "3", "4"].map((token) => leases.of(token)?.position),
      [undefined, "3", "3", "3"],
    );
  });

  it("makes the first leases once, though hosts start together", async () => {
    const { clock, host, leases } = world("0", "1");
    const hosts = ["h1", "h2", "h3"].map((owner) => host(owner));
    const started = Promise.all(hosts.map((each) => each.start()));
    await clock.advance(60_000);
    await started;
    assert.equal(leases.documents.size, 2);
    assert.equal(hosts.flatMap((each) => each.ranges).length, 2);
    await Promise.all(hosts.map((each) => each.stop()));
  });
});

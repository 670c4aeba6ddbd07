import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RetryPolicy } from "../../../platform/app/definition.ts";
import { cosmosSettings, eventGridSettings, feedSettings, longestRetryWait } from "../../../platform/app/settings.ts";
import { FakeClock } from "../../../platform/clock/fake-clock.ts";
import { HandlerError } from "../../../platform/dead-letters/handler-error.ts";
import { forEachBounded } from "../../../platform/retry/bounded.ts";
import { nextTry, retryDelay } from "../../../platform/retry/policy.ts";
import { afterFailure } from "../../../platform/retry/try-handler.ts";

describe("retries", () => {
  it("wait longer each time, within limits, with jitter", () => {
    const policy = { attempts: 5, strategy: "exponential", first: 100, max: 1000 } as const;
    assert.deepEqual(
      [1, 2, 3, 4, 5, 60].map((failed) => retryDelay(policy, failed, 1)),
      [100, 200, 400, 800, 1000, 1000],
    );
    assert.equal(retryDelay(policy, 1, 0), 50);
    assert.equal(retryDelay({ ...policy, strategy: "fixed" }, 9, 1), 100);
  });

  it("leave as much of a wait to chance as their policy says", () => {
    const policy: RetryPolicy = { attempts: 5, strategy: "fixed", first: 1000, max: 1000 };
    const delays = (jitter: number) => [0, 0.5, 1].map((random) => retryDelay({ ...policy, jitter }, 1, random));
    assert.deepEqual(delays(0), [1000, 1000, 1000]);
    assert.deepEqual(delays(0.25), [750, 875, 1000]);
    assert.deepEqual(delays(1), [0, 500, 1000]);
  });

  it("end at once for an error that another try will not help", () => {
    const thrown = (cause: unknown) => new HandlerError("It threw.", { cause });
    const policy: RetryPolicy = { attempts: 3, strategy: "fixed", first: 7, max: 7, jitter: 0 };
    const tried = (words: Partial<RetryPolicy>, error: HandlerError) =>
      nextTry({ ...policy, ...words }, error, 1, 0) === 7;
    const named = Object.assign(new Error("No rates."), { name: "RatesMissing" });
    const coded = Object.assign(new Error("Too late."), { code: "ETIMEDOUT" });
    assert.equal(nextTry(policy, thrown(named), 3, 0), undefined);
    assert.equal(tried({}, thrown("a text")), true);
    assert.equal(tried({ permanent: ["RatesMissing"] }, thrown(named)), false);
    assert.equal(tried({ permanent: ["RatesMissing"] }, thrown(coded)), true);
    assert.equal(tried({ transient: ["ETIMEDOUT"] }, thrown(named)), false);
    assert.equal(tried({ transient: ["ETIMEDOUT"] }, thrown("a text")), false);
    assert.equal(tried({ transient: ["ETIMEDOUT"] }, thrown(new Error("Around it.", { cause: coded }))), true);
    assert.equal(tried({ transient: ["ETIMEDOUT"], permanent: ["Error"] }, thrown(coded)), false);
    // Its own name is the platform's only where hand-written code has thrown nothing.
    assert.equal(tried({ permanent: ["HandlerError"] }, thrown(named)), true);
    assert.equal(tried({ permanent: ["HandlerError"] }, new HandlerError("No decider.")), false);
    const loop = new Error("Round and round.");
    loop.cause = loop;
    assert.equal(tried({ permanent: ["None"] }, thrown(loop)), true);
  });

  it("hold up a batch for short waits only", () => {
    const policy: RetryPolicy = { attempts: 3, strategy: "exponential", first: 8_000, max: 60_000, jitter: 0 };
    const clock = new FakeClock();
    const runtime = { clock, random: () => 0.5 };
    const error = new HandlerError("No.");
    const later = (delay: number) => new Date(clock.now() + delay).toISOString();
    assert.deepEqual(afterFailure(runtime, policy, error, 1), { kind: "wait", delay: 8_000 });
    assert.deepEqual(afterFailure(runtime, policy, error, 2), { kind: "park", retryAt: later(16_000) });
    assert.deepEqual(afterFailure(runtime, policy, error, 3), { kind: "park" });
    const impatient = { ...runtime, longestWait: 0 };
    assert.deepEqual(afterFailure(impatient, policy, error, 1), { kind: "park", retryAt: later(8_000) });
  });

  it("bounded work keeps its bound and ends before its error is told", async () => {
    let running = 0;
    let most = 0;
    let ended = 0;
    const work = forEachBounded([1, 2, 3, 4, 5, 6], 2, async (n) => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      ended++;
      if (n === 2) throw new Error("two");
    });
    await assert.rejects(work, /two/);
    assert.equal(running, 0);
    assert.equal(most, 2);
    assert.ok(ended < 6);
  });
});

describe("settings", () => {
  it("that are missing or wrong are named, with the fix", () => {
    assert.throws(() => cosmosSettings({}, "tally"), /setting Cosmos is missing.*local\.settings\.json/);
    assert.throws(() => cosmosSettings({ Cosmos: "nonsense" }, "tally"), /AccountEndpoint=…;AccountKey=…;/);
    const plain = { Cosmos: "AccountEndpoint=http://cosmos.example/;AccountKey=a2V5;" };
    assert.throws(() => cosmosSettings(plain, "tally"), /must use https/);
    assert.throws(
      () => eventGridSettings({ EventGridTopicEndpoint: "http://127.0.0.1:8082/api/events" }),
      /EventGridTopicKey is missing/,
    );
    assert.throws(
      () => cosmosSettings({ Cosmos__accountEndpoint: "http://127.0.0.1:8081" }, "tally"),
      /Cosmos__accountEndpoint must use https: an identity's token/,
    );
    assert.throws(() => longestRetryWait({ LongestRetryWait: "-1" }), /LongestRetryWait must be a whole number from 0/);
    assert.equal(longestRetryWait({}), 10_000);
    assert.throws(() => feedSettings({ FeedPollDelay: "soon" }), /FeedPollDelay must be a whole number from 10/);
  });

  it("without a key name an identity", () => {
    const endpoint = "https://x.documents.azure.com/";
    const keyless = { Cosmos__accountEndpoint: endpoint };
    assert.deepEqual(cosmosSettings(keyless, "tally"), { endpoint, identity: {}, database: "tally" });
    const named = { ...keyless, Cosmos__clientId: "6f1d" };
    assert.deepEqual(cosmosSettings(named, "tally"), { endpoint, identity: { clientId: "6f1d" }, database: "tally" });
    const Cosmos = "AccountEndpoint=https://y/;AccountKey=a2V5;";
    assert.deepEqual(cosmosSettings({ ...keyless, Cosmos }, "tally"), {
      endpoint: "https://y/",
      key: "a2V5",
      database: "tally",
    });
    const topic = "https://x/api/events";
    assert.deepEqual(eventGridSettings({ EventGridTopicEndpoint: topic }), { endpoint: topic, identity: {} });
    assert.deepEqual(eventGridSettings({ EventGridTopicEndpoint: topic, EventGrid__clientId: "6f1d" }), {
      endpoint: topic,
      identity: { clientId: "6f1d" },
    });
    assert.deepEqual(eventGridSettings({ EventGridTopicEndpoint: topic, EventGridTopicKey: "k" }), {
      endpoint: topic,
      key: "k",
    });
  });

  it("that are right are read", () => {
    const Cosmos = "AccountEndpoint=https://x.documents.azure.com:443/;AccountKey=a2V5==;";
    assert.deepEqual(cosmosSettings({ Cosmos }, "tally"), {
      endpoint: "https://x.documents.azure.com:443/",
      key: "a2V5==",
      database: "tally",
    });
    assert.equal(cosmosSettings({ Cosmos, CosmosDatabase: "other" }, "tally").database, "other");
    assert.deepEqual(feedSettings({ LeaseAcquireInterval: "500" }), {
      pollDelay: 500,
      maxItems: 100,
      leases: { leaseAcquireInterval: 500 },
    });
  });
});

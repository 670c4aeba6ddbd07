import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { cosmosSettings, eventGridSettings, feedSettings } from "../../../platform/app/settings.ts";
import { forEachBounded } from "../../../platform/retry/bounded.ts";
import { retryDelay } from "../../../platform/retry/policy.ts";

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

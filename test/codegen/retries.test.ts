import assert from "node:assert/strict";
import { test } from "node:test";
import { counterContract, generateFrom, processContract } from "./support/contracts.ts";

async function appOf(contract: unknown): Promise<string> {
  const { files, diagnostics } = await generateFrom(contract);
  assert.deepEqual(diagnostics, []);
  return files?.get("app.ts") ?? assert.fail("there is no app.ts");
}

test("a contract without policies of its own gets the usual ones and no other words", async () => {
  const text = await appOf(counterContract());
  assert.match(
    text,
    / {4}retry: \{\n( {6}\w+: \{ attempts: 4, strategy: "exponential", first: 200, max: 5000 \},\n){2} {4}\},/,
  );
});

test("who names a policy gets it, with jitter and classes of errors", async () => {
  const contract = counterContract();
  const { messages } = contract.components;
  const words = contract["x-eventwright"];
  messages.Add["x-eventwright"].retry = "patient";
  messages.Told["x-eventwright"].retry = "still";
  words.readModels.totals.retry = "chancy";
  Object.assign(words.retryPolicies, {
    patient: { attempts: 5, first: "PT1M", transient: ["RateMissing", "ETIMEDOUT"], permanent: ["TypeError"] },
    still: { attempts: 2, strategy: "fixed", first: "PT3S", jitter: "none" },
    chancy: { attempts: 2, jitter: 0.75 },
    publish: { attempts: 3, jitter: "full" },
  });
  const text = await appOf(contract);
  const has = (line: string) => assert.ok(text.includes(line), line);
  // What is not said of the longest wait is no shorter than the first one.
  const classes = 'transient: ["ETIMEDOUT", "RateMissing"], permanent: ["TypeError"]';
  has(`Add: { attempts: 5, strategy: "exponential", first: 60000, max: 60000, ${classes} },`);
  has('Told: { attempts: 2, strategy: "fixed", first: 3000, max: 5000, jitter: 0 },');
  has('totals: { attempts: 2, strategy: "exponential", first: 200, max: 5000, jitter: 0.75 },');
  has('publish: { attempts: 3, strategy: "exponential", first: 200, max: 5000, jitter: 1 },');
});

test("the subscription of a reaction and that of a process carry what the contract says of deliveries", async () => {
  for (const make of [counterContract, processContract]) {
    const contract = make();
    Object.assign(contract["x-eventwright"].retryPolicies.delivery, { attempts: 7, timeToLive: "PT90M" });
    const { files } = await generateFrom(contract);
    const { subscriptions } = JSON.parse(files?.get("resources.json") ?? "");
    assert.deepEqual(
      subscriptions.map(({ retryPolicy, deadLetterContainer }: Record<string, unknown>) => [
        retryPolicy,
        deadLetterContainer,
      ]),
      [[{ maxDeliveryAttempts: 7, eventTimeToLiveInMinutes: 90 }, "dead-letters"]],
    );
    contract["x-eventwright"].retryPolicies.delivery.deadLetter = false;
    const without = JSON.parse((await generateFrom(contract)).files?.get("resources.json") ?? "");
    assert.equal("deadLetterContainer" in without.subscriptions[0], false);
  }
});

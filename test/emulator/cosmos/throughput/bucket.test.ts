import assert from "node:assert/strict";
import { test } from "node:test";
import { TokenBucket } from "../../../../emulator/cosmos/throughput/bucket.ts";

test("a bucket begins with one second's worth and never holds more", () => {
  const bucket = new TokenBucket(100, 0);
  bucket.take(100, 60_000);
  assert.ok(bucket.wait(60_000) > 0);
  assert.equal(bucket.wait(60_001), 0);
});

test("a request may begin while anything is left; its debt is waited for", () => {
  const bucket = new TokenBucket(100, 0);
  bucket.take(99, 0);
  assert.equal(bucket.wait(0), 0);
  bucket.take(51, 0);
  assert.equal(bucket.wait(0), 501);
  assert.equal(bucket.wait(300), 201);
  assert.equal(bucket.wait(501), 0);
});

test("over time no more than the rate is spent, and nearly all of it", () => {
  const bucket = new TokenBucket(50, 0);
  let spent = 0;
  for (let now = 0; now < 60_000; now++) {
    if (bucket.wait(now) > 0) continue;
    bucket.take(6.3, now);
    spent += 6.3;
  }
  assert.ok(spent <= 50 * 61 + 6.3, `${spent}`);
  assert.ok(spent > 50 * 60, `${spent}`);
});

test("a changed rate keeps the debt; a clock set back fills nothing", () => {
  const bucket = new TokenBucket(100, 10_000);
  bucket.take(200, 10_000);
  bucket.setRate(1000, 10_000);
  assert.equal(bucket.wait(10_000), 101);
  assert.equal(bucket.wait(4_000), 101);
  assert.equal(bucket.wait(4_101), 0);
});

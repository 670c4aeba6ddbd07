import assert from "node:assert/strict";
import { test } from "node:test";
import { anchorsOf, ownContract, siteFrom } from "./support.ts";
import { withSecondVersion } from "./versions.ts";

const before = siteFrom(ownContract);
const after = siteFrom(
  withSecondVersion(ownContract, "CreditsReserved", { payload: "CreditsReservedData", sunset: "2027-06-30" }),
);

test("what an old contract's site had is there after a new version, with every anchor", () => {
  for (const [path, page] of before) {
    const now = after.get(path);
    assert.ok(now !== undefined, path);
    if (!path.endsWith(".html")) continue;
    for (const anchor of anchorsOf(page)) {
      // Pages that lead on take what stands behind `#` along.
      const target = /data-to=(\S+?)>/.exec(now)?.[1];
      const shown = target === undefined ? now : (after.get(new URL(target, `site:/${path}`).pathname.slice(1)) ?? "");
      assert.ok(anchorsOf(shown).has(anchor), `${path}#${anchor}`);
    }
  }
});

test("an address without a version leads to the newest", () => {
  assert.match(before.get("messages/credits-reserved.html") ?? "", /data-to=credits-reserved\/v1\.html/);
  assert.match(after.get("messages/credits-reserved.html") ?? "", /data-to=credits-reserved\/v2\.html/);
});

test("each version leads to the others, and an earlier one says when it ends", () => {
  const [first, second] = [
    after.get("messages/credits-reserved/v1.html") ?? "",
    after.get("messages/credits-reserved/v2.html") ?? "",
  ];
  assert.match(first, /href=v2\.html/);
  assert.match(second, /href=v1\.html/);
  assert.match(first, /This is an earlier version\. It is there until 2027-06-30/);
  assert.doesNotMatch(second, /earlier version/);
  assert.match(
    after.get("changes.html") ?? "",
    /Credits reserved v1.*2027-06-30.*use <a href=messages\/credits-reserved\/v2\.html>version 2/s,
  );
});

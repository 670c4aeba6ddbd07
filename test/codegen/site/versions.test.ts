import assert from "node:assert/strict";
import { test } from "node:test";
import type { Contract } from "../../../codegen/model/contract.ts";
import { counterContract, inMemory } from "../support/contracts.ts";
import { anchorsOf, contractFrom, contractOf, linksOf, ownContract, siteFrom } from "./support.ts";
import { withSecondVersion } from "./versions.ts";

const changed = withSecondVersion(ownContract, "CreditsReserved", {
  payload: "CreditsReservedData",
  sunset: "2027-06-30",
});
const before = siteFrom(ownContract);
const after = siteFrom(changed);

/** Every page of an old site, with every place on it, is in the new one. */
function assertNothingDied(old: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): void {
  for (const [path, page] of old) {
    const text = now.get(path);
    assert.ok(text !== undefined, path);
    if (!path.endsWith(".html")) continue;
    // Pages that lead on take what stands behind `#` along.
    const target = /data-to=(\S+?)>/.exec(text)?.[1];
    const shown = target === undefined ? text : (now.get(new URL(target, `site:/${path}`).pathname.slice(1)) ?? "");
    const there = anchorsOf(shown);
    for (const anchor of anchorsOf(page)) assert.ok(there.has(anchor), `${path}#${anchor}`);
  }
}

function assertLinksLead(site: ReadonlyMap<string, string>): void {
  for (const [path, page] of site) {
    if (!path.endsWith(".html")) continue;
    for (const link of linksOf(path, page)) assert.ok(site.has(link.path), `${path} links to ${link.path}`);
  }
}

test("what an old contract's site had is there after a new version, with every anchor", () => {
  assertNothingDied(before, after);
});

test("an address without a version leads to the newest", () => {
  assert.match(before.get("messages/credits-reserved.html") ?? "", /data-to=credits-reserved\/v1\.html/);
  assert.match(after.get("messages/credits-reserved.html") ?? "", /data-to=credits-reserved\/v2\.html/);
});

test("each version leads to the others, and an earlier one says when it ends", () => {
  const pageOf = (version: number) => after.get(`messages/credits-reserved/v${version}.html`) ?? "";
  assert.match(pageOf(1), /href=v2\.html/);
  assert.match(pageOf(2), /href=v1\.html/);
  assert.match(
    pageOf(1),
    /This is an earlier version\. It is deprecated since 2026-12-31\. It is sent until 2027-06-30/,
  );
  assert.doesNotMatch(pageOf(2), /earlier version/);
  const row = /Credits reserved v1.*2027-06-30.*use <a href=messages\/credits-reserved\/v2\.html>version 2/s;
  assert.match(after.get("changes.html") ?? "", row);
});

/** The counter's contract before and after a message, a field, a rejection and a query went away. */
function shrunk(): { readonly old: Contract; readonly now: Contract } {
  const document = counterContract();
  const old = contractFrom(document);
  delete document.components.messages.Told;
  delete document.components.messages.Add.payload.properties.note;
  document.components.messages.Add["x-eventwright"].rejections = [];
  document["x-eventwright"].rejections = {};
  delete document["x-eventwright"].readModels.totals.queries.listTotals;
  document.info.version = "2.0.0";
  return { old, now: contractFrom(document) };
}

test("what was published and is gone stays reachable, and says so", () => {
  const { old, now } = shrunk();
  const [then, site] = [siteFrom(old), siteFrom(now, { published: [old] })];
  assertNothingDied(then, site);
  assertLinksLead(site);
  assert.match(site.get("messages/told/v1.html") ?? "", /not in the contract any more\. Version 1\.0\.0/);
  assert.match(site.get("messages/add/v1.html") ?? "", /<li id=\/payload\/note>.*until version 1\.0\.0/);
  assert.doesNotMatch(site.get("index.html") ?? "", /told/i);
  assert.doesNotMatch(siteFrom(now).get("messages/add/v1.html") ?? "", /\/payload\/note/);
});

test("published bundles, which have lost their schemas' ids, keep the addresses that they had", () => {
  const files = inMemory({ "contract.json": JSON.stringify(ownContract.bundle) });
  const bundled = contractOf({ ...files, contract: "contract.json" });
  const now = { ...ownContract, messages: ownContract.messages.filter(({ name }) => name !== "AccountClosed") };
  const site = siteFrom(now, { published: [bundled] });
  assertNothingDied(before, site);
  assertLinksLead(site);
  assert.match(site.get("messages/account-closed/v1.html") ?? "", /not in the contract any more/);
});

test("a version that was replaced without being kept is gone, and the newest one is told", () => {
  const now = { ...ownContract, messages: changed.messages.map((message) => ({ ...message, earlier: [] })) };
  const site = siteFrom(now, { published: [ownContract] });
  assert.match(site.get("messages/credits-reserved/v1.html") ?? "", /<a href=v2\.html>The newest version/);
  assert.match(site.get("messages/credits-reserved/v2.html") ?? "", /<a href=v1\.html>v1 <small>gone/);
});

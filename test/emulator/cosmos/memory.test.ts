import assert from "node:assert/strict";
import { test } from "node:test";
import type { Call } from "../../../emulator/cosmos/http/exchange.ts";
import { RequestCounts } from "../../../emulator/cosmos/http/request-counts.ts";
import { readQueryRequest } from "../../../emulator/cosmos/query/request.ts";

test("names out of paths do not fill the memory", () => {
  const counts = new RequestCounts();
  const call = (container: string): Call => ({
    method: "GET",
    segments: ["dbs", "d", "colls", container, "docs", "x"],
    headers: {},
    body: "",
    signal: new AbortController().signal,
  });
  for (let index = 0; index < 5_000; index++) counts.add(call(`made-up-${index}`));
  counts.add(call("made-up-0"));
  const shown = counts.toJSON();
  assert.equal(Object.keys(shown).length, 1_001);
  assert.equal(shown["made-up-0 GET"], 2);
  assert.equal(shown["others"], 4_000);
});

test("short query texts are parsed once, long ones are not remembered", () => {
  const parse = (text: string) => readQueryRequest(JSON.stringify({ query: text })).query;
  const short = "SELECT * FROM c WHERE c.n = 1";
  assert.equal(parse(short), parse(short));
  const long = `SELECT * FROM c WHERE c.n IN (${Array(5_000).fill("1").join()})`;
  assert.notEqual(parse(long), parse(long));
});

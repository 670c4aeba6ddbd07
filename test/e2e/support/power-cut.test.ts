import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { powerCut, sendsCommand } from "./power-cut.ts";

test("the power is cut at the counted requests, in their order, and their callers get no answer", async (t) => {
  const arrived: string[] = [];
  const system = createServer((request, response) => {
    arrived.push(request.url ?? "");
    request.resume().on("end", () => response.end("done"));
  }).listen(0, "127.0.0.1");
  await once(system, "listening");
  t.after(() => system.close().closeAllConnections());
  const happened: string[] = [];
  const moments = [
    { what: "any", at: sendsCommand(), count: 2 },
    { what: "named", at: sendsCommand("b"), count: 1, until: async () => happened.push("until") },
  ];
  const { port } = system.address() as AddressInfo;
  const power = await powerCut(`http://127.0.0.1:${port}`, moments, async () => void happened.push("cut"));
  t.after(() => power.close());
  const send = async (name: string) => {
    const answer = fetch(`${power.url}/api/commands/${name}`, { method: "POST", body: "{}" });
    return answer.then(({ status }) => status).catch(() => "broken");
  };
  assert.equal((await fetch(`${power.url}/api/health`)).status, 200);
  assert.deepEqual([await send("b"), await send("b")], [200, "broken"]);
  assert.deepEqual([power.cuts, happened], [["any"], ["cut"]]);
  assert.deepEqual([await send("a"), await send("b")], [200, "broken"]);
  await power.over;
  assert.deepEqual(
    [power.cuts, happened],
    [
      ["any", "named"],
      ["cut", "until", "cut"],
    ],
  );
  assert.equal(await send("b"), 200);
  assert.equal(arrived.length, 6);
});

test("a system that does not come back is told", async (t) => {
  const moments = [{ what: "any", at: sendsCommand(), count: 1 }];
  const power = await powerCut("http://127.0.0.1:9", moments, () => Promise.reject(new Error("It stays away.")));
  t.after(() => power.close());
  await assert.rejects(fetch(`${power.url}/api/commands/a`, { method: "POST", body: "{}" }));
  await assert.rejects(power.over, /It stays away/);
  assert.deepEqual(power.cuts, []);
});

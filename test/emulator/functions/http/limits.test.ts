import assert from "node:assert/strict";
import { request } from "node:http";
import { it } from "node:test";
import { startSample } from "../support/host.ts";

it("maxConcurrentRequests lets the others wait, maxOutstandingRequests refuses more", async () => {
  const prefix = "AzureFunctionsJobHost__extensions__http__";
  const settings = { [`${prefix}maxConcurrentRequests`]: "1", [`${prefix}maxOutstandingRequests`]: "2" };
  await using sample = await startSample("esm-streaming", { settings });
  const { host, log } = sample;
  const slow = request(`${host.url}/api/echo`, { method: "POST" });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    slow.on("error", reject);
    slow.on("response", (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
  });
  slow.write("begun");
  await log.until(/echo reads/);
  const ask = async () => (await fetch(`${host.url}/api/hello/x`)).status;
  const two = [ask(), ask()];
  assert.equal(await Promise.race(two), 429);
  assert.deepEqual(log.matching(/said hello/), []);
  slow.end();
  assert.equal(await answered, 200);
  assert.deepEqual((await Promise.all(two)).sort(), [200, 429]);
  assert.equal(await ask(), 200);
});

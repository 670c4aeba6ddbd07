import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { parseCors } from "../../../../emulator/functions/http/cors.ts";
import { startSample } from "../support/host.ts";

const page = "https://app.example";
const preflight = { "access-control-request-method": "PUT", "access-control-request-headers": "x-one,content-type" };

/** Those of an answer's headers that concern other origins. */
function corsOf(response: Response): Record<string, string> {
  return Object.fromEntries([...response.headers].filter(([name]) => /^access-control|^vary$/.test(name)));
}

describe("pages of other origins", () => {
  let sample: Awaited<ReturnType<typeof startSample>>;
  before(async () => {
    sample = await startSample("esm-streaming", { cors: parseCors(`${page},http://localhost:3000`, true) });
  });
  after(() => sample[Symbol.asyncDispose]());

  const ask = (path: string, method: string, headers: Record<string, string>) =>
    fetch(`${sample.host.url}${path}`, { method, headers });

  it("preflights are answered here, and functions never see them", async () => {
    const allowed = await ask("/api/any", "OPTIONS", { origin: page, ...preflight });
    assert.equal(allowed.status, 204);
    assert.deepEqual(corsOf(allowed), {
      "access-control-allow-credentials": "true",
      "access-control-allow-headers": "x-one,content-type",
      "access-control-allow-methods": "PUT",
      "access-control-allow-origin": page,
      vary: "Origin",
    });
    const refused = await ask("/api/any", "OPTIONS", { origin: "https://evil.example", ...preflight });
    assert.equal(refused.status, 204);
    assert.deepEqual(corsOf(refused), { vary: "Origin" });
    assert.equal((await ask("/api/hello", "OPTIONS", { origin: page })).status, 404);
  });

  it("answers carry the headers for allowed origins only, refusals too", async () => {
    const given = { "access-control-allow-credentials": "true", "access-control-allow-origin": page, vary: "Origin" };
    assert.deepEqual(corsOf(await ask("/api/hello/x", "GET", { origin: page })), given);
    assert.deepEqual(corsOf(await ask("/nowhere", "GET", { origin: page })), given);
    assert.deepEqual(corsOf(await ask("/api/hello/x", "GET", { origin: `${page}.evil.example` })), { vary: "Origin" });
    assert.deepEqual(corsOf(await ask("/api/hello/x", "GET", {})), {});
  });

  it("what asks for no key stays closed to every page", async () => {
    const response = await ask("/durabletask/instances", "GET", { origin: page });
    assert.equal(response.status, 403);
    assert.deepEqual(corsOf(response), {});
  });

  it("takes lists as the Core Tools do, and refuses what browsers would not honour", async () => {
    assert.equal(parseCors("", true), undefined);
    assert.deepEqual(parseCors("*", false), { origins: ["*"], credentials: false });
    assert.throws(() => parseCors("*", true), /credentials/);
    assert.throws(() => parseCors("https://app.example/path", false), /is no origin/);
    assert.throws(() => parseCors("app.example", false), /is no origin/);
    await using open = await startSample("esm-streaming", { cors: parseCors("*", false) });
    const response = await fetch(`${open.host.url}/api/hello/x`, { headers: { origin: page } });
    assert.deepEqual(corsOf(response), { "access-control-allow-origin": "*" });
  });
});

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { runProgram } from "./support/commands.ts";
import { eventually, get, post } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";

describe("with --secure the system asks for a key and for a token, which npm run token prints", () => {
  const folder = temporaryFolder();
  let system: System;
  let key: Record<string, string>;
  before(async () => {
    system = await startSystem(folder.path, 0, {}, ["--secure", "--no-approvals"]);
    key = { "x-functions-key": keysOf(folder.path).functions.host };
  });
  after(async () => {
    await system?.stop();
    folder.remove();
  });

  /** Headers with a token that `npm run token` prints. */
  async function bearer(...args: string[]): Promise<Record<string, string>> {
    const printed = await runProgram("scripts/token.ts", ["--data", folder.path, ...args]);
    assert.equal(printed.code, 0, printed.stderr);
    return { ...key, authorization: `Bearer ${printed.stdout.trim()}` };
  }

  async function storedMessages(): Promise<number> {
    const headers = { "x-functions-key": keysOf(folder.path).functions.master };
    const found = await get(`${system.api}/api/admin/messages?limit=200`, headers);
    assert.equal(found.status, 200, JSON.stringify(found.body));
    return found.body.items.length;
  }

  it("refuses everybody whose token is not good, by code, and stores nothing of it", async () => {
    const account = { accountId: randomUUID(), owner: "anna", currency: "EUR" };
    const before = await storedMessages();
    const good = await bearer("--as", "anna");
    const { "x-functions-key": _, ...withoutKey } = good;
    for (const [what, headers, status, code, challenge] of [
      ["no key", withoutKey, 401, undefined, undefined],
      ["wrong key", { ...good, "x-functions-key": "wrong" }, 401, undefined, undefined],
      ["no token", key, 401, "token-missing", /^Bearer$/],
      ["expired", await bearer("--as", "anna", "--expires", "-5m"), 401, "token-expired", /invalid_token/],
      ["wrong audience", await bearer("--audience", "api://other"), 401, "token-invalid", /invalid_token/],
      ["wrong issuer", await bearer("--issuer", "http://127.0.0.1:1"), 401, "token-invalid", /invalid_token/],
      ["wrong signature", await bearer("--forged"), 401, "token-invalid", /invalid_token/],
    ] as const) {
      const refused = await post(system.api, "open-account", account, headers);
      assert.equal(refused.status, status, what);
      assert.equal(refused.body.code, code, what);
      if (challenge !== undefined) assert.match(refused.headers.get("www-authenticate") ?? "", challenge, what);
    }
    assert.equal(await storedMessages(), before);
    assert.equal((await post(system.api, "open-account", account, good)).status, 202);
    const stored = await eventually(storedMessages, (count) => count > before);
    assert.ok(stored > before);
  });

  it("takes tokens of a new key, and those of the old one as before", async () => {
    const old = await bearer("--as", "anna");
    const fresh = await bearer("--as", "anna", "--rotate-keys");
    for (const headers of [old, fresh]) {
      const found = await eventually(
        () => get(`${system.api}/api/accounts?owner=anna`, headers),
        ({ status }) => status === 200,
      );
      assert.equal(found.status, 200);
    }
  });
});

import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { type Callers, callersOf, type Headers } from "./support/callers.ts";
import { type Answer, eventually, get, getStream, post } from "./support/http.ts";
import { type Stored, storedIn } from "./support/stored.ts";
import { type System, startSystem, temporaryFolder } from "./support/system.ts";

const every = ["credits.operate", "credits.read", "credits.review", "credits.write"];

describe("with a good token, a request about what is somebody else's", () => {
  const folder = temporaryFolder();
  const anna = { accountId: randomUUID(), merchantId: randomUUID(), commandId: "" };
  const ben = { accountId: randomUUID() };
  const keyed = `key-${randomUUID()}`;
  let system: System;
  let callers: Callers;
  let stored: Stored;
  let asAnna: Headers;
  let asBen: Headers;
  before(async () => {
    system = await startSystem(folder.path, 0, {}, ["--secure", "--no-approvals"]);
    callers = callersOf(folder.path);
    stored = storedIn(system);
    [asAnna, asBen] = [await callers.as("anna"), await callers.as("ben")];
    const account = (accountId: string, owner: string) => ({ accountId, owner, currency: "EUR" });
    await succeed("open-account", { ...account(anna.accountId, "anna"), guardian: "carl" }, asAnna);
    await succeed("open-account", account(ben.accountId, "ben"), asBen);
    const merchant = { merchantId: anna.merchantId, name: "Corner", owner: "anna", currency: "EUR" };
    await succeed("register-merchant", merchant, asAnna);
    anna.commandId = await succeed("load-credits", load(), { ...asAnna, "idempotency-key": keyed });
    // The last thing that all of this sets off.
    const told = () => read("/api/notifications?recipient=anna", asAnna);
    await eventually(told, ({ body }) => JSON.stringify(body).includes("BalanceChanged"));
    await eventually(
      () => read(`/api/merchants/${anna.merchantId}/takings`, asAnna),
      ({ status }) => status === 200,
    );
  });
  after(async () => {
    stored?.dispose();
    await system?.stop();
    folder.remove();
  });

  const loadId = randomUUID();
  const load = () => ({ accountId: anna.accountId, amount: 50_000, currency: "EUR", loadId });
  const read = (path: string, headers: Headers) => get(`${system.api}${path}`, headers);
  const send = (name: string, payload: unknown, headers: Headers) => post(system.api, name, payload, headers);

  async function succeed(name: string, payload: unknown, headers: Headers): Promise<string> {
    const accepted = await send(name, payload, headers);
    assert.equal(accepted.status, 202, JSON.stringify(accepted.body));
    const done = await read(String(accepted.headers.get("location")), { ...headers, prefer: "wait=30" });
    assert.equal(done.body.status, "succeeded", JSON.stringify(done.body));
    return accepted.body.commandId;
  }

  /** Commands about what is anna's, or nobody's, that somebody else sends. */
  const commands = (): readonly (readonly [name: string, payload: object])[] => {
    const transferId = randomUUID();
    const money = { amount: 100, currency: "EUR" };
    const transfer = { transferId, fromAccountId: anna.accountId, toAccountId: ben.accountId, ...money };
    const question = { transferId, fromAccountId: anna.accountId, guardian: "carl" };
    const payment = { paymentId: randomUUID(), fromAccountId: anna.accountId, merchantId: anna.merchantId, ...money };
    return [
      ["transfer-credits", transfer],
      ["transfer-credits", { ...transfer, fromAccountId: randomUUID() }],
      ["pay-merchant", payment],
      ["close-account", { accountId: anna.accountId }],
      ["allow-transfer", question],
      ["deny-transfer", question],
      ["register-merchant", { merchantId: randomUUID(), name: "Mine", owner: "anna", currency: "EUR" }],
    ];
  };

  /** What anna and operators may read. */
  const hers = () => [
    `/api/accounts/${anna.accountId}`,
    `/api/accounts/${anna.accountId}/statement`,
    "/api/accounts?owner=anna",
    `/api/merchants/${anna.merchantId}/takings`,
    "/api/merchants?owner=anna",
    `/api/transfers?fromAccountId=${anna.accountId}`,
    "/api/notifications?recipient=anna",
  ];
  /** What operators and reviewers alone may read, since it is about many. */
  const everybodys = () => [
    "/api/accounts",
    "/api/merchants",
    `/api/transfers?toAccountId=${anna.accountId}`,
    "/api/transfers?status=held",
  ];
  const herCommand = () => `/api/commands/${anna.commandId}`;

  function isNotYours(what: string, { status, body, headers }: Answer): void {
    assert.deepEqual([status, body.code], [403, "not-yours"], `${what}: ${JSON.stringify(body)}`);
    assert.match(headers.get("content-type") ?? "", /problem\+json/, what);
    assert.doesNotMatch(JSON.stringify(body), /anna|carl|50000/, what);
  }

  it("is refused, says nothing of what is there, and nothing is stored", async () => {
    const before = await stored.rest();
    for (const [name, payload] of commands()) isNotYours(name, await send(name, payload, asBen));
    for (const path of [...hers(), ...everybodys(), herCommand(), `/api/accounts/${randomUUID()}`]) {
      isNotYours(path, await read(path, asBen));
    }
    for (const path of everybodys()) isNotYours(path, await read(path, asAnna));
    isNotYours("stream", await getStream(`${system.api}/api/notifications?recipient=anna`, asBen));
    assert.deepEqual(await stored.look(), before);
  });

  it("is answered to whoever it belongs to, and to operators", async () => {
    const asOperator = await callers.as("olga", { scopes: every });
    for (const path of [...hers(), ...everybodys()]) assert.equal((await read(path, asOperator)).status, 200, path);
    for (const path of [...hers(), herCommand()]) assert.equal((await read(path, asAnna)).status, 200, path);
    isNotYours("a command is its sender's", await read(herCommand(), asOperator));
  });

  it("neither learns of a command by sending the same once more, nor takes its key away", async () => {
    const withKey = (headers: Headers) => ({ ...headers, "idempotency-key": keyed });
    const accepted = await send("load-credits", load(), withKey(asBen));
    assert.equal(accepted.status, 202, "he is answered as if nobody had sent it");
    assert.equal(accepted.headers.get("idempotency-replayed"), null);
    assert.notEqual(accepted.body.commandId, anna.commandId);
    const replayed = await send("load-credits", load(), withKey(asAnna));
    assert.deepEqual([replayed.status, replayed.body.commandId], [202, anna.commandId]);
    const reused = await send("load-credits", { ...load(), amount: 7 }, withKey(asAnna));
    assert.equal(reused.body.code, "idempotency-key-reused");
    // A command that nobody has sent is answered like hers.
    const unknown = herCommand().replace(/[^/.]+(?=\.)/, "A".repeat(43));
    isNotYours("unknown", await read(unknown, asBen));
    isNotYours("hers", await read(herCommand(), asBen));
  });
});

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { inMemoryApp } from "../../../../platform/testing/in-memory-app.ts";
import { guardedTally, tokensOf } from "../../support/guarded.ts";
import { startIssuer, type TestIssuer } from "../../support/issuer.ts";

/** Names that a careless look-up would find something under. */
const inherited = ["__proto__", "constructor", "toString", "hasOwnProperty", "prototype"];
/** Others who look like Anna, or are like her for a careless comparison. */
const lookalikes = [
  "Anna",
  "ANNA",
  "\u0430nna",
  "ann\u00e4",
  "anna\u0301",
  "anna ",
  " anna",
  "anna%00",
  "anna,ben",
  "ａnna",
];

describe("hostile callers", () => {
  let issuer: TestIssuer;
  before(async () => {
    issuer = await startIssuer();
  });
  after(() => issuer.stop());

  const open = () => {
    const app = inMemoryApp(guardedTally(), { environment: tokensOf(issuer) });
    const as = async (
      sub: string,
      method: string,
      url: string,
      body?: unknown,
      headers: Readonly<Record<string, string>> = {},
    ) => {
      const scope = "tally.read tally.write";
      const authorization = `Bearer ${await issuer.token(app.clock.now(), { sub, scope })}`;
      return app.request(method, url, { ...(body !== undefined && { body }), headers: { authorization, ...headers } });
    };
    const own = async (sub: string, counterId: string, amount = 1) => {
      assert.equal((await as(sub, "POST", "/api/commands/add", { counterId, amount })).status, 202);
      await app.pump();
    };
    const stored = () => app.stores.containers.commands.changesAfter(0).length;
    return { app, as, own, stored };
  };

  it("own what is theirs under names that every object has, and nothing else by them", async () => {
    const { as, own } = open();
    await own("anna", "a");
    for (const name of inherited) {
      assert.equal((await as(name, "GET", "/api/counters/a")).body.code, "not-yours", name);
      assert.equal((await as(name, "GET", `/api/counters/${name}`)).body.code, "not-yours", name);
      await own(name, name);
      assert.equal((await as(name, "GET", `/api/counters/${name}`)).status, 200, name);
      assert.equal((await as("anna", "GET", `/api/counters/${name}`)).body.code, "not-yours", name);
      const twice = await as(name, "GET", `/api/notifications?recipient=${name}&${name}=1`);
      assert.equal(twice.body.code, "invalid-query", name);
    }
  });

  it("are nobody else for looking alike", async () => {
    const { as, own } = open();
    await own("anna", "a");
    for (const name of lookalikes) {
      assert.equal((await as(name, "GET", "/api/counters/a")).body.code, "not-yours", JSON.stringify(name));
    }
  });

  it("reach what the checked key names, and nothing beside it, however an address is written", async () => {
    const { as, own, stored } = open();
    await own("anna", "mine");
    await own("ben", "a");
    await own("ben", "a/b");
    await own("ben", "mine/additions");
    const before = stored();
    for (const url of [
      "/api/counters/a",
      "/API/Counters/a",
      "/api/counters/%61",
      "/api/counters/a?counterId=mine",
      "/api/counters/a?code=mine",
      "/api/counters/mine%2Fadditions",
      "/api/counters/a%2Fb",
      "/api/counters/mine%2F..%2Fa",
      "/api/counters/mine%5C..%5Ca",
      "/api/counters/mine/../a",
      "/api/counters/mine/%2e%2e/a",
      "/api/counters/a%00mine",
      "/api/counters/a;mine",
      "/api/counters/a,mine",
      "/api/counters/A",
      "/api/notifications?recipient=a",
      "/api/notifications?recipient=a&recipient=mine",
      "/api/notifications?recipient=mine&recipient=a",
      "/api/notifications?Recipient=mine&recipient=a",
      "/api/notifications?recipient[]=mine&recipient=a",
      "/api/notifications?recipient=a%26recipient=mine",
      "/api/notifications?recipient=mine%00a",
    ]) {
      const answer = await as("anna", "GET", url);
      assert.ok(
        ["not-yours", "invalid-query"].includes(answer.body.code) || answer.status === 404,
        `${url}: ${answer.status} ${JSON.stringify(answer.body)}`,
      );
    }
    for (const counterId of ["a", "A", "mine ", ["mine", "a"], { mine: "a" }, 1, null, "__proto__"]) {
      const answer = await as("anna", "POST", "/api/commands/touch", { counterId, n: 1 });
      assert.ok(["not-yours", "invalid-payload"].includes(answer.body.code), JSON.stringify([counterId, answer.body]));
    }
    const twice = '{"counterId":"mine","n":1,"counterId":"a"}';
    const answer = await as("anna", "POST", "/api/commands/touch", twice);
    assert.equal(answer.body.code, "not-yours", "what is checked is what is done");
    assert.equal(stored(), before);
  });

  it("read no further than what is theirs with a place that somebody else's page gave out", async () => {
    const { as, own } = open();
    await own("anna", "mine");
    for (const amount of [1, 2, 3]) await own("ben", "a", amount);
    const bens = await as("ben", "GET", "/api/counters/a/additions?limit=1");
    const heard = await as("ben", "GET", "/api/notifications?recipient=a&limit=1");
    assert.equal(heard.status, 200);
    assert.ok(bens.body.next);
    const page = await as("anna", "GET", `/api/counters/mine/additions?after=${bens.body.next}`);
    assert.ok(!JSON.stringify(page.body).includes('"counterId":"a"'), JSON.stringify(page.body));
    const told = await as("anna", "GET", `/api/notifications?recipient=mine&after=${heard.body.position}`);
    const items: { readonly data: { readonly recipient: string } }[] = told.body.items ?? [];
    assert.ok(items.every(({ data }) => data.recipient === "mine"));
  });

  it("do not get hold of what another one is about to own", async () => {
    const { app, as, stored } = open();
    // Ben's addition is stored, and nothing says yet that the counter is his.
    assert.equal((await as("ben", "POST", "/api/commands/add", { counterId: "late", amount: 1 })).status, 202);
    const before = stored();
    const touching = as("anna", "POST", "/api/commands/touch", { counterId: "late", n: 1 });
    await app.pump();
    assert.equal((await touching).body.code, "not-yours");
    assert.equal(stored(), before);
    assert.equal((await as("ben", "POST", "/api/commands/touch", { counterId: "late", n: 1 })).status, 202);
  });

  it("hear notifications no longer than their token is good", async () => {
    const { app, own } = open();
    await own("anna", "a");
    const begun = app.clock.now();
    const stream = async (seconds: number) => {
      const exp = Math.floor(app.clock.now() / 1000) + seconds;
      const token = await issuer.token(app.clock.now(), { scope: "tally.read", exp });
      const answer = await app.request("GET", "/api/notifications?recipient=a", {
        headers: { authorization: `Bearer ${token}`, accept: "text/event-stream" },
      });
      assert.equal(answer.status, 200);
      const started = app.clock.now();
      let over = false;
      const reading = (async () => {
        for await (const _ of answer.body);
        over = true;
      })();
      while (!over) await app.clock.advance(500);
      await reading;
      return (app.clock.now() - started) / 1000;
    };
    // The leeway of 30 s counts here too: a request of that moment would be answered.
    const short = await stream(10);
    assert.ok(short >= 40 && short <= 41, `${short} s`);
    const long = await stream(3600);
    assert.ok(long >= 240 && long <= 241, `${long} s`);
    assert.ok(app.clock.now() > begun);
  });
});

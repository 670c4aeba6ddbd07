import assert from "node:assert/strict";
import { test } from "node:test";
import { Client, type ClientOptions, ProblemError } from "./golden/library/client.ts";

const command = {
  copyId: "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11",
  reader: "ada",
  class: "adult",
  constructor: 7,
  place: [1],
  toString: undefined as unknown as boolean,
} as const;

/** A client whose requests get these answers, one after the other, the last one again and again. */
function clientOf(options: Partial<ClientOptions>, ...answers: readonly (() => Response)[]) {
  const sent: { readonly url: string; readonly init: RequestInit }[] = [];
  const client = new Client({
    url: "http://127.0.0.1:1",
    delay: async () => {},
    fetch: async (url, init = {}) => {
      const answer = answers[Math.min(sent.length, answers.length - 1)];
      sent.push({ url: String(url), init });
      // As fetch does, whose errors show a header that is wrong.
      new Headers(init.headers);
      return answer?.() ?? Response.error();
    },
    ...options,
  });
  return { client, sent };
}

const json = (status: number, body: object) => () => Response.json(body, { status });
const accepted = json(202, { commandId: "c1", status: "accepted", correlationId: "k1" });
const duplicate = json(409, { code: "duplicate-command", title: "Again", commandId: "c1", status: 409 });

test("what cannot be a header is not sent, not tried again, and not shown", async () => {
  for (const options of [
    { token: "secret-\ntoken" },
    { token: async () => "secret-\u2019token" },
    { headers: { "x-functions-key": "secret-\r\nx: y" } },
  ]) {
    const { client, sent } = clientOf(options, accepted);
    const posted = await client.borrowCopy(command);
    assert.equal(posted.result, "refused");
    assert.equal(posted.result === "refused" && posted.problem.code, "invalid-header");
    await assert.rejects(client.health(), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.ok(!`${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`.includes("secret-"));
      return error.problem.code === "invalid-header";
    });
    assert.equal(sent.length, 0);
  }
  const { client, sent } = clientOf({ token: "token\n" }, accepted);
  assert.equal((await client.borrowCopy(command)).result, "accepted", "the line's end of a file is no part of it");
  assert.equal(new Headers(sent[0]?.init.headers).get("authorization"), "Bearer token");
});

test("keys and tokens go to the server that is named, and along no redirect", async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    const moved = () => new Response(null, { status, headers: { location: "https://evil.example/" } });
    const { client, sent } = clientOf({ token: "t" }, moved);
    const posted = await client.borrowCopy(command);
    assert.equal(posted.result === "refused" && posted.problem.code, `http-${status}`);
    await assert.rejects(client.health(), /follows no redirect/);
    assert.ok(sent.every(({ url, init }) => url.startsWith("http://127.0.0.1:1/") && init.redirect === "manual"));
    assert.ok(sent.every(({ url }) => !url.includes("Bearer") && !url.includes("=t")));
  }
});

test("a token that cannot be had is tried again, and said so", async () => {
  let asked = 0;
  const failing = () => {
    asked++;
    throw new Error("The issuer is away.");
  };
  const { client, sent } = clientOf({ token: failing }, accepted);
  const posted = await client.borrowCopy(command);
  const { code, detail } = posted.result === "unavailable" ? posted.problem : {};
  assert.deepEqual([code, detail, asked, sent.length], ["token-unavailable", "The issuer is away.", 4, 0]);
});

test("a request that had no token was not sent: a duplicate after it is somebody else's", async () => {
  let asked = 0;
  const token = () => {
    if (asked++ === 0) throw new Error("The issuer is away.");
    return "t";
  };
  const { client } = clientOf({ token }, duplicate);
  assert.equal((await client.borrowCopy(command)).result, "duplicate");
});

test("a token that is refused is got anew once, also in a page of another origin, which sees no such header", async () => {
  for (const code of ["token-expired", "token-invalid"]) {
    let asked = 0;
    const { client, sent } = clientOf({ token: () => `t${++asked}` }, json(401, { code, status: 401 }), accepted);
    assert.equal((await client.borrowCopy(command)).result, "accepted", code);
    assert.equal(new Headers(sent[1]?.init.headers).get("authorization"), "Bearer t2");
    const refusing = clientOf({ token: () => "t" }, json(401, { code, status: 401 }));
    const posted = await refusing.client.borrowCopy(command);
    assert.deepEqual([posted.result === "refused" && posted.problem.code, refusing.sent.length], [code, 2]);
  }
  for (const other of [json(401, { code: "token-missing", status: 401 }), () => new Response(null, { status: 401 })]) {
    const { client, sent } = clientOf({ token: () => "t" }, other);
    assert.deepEqual([(await client.borrowCopy(command)).result, sent.length], ["refused", 1]);
  }
});

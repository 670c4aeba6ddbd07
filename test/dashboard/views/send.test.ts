import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { describe, it } from "node:test";
import {
  clientOf,
  codeKinds,
  codeOf,
  curlOf,
  fetchOf,
  literal,
  type Sending,
} from "../../../dashboard/web/views/send/code.ts";
import { sendables, withFreshIds } from "../../../dashboard/web/views/send/commands.ts";

const openApi = JSON.parse(readFileSync(new URL("../../../generated/openapi.json", import.meta.url), "utf8"));

const nasty = {
  note: `it's "quoted" $HOME \`id\` \\ \n {"a":1} \${x}`,
  list: [1, { b: null }],
  "a-b": true,
  __proto__x: [],
};
const sending: Sending = {
  base: "http://127.0.0.1:7071",
  path: "/api/commands/transfer-credits",
  method: "transferCredits",
  payload: nasty,
  idempotencyKey: "it's me",
  keyed: true,
};

describe("commands that can be sent", () => {
  it("are the public ones, with their examples", () => {
    const commands = sendables(openApi);
    const names = commands.map(({ name }) => name);
    assert.ok(names.includes("TransferCredits") && !names.includes("AskGuardian") && !names.includes("HoldTransfer"));
    assert.deepEqual(names, names.toSorted());
    const transfer = commands.find(({ name }) => name === "TransferCredits");
    assert.equal(transfer?.path, "/api/commands/transfer-credits");
    assert.equal(transfer?.examples[0]?.name, "pocketMoney");
    assert.deepEqual(sendables(null), []);
  });

  it("have examples with ids of their own each time, the same where they were the same", () => {
    const [a, b] = ["9a5f0f0e-30a7-4a6d-8c1b-6a4b4a7f1f10", "6f1d3c5a-0b0e-4f6e-9a39-0d9f3f6f2b11"];
    let count = 0;
    const fresh = withFreshIds({ one: a, two: [a, b], three: "x", four: 4, five: null }, () => `new-${++count}`);
    assert.deepEqual(fresh, { one: "new-1", two: ["new-1", "new-2"], three: "x", four: 4, five: null });
    assert.deepEqual(
      withFreshIds({ one: a, two: b }, () => "new", new Set([b])),
      { one: "new", two: b },
    );
  });
});

describe("a command copied as code", () => {
  it("gives curl the very payload through a shell, and no key", () => {
    const command = curlOf(sending);
    assert.ok(!command.includes("master"));
    // A shell hands its arguments to a program that prints them.
    const print = `${process.execPath} -e 'console.log(JSON.stringify(process.argv.slice(1)))' --`;
    const { stdout, status } = spawnSync("sh", ["-c", command.replace(/^curl -i/, print)], {
      encoding: "utf8",
      env: { FUNCTION_KEY: "k" },
    });
    assert.equal(status, 0);
    const words = JSON.parse(stdout) as string[];
    assert.equal(words[0], `${sending.base}${sending.path}`);
    assert.deepEqual(JSON.parse(words.at(-1) ?? ""), nasty);
    assert.ok(words.includes("idempotency-key: it's me") && words.includes("x-functions-key: k"));
  });

  it("gives fetch the very request", async () => {
    const code = stripTypeScriptTypes(fetchOf({ ...sending, keyed: false })).replace(
      "console.log",
      "return [response];",
    );
    const calls: unknown[] = [];
    const fake = async (url: string, init: { body: string; headers: unknown }) => {
      calls.push([url, JSON.parse(init.body), init.headers]);
      return { status: 202, json: async () => ({}) };
    };
    await new Function("fetch", `return (async () => { ${code} })()`)(fake);
    const headers = { "content-type": "application/json", "idempotency-key": "it's me" };
    assert.deepEqual(calls, [[`${sending.base}${sending.path}`, nasty, headers]]);
  });

  it("gives the generated client a call that it has", async () => {
    const client = readFileSync(new URL("../../../generated/client.ts", import.meta.url), "utf8");
    for (const { method } of sendables(openApi)) assert.ok(client.includes(`  ${method}(data:`), method);
    const code = clientOf({ ...sending, correlationId: "c-1" });
    const [, call = ""] = /await (client\.[\s\S]*?);\nif/.exec(code) ?? [];
    const found: unknown[] = [];
    new Function("client", call)({ transferCredits: (...args: unknown[]) => found.push(...args) });
    assert.deepEqual(found, [nasty, { idempotencyKey: "it's me", correlationId: "c-1", wait: 10_000 }]);
    assert.match(code, /process\.env\["FUNCTION_KEY"\]/);
    assert.deepEqual(
      codeKinds.map((kind) => typeof codeOf(kind, sending)),
      ["string", "string", "string"],
    );
  });

  it("writes literals that mean what JSON means", () => {
    const values = [nasty, [], {}, [[]], JSON.parse('{"__proto__":{"a":1}}'), "\u2028", 0, null, { "": 1, "1a": 2 }];
    for (const value of values) {
      assert.equal(JSON.stringify(new Function(`return (${literal(value)});`)()), JSON.stringify(value));
    }
  });
});

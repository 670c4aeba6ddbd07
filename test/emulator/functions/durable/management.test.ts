import assert from "node:assert/strict";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { after, before, describe, it } from "node:test";
import { keys } from "../support/host.ts";
import { DurableSample, type Links, type Status } from "./support.ts";

const json = { "content-type": "application/json" };

describe("the management API of Durable Functions", () => {
  let sample: DurableSample;
  let api: string;
  before(async () => {
    sample = await DurableSample.start();
    api = `${sample.url}/durabletask`;
  });
  after(() => sample[Symbol.asyncDispose]());

  const call = (method: string, path: string, body?: string, headers: Record<string, string> = json) =>
    fetch(`${api}/${path}`, { method, headers, ...(body !== undefined && { body }) });
  const code = async (response: Response) => {
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    return [response.status, ((await response.json()) as { code: string }).code];
  };
  const status = async (method: string, path: string, body?: string) => (await call(method, path, body)).status;
  const started = async (name: string, id: string, body = "null") => {
    assert.equal(await status("POST", `orchestrators/${name}/${id}`, body), 202);
    await sample.idle();
  };

  it("refuses what is nested too deeply, so that lists stay readable", async () => {
    for (const deep of ["[".repeat(9_000) + "]".repeat(9_000), `${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}`]) {
      assert.deepEqual(await code(await call("POST", "orchestrators/approval/deep", deep)), [400, "invalid-json"]);
      assert.deepEqual(await code(await call("POST", "entities/counter/deep?op=add", deep)), [400, "invalid-json"]);
    }
    await started("approval", "shallow", "[".repeat(900) + "]".repeat(900));
    assert.equal(await status("GET", "instances"), 200);
    assert.equal(await status("GET", "instances/deep"), 404);
    await status("DELETE", "instances/shallow");
    await status("POST", "instances/shallow/terminate");
    await sample.idle();
    await status("DELETE", "instances/shallow");
  });

  it("starts instances, with a made or a given id, and refuses what cannot be", async () => {
    const response = await call("POST", "orchestrators/chain", '["Ann"]');
    assert.equal(response.status, 202);
    assert.equal(response.headers.get("retry-after"), "10");
    const links = (await response.json()) as Links;
    assert.match(links.id, /^[0-9a-f]{32}$/);
    assert.equal(response.headers.get("location"), links.statusQueryGetUri);
    assert.deepEqual((await sample.until(links, "Completed")).output, ["Hello Ann"]);

    await started("approval", "twice");
    assert.deepEqual(await code(await call("POST", "orchestrators/approval/twice")), [409, "instance-exists"]);
    assert.deepEqual(await code(await call("POST", "orchestrators/nobody")), [400, "unknown-function"]);
    assert.deepEqual(await code(await call("POST", "orchestrators/chain", "{")), [400, "invalid-json"]);
    for (const id of ["@x", "a%23b", "a%3Fb", "a%5Cb", "a%0Ab", "x".repeat(257)]) {
      assert.deepEqual(await code(await call("POST", `orchestrators/chain/${id}`)), [400, "invalid-instance-id"], id);
    }
    assert.equal(await status("POST", `orchestrators/chain/${"x".repeat(256)}`, "[]"), 202);
    assert.deepEqual(await code(await call("POST", "orchestrators/chain?taskHub=Other")), [400, "unknown-task-hub"]);
  });

  it("waits for the end when asked to", async () => {
    const done = await call("POST", "orchestrators/chain/w1?timeout=30&pollingInterval=0.01", '["Ann"]');
    assert.equal(done.status, 200);
    assert.deepEqual(await done.json(), ["Hello Ann"]);
    assert.equal(await status("POST", "orchestrators/approval/w2?timeout=0.05&pollingInterval=0.01"), 202);
    const failed = await call("POST", "orchestrators/fails/w3?timeout=30&pollingInterval=0.01");
    assert.equal(failed.status, 200);
    assert.equal(((await failed.json()) as Status).runtimeStatus, "Failed");
    const internal = "orchestrators/fails/w4?timeout=30&pollingInterval=0.01&returnInternalServerErrorOnFailure=true";
    assert.equal(await status("POST", internal), 500);
    assert.equal(await status("POST", "orchestrators/chain?timeout=1&pollingInterval=2"), 400);
    assert.equal(await status("POST", "orchestrators/chain?timeout=x&pollingInterval=2"), 400);
  });

  it("shows an instance: input, custom status, output, history", async () => {
    await started("approval", "s1", '{"amount":5}');
    const running = await call("GET", "instances/s1");
    assert.equal(running.status, 202);
    assert.equal(running.headers.get("retry-after"), "5");
    assert.match(running.headers.get("location") ?? "", /\/runtime\/webhooks\/durabletask\/instances\/s1\?/);
    const { createdTime, lastUpdatedTime, ...rest } = (await running.json()) as Record<string, unknown>;
    assert.match(String(createdTime), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.match(String(lastUpdatedTime), /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    assert.deepEqual(rest, {
      name: "approval",
      instanceId: "s1",
      runtimeStatus: "Running",
      input: { amount: 5 },
      customStatus: { waits: "approved" },
      output: null,
      historyEvents: null,
    });
    const hidden = (await (await call("GET", "instances/s1?showInput=false")).json()) as Status;
    assert.equal(hidden.input, null);
    assert.deepEqual(await code(await call("GET", "instances/nobody")), [404, "instance-not-found"]);
    assert.deepEqual(await code(await call("GET", "instances/s1?showInput=maybe")), [400, "invalid-query"]);

    await started("chain", "s2", '["Ann"]');
    const history = async (query: string) =>
      ((await (await call("GET", `instances/s2?showHistory=true${query}`)).json()) as Status).historyEvents ?? [];
    const kinds = (await history("")).map(({ EventType }) => EventType);
    assert.deepEqual(kinds, ["ExecutionStarted", "TaskCompleted", "ExecutionCompleted"]);
    const [, task] = await history("&showHistoryOutput=true");
    assert.equal(task?.["FunctionName"], "hello");
    assert.equal(task?.["Input"], "Ann");
    assert.equal(task?.["Result"], "Hello Ann");
    assert.ok(String(task?.["ScheduledTime"]) <= String(task?.["Timestamp"]));
    const [, bare] = await history("&showInput=false");
    assert.equal(bare && ("Input" in bare || "Result" in bare), false);

    await started("fails", "s3");
    assert.equal(await status("GET", "instances/s3"), 200);
    assert.equal(await status("GET", "instances/s3?returnInternalServerErrorOnFailure=true"), 500);
  });

  it("raises events, and says why it cannot", async () => {
    await started("approval", "r1");
    assert.deepEqual(await code(await call("POST", "instances/r1/raiseEvent/approved", "{")), [400, "invalid-json"]);
    const text = await call("POST", "instances/r1/raiseEvent/approved", "1", { "content-type": "text/plain" });
    assert.deepEqual(await code(text), [400, "not-json"]);
    assert.deepEqual(await code(await call("POST", "instances/no/raiseEvent/x", "1")), [404, "instance-not-found"]);
    assert.equal(await status("POST", "instances/r1/raiseEvent/approved", '{"by":"Ann"}'), 202);
    await sample.idle();
    assert.deepEqual(((await (await call("GET", "instances/r1")).json()) as Status).output, { by: "Ann" });
    assert.deepEqual(await code(await call("POST", "instances/r1/raiseEvent/x", "1")), [410, "instance-finished"]);
  });

  it("suspends, resumes, terminates, rewinds, restarts", async () => {
    const state = async (id: string) => ((await (await call("GET", `instances/${id}`)).json()) as Status).runtimeStatus;
    await started("approval", "m1");
    assert.deepEqual(await code(await call("POST", "instances/m1/resume")), [500, "not-suspended"]);
    assert.equal(await status("POST", "instances/m1/suspend?reason=a%20pause"), 202);
    await sample.idle();
    assert.equal(await state("m1"), "Suspended");
    assert.deepEqual(await code(await call("POST", "instances/m1/suspend")), [500, "already-suspended"]);
    assert.equal(await status("POST", "instances/m1/resume?reason=on"), 202);
    await sample.idle();
    assert.equal(await state("m1"), "Running");
    assert.equal(await status("POST", "instances/m1/terminate?reason=enough"), 202);
    await sample.idle();
    const ended = (await (await call("GET", "instances/m1")).json()) as Status;
    assert.deepEqual([ended.runtimeStatus, ended.output], ["Terminated", "enough"]);
    for (const verb of ["terminate", "suspend", "resume"]) {
      assert.equal(await status("POST", `instances/m1/${verb}`), 410, verb);
      assert.equal(await status("POST", `instances/nobody/${verb}`), 404, verb);
    }
    const rewound = await call("POST", "instances/m1/rewind");
    assert.equal(rewound.status, 412);
    assert.match(String(await rewound.json()), /only supported on failed/);
    assert.equal(await status("POST", "instances/nobody/rewind"), 404);
    await started("fails", "m2");
    assert.equal(await status("POST", "instances/m2/rewind?reason=again"), 202);
    await sample.idle();
    assert.equal(await state("m2"), "Failed");

    const again = (await (await call("POST", "instances/m2/restart")).json()) as Links;
    assert.notEqual(again.id, "m2");
    assert.equal(await status("POST", "instances/m2/restart?restartWithNewInstanceId=false"), 202);
    assert.equal(await status("POST", "instances/nobody/restart"), 400);
    await started("approval", "m3");
    assert.equal(await status("POST", "instances/m3/restart?restartWithNewInstanceId=false"), 409);
  });

  it("lists by filter, page by page", async () => {
    for (let n = 0; n < 7; n++) await started("chain", `page-${n}`, "[]");
    await started("approval", "page-live");
    const seen: string[] = [];
    let token: string | null = "";
    let pages = 0;
    do {
      const headers = { ...json, ...(token !== "" && token !== null && { "x-ms-continuation-token": token }) };
      const path = "instances?instanceIdPrefix=page-&top=3&runtimeStatus=Completed,Failed";
      const response: Response = await call("GET", path, undefined, headers);
      assert.equal(response.status, 200);
      seen.push(...((await response.json()) as { instanceId: string }[]).map(({ instanceId }) => instanceId));
      token = response.headers.get("x-ms-continuation-token");
      pages++;
    } while (token !== null);
    assert.equal(pages, 3);
    assert.deepEqual(
      seen.sort(),
      [0, 1, 2, 3, 4, 5, 6].map((n) => `page-${n}`),
    );
    const future = await call("GET", "instances?createdTimeFrom=2999-01-01T00:00:00Z");
    assert.deepEqual(await future.json(), []);
    for (const query of ["top=0", "top=x", "runtimeStatus=Sleeping", "createdTimeFrom=soon"]) {
      assert.deepEqual(await code(await call("GET", `instances?${query}`)), [400, "invalid-query"], query);
    }
    for (const made of ["x", "e30", "W10", Buffer.from('["a",1]').toString("base64url")]) {
      const response = await call("GET", "instances", undefined, { "x-ms-continuation-token": made });
      assert.deepEqual(await code(response), [400, "invalid-continuation-token"], made);
    }
  });

  it("purges by id and by filter", async () => {
    for (const id of ["gone-1", "gone-2"]) await started("chain", id, "[]");
    await started("approval", "gone-live");
    assert.deepEqual(await (await call("DELETE", "instances/gone-1")).json(), { instancesDeleted: 1 });
    assert.equal(await status("GET", "instances/gone-1"), 404);
    assert.equal(await status("DELETE", "instances/gone-1"), 404);
    assert.equal(await status("DELETE", "instances"), 400);
    const filter = "instances?createdTimeFrom=2020-01-01T00:00:00Z&instanceIdPrefix=gone-";
    assert.deepEqual(await (await call("DELETE", filter)).json(), { instancesDeleted: 1 });
    assert.equal(await status("GET", "instances/gone-live"), 202);
    assert.equal(await status("DELETE", filter), 404);
    assert.equal(await status("DELETE", `${filter}&runtimeStatus=Running`), 404);
    assert.deepEqual(await (await call("DELETE", "instances/gone-live")).json(), { instancesDeleted: 1 });
  });

  it("signals, reads, lists and deletes entities", async () => {
    assert.equal(await status("GET", "entities/Counter/e1"), 404);
    for (const key of ["e1", "e2", "e3"])
      assert.equal(await status("POST", `entities/Counter/${key}?op=add`, "2"), 202);
    await sample.idle();
    assert.equal(await (await call("GET", "entities/counter/e1")).json(), 2);
    const first = await call("GET", "entities/counter?top=2&fetchState=true");
    const page = (await first.json()) as { entityId: unknown; state: unknown }[];
    assert.deepEqual(
      page.map(({ entityId, state }) => ({ entityId, state })),
      ["e1", "e2"].map((key) => ({ entityId: { name: "counter", key }, state: 2 })),
    );
    const token = first.headers.get("x-ms-continuation-token") ?? "";
    const second = await call("GET", "entities?top=2", undefined, { "x-ms-continuation-token": token });
    assert.equal(((await second.json()) as unknown[]).length, 1);
    assert.equal(second.headers.get("x-ms-continuation-token"), null);
    assert.deepEqual(await code(await call("POST", "entities/nobody/x?op=a")), [400, "unknown-function"]);
    assert.deepEqual(await code(await call("POST", "entities/Counter/e1?op=add", "{")), [400, "invalid-json"]);
    assert.equal(await status("DELETE", "entities/Counter/e1"), 202);
    await sample.idle();
    assert.equal(await status("GET", "entities/Counter/e1"), 404);
  });

  it("answers everything else with 404, and stays up", async () => {
    for (const [method, path] of [
      ["GET", ""],
      ["GET", "orchestrators/chain"],
      ["PUT", "instances/s1"],
      ["POST", "instances"],
      ["POST", "instances/s1"],
      ["POST", "instances/s1/explode"],
      ["POST", "instances/s1/raiseEvent"],
      ["POST", "instances/s1/raiseEvent/a/b"],
      ["GET", "entities/a/b/c"],
      ["GET", "__proto__/constructor"],
      ["GET", `instances/${"x".repeat(8_000)}`],
    ] as const) {
      assert.equal((await code(await call(method, path)))[0], 404, `${method} ${path.slice(0, 50)}`);
    }
    assert.equal(await status("GET", "instances"), 200);
  });

  it("keeps browsers out of the worker's entrance", async () => {
    assert.equal((await fetch(`${api}/instances`, { headers: { origin: "http://evil.example" } })).status, 403);
    // A name of somebody else's that leads to this machine.
    const sent = request(`${api}/instances`, { headers: { host: "evil.example" } }).end();
    const [response] = (await once(sent, "response")) as [IncomingMessage];
    response.resume();
    assert.equal(response.statusCode, 421);
  });

  it("takes bodies that nobody should send, and stays up", async () => {
    const deep = "[".repeat(100_000) + "]".repeat(100_000);
    for (const body of [deep, `"${"x".repeat(1_000_000)}"`, '{"__proto__":{"a":1}}', "1e999", '"\\ud800"', "\ufeff1"]) {
      const answer = await status("POST", "orchestrators/approval", body);
      assert.ok(answer === 202 || answer === 400, `${answer} ${body.slice(0, 20)}`);
    }
    const bytes = await fetch(`${api}/orchestrators/approval`, { method: "POST", body: new Uint8Array([0xff, 0xfe]) });
    assert.deepEqual(await code(bytes), [400, "invalid-json"]);
    await started("chain", "after", '["Ann"]');
    assert.equal(await status("GET", "instances/after"), 200);
  });

  it("is not reached by the admin endpoint for other functions", async () => {
    for (const name of ["chain", "Counter"]) {
      const response = await sample.post(`/admin/functions/${name}`, { input: "" });
      assert.deepEqual(await code(response), [400, "durable-function"]);
    }
  });

  it("gives histories to a replay gate", async () => {
    await started("chain", "h1", '["Ann"]');
    const response = await fetch(`${sample.url}/admin/durable/instances/h1/history`);
    const { history, ...rest } = (await response.json()) as { history: Record<string, unknown>[] };
    assert.deepEqual(rest, {
      instanceId: "h1",
      name: "chain",
      version: "",
      status: "Completed",
      input: ["Ann"],
      customStatus: null,
    });
    assert.deepEqual(
      history.map(({ EventType }) => EventType),
      [12, 0, 4, 13, 12, 5, 1, 13],
    );
    assert.equal((await fetch(`${sample.url}/admin/durable/instances/no/history`)).status, 404);
    assert.equal((await fetch(`${sample.url}/admin/durable/instances/h1/history`, { method: "POST" })).status, 404);
  });
});

describe("the management API where keys are asked for", () => {
  it("opens with the system key or the master key; the worker's clients need none", async () => {
    await using sample = await DurableSample.start({ authorization: true });
    const hook = `${sample.url}/runtime/webhooks/durabletask/instances`;
    assert.equal((await fetch(hook)).status, 401);
    assert.equal((await fetch(`${hook}?code=${keys.eventgrid}`)).status, 401);
    assert.equal((await fetch(`${hook}?code=${keys.host}`)).status, 401);
    assert.equal((await fetch(`${hook}?code=${keys.durabletask}`)).status, 200);
    assert.equal((await fetch(hook, { headers: { "x-functions-key": keys.master } })).status, 200);
    assert.equal((await fetch(`${sample.url}/admin/durable/instances/x/history`)).status, 401);
    const links = await sample.start("chain", ["Ann"]);
    assert.equal(new URL(links.statusQueryGetUri).searchParams.get("code"), keys.durabletask);
    assert.deepEqual((await sample.until(links, "Completed")).output, ["Hello Ann"]);
  });
});

describe("the durable client in an app", () => {
  let sample: DurableSample;
  before(async () => {
    sample = await DurableSample.start();
  });
  after(() => sample[Symbol.asyncDispose]());

  it("is told what went wrong", async () => {
    const error = async (method: string, ...args: unknown[]) => (await sample.client(method, ...args)).error ?? "";
    assert.match(await error("getStatus", "nobody"), /could not find any data associated with the instanceId/);
    assert.match(await error("raiseEvent", "nobody", "e", 1), /No instance with ID 'nobody' found/);
    assert.match(await error("terminate", "nobody", "r"), /No instance with ID 'nobody' found/);
    assert.match(await error("startNew", "nobody"), /400.*The function 'nobody' doesn't exist/);
    assert.match(await error("startNew", "chain", { instanceId: "@a" }), /400.*does not start with '@'/);
    await sample.client("startNew", "approval", { instanceId: "one" });
    assert.match(await error("startNew", "approval", { instanceId: "one" }), /409.*exists already/);
    assert.match(await error("rewind", "one", "r"), /only supported on failed/);
    assert.deepEqual(await sample.client("purgeInstanceHistory", "nobody"), { result: { instancesDeleted: 0 } });
  });

  it("raises events without data, lists over pages, suspends and resumes", async () => {
    await sample.client("startNew", "approval", { instanceId: "two" });
    assert.deepEqual(await sample.client("suspend", "two", "wait"), { result: null });
    assert.deepEqual(await sample.client("resume", "two", "go"), { result: null });
    assert.deepEqual(await sample.client("raiseEvent", "two", "approved", null), { result: null });
    await sample.idle();
    assert.equal(sample.sample.host.durable?.management.find("two")?.status, "Completed");
    for (let n = 0; n < 101; n++) await sample.client("startNew", "approval", { instanceId: `many-${n}` });
    const { result } = await sample.client("getStatusAll");
    assert.ok((result as unknown[]).length >= 102);
  });
});

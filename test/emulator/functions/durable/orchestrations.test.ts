import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { DurableSample } from "./support.ts";

describe("durable functions on the host", () => {
  let sample: DurableSample;
  before(async () => {
    sample = await DurableSample.start();
  });
  after(() => sample[Symbol.asyncDispose]());

  it("run a chain that an HTTP function starts, followed over the links it answers", async () => {
    const response = await sample.post("/api/start/chain/first", ["Ann", "Bob"]);
    assert.equal(response.status, 202);
    assert.equal(response.headers.get("retry-after"), "10");
    const links = (await response.json()) as Awaited<ReturnType<DurableSample["start"]>>;
    assert.equal(links.id, "first");
    assert.equal(response.headers.get("location"), links.statusQueryGetUri);
    assert.match(links.statusQueryGetUri, /\/runtime\/webhooks\/durabletask\/instances\/first\?taskHub=Shop/);
    const status = await sample.until(links, "Completed");
    assert.deepEqual(status.input, ["Ann", "Bob"]);
    assert.deepEqual(status.output, ["Hello Ann", "Hello Bob"]);
  });

  it("hand values to activities and back as they are", async () => {
    for (const value of ["text", "12", '{"a":1}', 12, 1.5, true, { a: [1, null] }, ["x"]]) {
      const { output } = await sample.run("echoes", value);
      assert.deepEqual(output, value, JSON.stringify(value));
    }
  });

  it("fail with the name of an activity that does not exist", async () => {
    const { runtimeStatus, output } = await sample.run("typo");
    assert.equal(runtimeStatus, "Failed");
    assert.match(String(output), /The function 'helo' doesn't exist, is disabled, or is not an activity function/);
  });

  it("fail with the message of an activity that throws, and keep their state out of the log", async () => {
    const { runtimeStatus, output } = await sample.run("fails");
    assert.equal(runtimeStatus, "Failed");
    assert.match(String(output), /Activity function 'throws' failed: out of paper/);
    assert.equal(sample.sample.log.matching(/OutOfProcData/).length, 0);
    assert.ok(sample.sample.log.matching(/Result: Failure\nException: .*out of paper/).length > 0);
    assert.equal(sample.sample.log.matching(/Exception: false/).length, 0);
  });

  it("wait for events", async () => {
    const links = await sample.start("approval");
    await sample.until(links, "Running");
    const uri = links.sendEventPostUri.replace("{eventName}", "approved");
    const headers = { "content-type": "application/json" };
    assert.equal((await fetch(uri, { method: "POST", headers, body: '"by Ann"' })).status, 202);
    assert.equal((await sample.until(links, "Completed")).output, "by Ann");
    assert.equal((await fetch(uri, { method: "POST", headers, body: "1" })).status, 410);
  });

  it("call entities, which clients signal and read too", async () => {
    assert.equal((await sample.run("counts", [1, 2, 3], "c1")).output, 6);
    const id = { name: "Counter", key: "c1" };
    assert.deepEqual(await sample.client("signalEntity", id, "add", 4), { result: null });
    await sample.idle();
    assert.deepEqual(await sample.client("readEntityState", id), { result: { entityExists: true, entityState: 10 } });
    await sample.client("signalEntity", id, "delete");
    await sample.idle();
    assert.deepEqual(await sample.client("readEntityState", id), { result: { entityExists: false } });
  });

  it("ask over HTTP, and ask again until the answer is ready", async () => {
    let asked = 0;
    const server = createServer((request, response) => {
      asked++;
      if (request.url === "/slow") response.writeHead(202, { location: "/slow", "retry-after": "3600" });
      else response.writeHead(200, { "content-type": "text/plain" });
      response.end("here");
      server.emit("asked");
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      assert.deepEqual((await sample.run("asks", `${url}/quick`)).output, { statusCode: 200, content: "here" });
      const links = await sample.start("asks", `${url}/slow`);
      await sample.idle();
      assert.equal(asked, 2);
      await Promise.all([once(server, "asked"), sample.post("/admin/clock", { advance: "PT1H" })]);
      assert.equal(asked, 3);
      await fetch(links.terminatePostUri.replace("{text}", "enough"), { method: "POST" });
      assert.equal((await sample.until(links, "Terminated")).output, "enough");
    } finally {
      server.close();
    }
  });

  it("are started by Event Grid and by timers as well", async () => {
    const event = { id: "e1", subject: "Eve", type: "t", source: "s", specversion: "1.0", data: {} };
    const response = await fetch(`${sample.url}/runtime/webhooks/EventGrid?functionName=onEvent`, {
      method: "POST",
      headers: { "aeg-event-type": "Notification", "content-type": "application/json" },
      body: JSON.stringify(event),
    });
    assert.equal(response.status, 202);
    await sample.idle();
    assert.deepEqual(sample.sample.host.durable?.management.find("e1")?.output, '["Hello Eve"]');
    assert.equal((await sample.post("/admin/functions/everyHour", { input: "" })).status, 202);
    const [line] = await sample.sample.log.until(/started by timer/);
    assert.match(String(line), /started by timer [0-9a-f]{32}/);
  });
});

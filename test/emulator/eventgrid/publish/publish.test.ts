import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, test } from "node:test";
import {
  AzureKeyCredential,
  AzureSASCredential,
  EventGridPublisherClient,
  generateSharedAccessSignature,
} from "@azure/eventgrid";
import { key, loaded, receiverFor, startGrid } from "../support/grid.ts";

const batch = { "content-type": "application/cloudevents-batch+json; charset=utf-8" };
const single = { "content-type": "application/cloudevents+json" };
const json = { "content-type": "application/json" };

describe("publishing with the real client", () => {
  test("a CloudEvent arrives as it was sent, with its extensions and binary data", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.topic("credits");
    assert.equal((await grid.subscribe("credits", "hook", hook.url)).status, 201);
    await grid.cloudEvents("credits").send([
      { ...loaded("1"), time: new Date(0), extensionAttributes: { correlationid: "c-1" } },
      {
        id: "2",
        type: "t",
        source: "urn:s",
        data: new Uint8Array([1, 2]),
        datacontenttype: "application/octet-stream",
      },
    ]);
    const got = (await hook.received(2)).map((one) => JSON.parse(one.body)).sort((a, b) => a.id.localeCompare(b.id));
    assert.equal(hook.deliveries[0]?.headers["content-type"], "application/cloudevents+json; charset=utf-8");
    assert.deepEqual(got[0], {
      specversion: "1.0",
      id: "1",
      type: "credits.loaded.v1",
      source: "/accounts",
      subject: "accounts/1",
      time: "1970-01-01T00:00:00.000Z",
      datacontenttype: "application/json",
      correlationid: "c-1",
      data: { amount: 100 },
    });
    assert.equal(got[1].data_base64, "AQI=");
  });

  test("an Event Grid event arrives in an array with topic and metadata version, or as a CloudEvent", async (t) => {
    const grid = await startGrid(t);
    const [plain, cloud] = [await receiverFor(t), await receiverFor(t)];
    await grid.topic("classic", "EventGridSchema");
    await grid.subscribe("classic", "plain", plain.url);
    await grid.subscribe("classic", "cloud", cloud.url, { eventDeliverySchema: "CloudEventSchemaV1_0" });
    const event = { id: "1", eventType: "t", subject: "s", dataVersion: "2", eventTime: new Date(0), data: { a: [1] } };
    await grid.eventGridEvents("classic").send([event]);
    const [one] = await plain.received(1);
    const topic = (await grid.call("GET", "/topics/classic")).body.id;
    const time = "1970-01-01T00:00:00.000Z";
    assert.deepEqual(JSON.parse(one?.body ?? ""), [{ ...event, eventTime: time, topic, metadataVersion: "1" }]);
    assert.equal(one?.headers["content-type"], "application/json; charset=utf-8");
    assert.equal(one?.headers["aeg-data-version"], "2");
    const [other] = await cloud.received(1);
    const { specversion, id, source, type, data } = JSON.parse(other?.body ?? "");
    assert.deepEqual(
      { specversion, id, source, type, data },
      { specversion: "1.0", id: "1", source: topic, type: "t", data: { a: [1] } },
    );
  });

  test("a signature is good until it expires, and only for its topic", async (t) => {
    const grid = await startGrid(t);
    await grid.topic("credits");
    await grid.topic("others");
    const expiry = new Date(grid.clock.now() + 3_600_000);
    const token = await generateSharedAccessSignature(grid.endpoint("credits"), new AzureKeyCredential(key), expiry);
    const options = { allowInsecureConnection: true };
    const send = (topic: string, signature: string) =>
      new EventGridPublisherClient(grid.endpoint(topic), "CloudEvent", new AzureSASCredential(signature), options).send(
        [loaded("1")],
      );
    await send("credits", token);
    await assert.rejects(send("others", token), { statusCode: 401, message: /made for/ });
    await assert.rejects(send("credits", token.replace(/s=.*/, "s=AAAA")), {
      statusCode: 401,
      message: /signature.*wrong/,
    });
    await assert.rejects(send("credits", "r=x"), { statusCode: 401, message: /form r=/ });
    await grid.clock.advance(3_600_000);
    await assert.rejects(send("credits", token), { statusCode: 401, message: /expired/ });
  });

  test("a wrong key is 401 and an unknown topic 404, both with the service's error body", async (t) => {
    const grid = await startGrid(t);
    const wrong = new EventGridPublisherClient(grid.endpoint("credits"), "CloudEvent", new AzureKeyCredential("eA=="), {
      allowInsecureConnection: true,
    });
    await assert.rejects(wrong.send([loaded("1")]), { statusCode: 401, code: "Unauthorized" });
    await assert.rejects(grid.cloudEvents("credits").send([loaded("1")]), {
      statusCode: 404,
      code: "ResourceNotFound",
    });
  });

  test("events sent to a topic's address without the path are refused with 404", async (t) => {
    const grid = await startGrid(t);
    await grid.topic("credits");
    const endpoint = grid.service.topicEndpoint("credits").replace("/api/events", "");
    const client = new EventGridPublisherClient(endpoint, "CloudEvent", new AzureKeyCredential(key), {
      allowInsecureConnection: true,
    });
    await assert.rejects(client.send([loaded("1")]), {
      statusCode: 404,
      message: /publish to ….topics.credits.api.events/,
    });
  });

  test("a publish repeated after a 503 is delivered twice with the same id", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.topic("credits");
    await grid.subscribe("credits", "hook", hook.url);
    let calls = 0;
    const gateway = createServer(async (message, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of message) chunks.push(chunk as Buffer);
      const headers = { "content-type": message.headers["content-type"] ?? "", "aeg-sas-key": key };
      const answer = await fetch(grid.endpoint("credits"), { method: "POST", headers, body: Buffer.concat(chunks) });
      // The event is taken, but its sender is not told.
      response.writeHead(++calls === 1 ? 503 : answer.status).end();
    }).listen(0, "127.0.0.1");
    t.after(() => gateway.close());
    await once(gateway, "listening");
    const url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/api/events`;
    const options = { allowInsecureConnection: true, retryOptions: { retryDelayInMs: 1 } };
    await new EventGridPublisherClient(url, "CloudEvent", new AzureKeyCredential(key), options).send([loaded("once")]);
    const ids = (await hook.received(2)).map((one) => JSON.parse(one.body).id);
    assert.deepEqual(ids, ["once", "once"]);
  });
});

describe("what is refused", () => {
  const right = { specversion: "1.0", id: "1", source: "/s", type: "t" };

  test("malformed CloudEvents, each with its fault named and nothing published", async (t) => {
    const grid = await startGrid(t);
    const hook = await receiverFor(t);
    await grid.topic("credits");
    await grid.subscribe("credits", "hook", hook.url);
    const wrong: [change: object, saying: RegExp][] = [
      [{ specversion: "0.3" }, /specversion/],
      [{ id: "" }, /id is required/],
      [{ id: 1 }, /id is required/],
      [{ type: undefined }, /type is required/],
      [{ source: "a b" }, /URI reference/],
      [{ subject: "" }, /subject/],
      [{ time: "yesterday" }, /time/],
      [{ time: "2026-02-30T00:00:00Z" }, /time/],
      [{ dataschema: "relative" }, /dataschema/],
      [{ datacontenttype: "json" }, /datacontenttype/],
      [{ data_base64: "***" }, /data_base64/],
      [{ data: 1, data_base64: "AA==" }, /exclude/],
      [{ camelCase: "x" }, /attribute name/],
      [{ tracing: { a: 1 } }, /string, a boolean or a 32-bit integer/],
      [{ count: 1.5 }, /32-bit integer/],
    ];
    for (const [change, saying] of wrong) {
      const answer = await grid.call("POST", "/topics/credits/api/events", [right, { ...right, ...change }], batch);
      assert.equal(answer.status, 400);
      assert.match(answer.body.error.details[0].message, saying);
      assert.match(answer.body.error.details[0].message, /^Event 1: /);
    }
    const nulls = { ...right, subject: null, time: null, data: null, count: -1, flag: true };
    assert.equal((await grid.call("POST", "/topics/credits/api/events", nulls, single)).status, 200);
    await hook.received(1);
    assert.equal((await grid.deliveries("credits")).length <= 1, true);
    assert.equal(hook.deliveries.length, 1);
  });

  test("malformed Event Grid events", async (t) => {
    const grid = await startGrid(t);
    await grid.topic("classic", "EventGridSchema");
    const event = {
      id: "1",
      eventType: "t",
      subject: "s",
      eventTime: "2026-01-01T00:00:00Z",
      dataVersion: "1",
      data: {},
    };
    for (const member of Object.keys(event)) {
      const answer = await grid.call("POST", "/topics/classic/api/events", [{ ...event, [member]: undefined }], json);
      assert.equal(answer.status, 400, member);
      assert.match(answer.body.error.details[0].message, new RegExp(`${member} is required`));
    }
    for (const change of [
      { topic: "/other" },
      { topic: 1 },
      { metadataVersion: "2" },
      { more: 1 },
      { eventTime: "now" },
    ]) {
      assert.equal(
        (await grid.call("POST", "/topics/classic/api/events", [{ ...event, ...change }], json)).status,
        400,
      );
    }
    assert.equal((await grid.call("POST", "/topics/classic/api/events", [event], json)).status, 200);
  });

  test("what fits no schema, size or media type", async (t) => {
    const grid = await startGrid(t);
    await grid.topic("credits");
    await grid.topic("classic", "EventGridSchema");
    const post = async (topic: string, body: string, headers: Record<string, string>) => {
      const { status, body: answer } = await grid.call("POST", `/topics/${topic}/api/events`, body, headers);
      assert.equal(typeof answer.error.message, "string");
      assert.deepEqual(Object.keys(answer.error), ["code", "message", "details"]);
      return status;
    };
    const one = JSON.stringify(right);
    assert.equal(await post("credits", `[${one}]`, json), 415);
    assert.equal(await post("credits", `[${one}]`, {}), 415);
    assert.equal(await post("credits", one, batch), 400);
    assert.equal(await post("credits", `[${one}]`, single), 400);
    assert.equal(await post("credits", "[]", batch), 400);
    assert.equal(await post("credits", one, { ...single, "ce-specversion": "1.0" }), 400);
    assert.equal(await post("credits", one, { "content-type": "application/cloudevents+json; charset=latin1" }), 415);
    assert.equal(await post("credits", one, { ...single, "content-encoding": "gzip" }), 415);
    assert.equal(await post("credits", one, { ...single, authorization: "Bearer x", "aeg-sas-key": "" }), 401);
    assert.equal(await post("classic", `[${one}]`, batch), 400);
    assert.equal(await post("classic", one, json), 400);
    const huge = JSON.stringify({ ...right, data: "x".repeat(1_048_576) });
    assert.equal(await post("credits", huge, single), 413);
    assert.equal(await post("credits", JSON.stringify({ ...right, data: "\u20ac".repeat(400_000) }), single), 413);
  });

  test("hostile bodies and headers give 4xx, and the server goes on", async (t) => {
    const grid = await startGrid(t);
    await grid.topic("credits");
    const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth);
    const bodies = [
      "",
      "null",
      "1",
      '"x"',
      "{",
      "[null]",
      "[[]]",
      "[1,2]",
      '{"__proto__":{"id":"1"}}',
      '[{"specversion":"1.0","id":"1","source":"/s","type":"t","__proto__":1}]',
      nested("[", "]", 200_000),
      `[{"specversion":"1.0","id":"1","source":"/s","type":"t","data":${nested("[", "]", 200_000)}}]`,
      `[{"specversion":"1.0","id":"1","source":"/s","type":"t","x":${nested('{"a":', "}", 1).replace("}", "1}")}}]`,
      '{"toString":1,"constructor":2,"hasOwnProperty":3}',
      "\ufeff[]",
    ];
    for (const body of bodies) {
      for (const headers of [batch, single]) {
        const { status } = await grid.call("POST", "/topics/credits/api/events", body, headers);
        assert.equal(status >= 400 && status < 500, true, `${status} for ${body.slice(0, 60)}`);
      }
    }
    const bytes = await fetch(grid.endpoint("credits"), {
      method: "POST",
      headers: { "aeg-sas-key": key, ...single },
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    });
    assert.equal(bytes.status, 400);
    assert.deepEqual(await grid.deliveries("credits"), []);
    assert.equal((await grid.call("POST", "/topics/credits/api/events", right, single)).status, 200);
  });

  test("hostile paths give 4xx", async (t) => {
    const grid = await startGrid(t);
    const paths = [
      "/topics/%E0%A4%A",
      "/topics/a%2Fb/api/events",
      "/nothing",
      "/topics/x/y/z/q",
      "/topics/x/eventSubscriptions/y/z/w",
    ];
    for (const path of [...paths, `/topics/${"x".repeat(5_000)}`, "/topics/__proto__", "/topics/x%00y"]) {
      for (const method of ["GET", "PUT", "POST", "DELETE", "PATCH"]) {
        const { status } = await grid.call(method, path, method === "GET" ? undefined : "{}");
        assert.equal(
          (status >= 400 && status < 500) || status === 204,
          true,
          `${method} ${path.slice(0, 60)}: ${status}`,
        );
      }
    }
  });
});

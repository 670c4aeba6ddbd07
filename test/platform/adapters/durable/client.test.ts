import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { InvocationContext } from "@azure/functions";
import * as df from "durable-functions";
import { durableProcessClient } from "../../../../platform/adapters/durable/client.ts";
import type { ProcessClient } from "../../../../platform/processes/client.ts";
import type { ProcessInput } from "../../../../platform/processes/orchestration.ts";
import { Opened, questApp } from "../../support/quest.ts";
import { eventOf } from "../../support/quest-rig.ts";

const started = eventOf(Opened.create({ questId: "a", size: 1 }), 1);
const [process] = questApp().processes ?? [];
assert.ok(process);
const input: ProcessInput = { started, key: ["a"], settings: {}, timeouts: {}, steps: process.steps };

/** The SDK tells statuses apart in the text of its errors only: this holds it to the texts that the adapter knows. */
describe("the SDK's client as a port", () => {
  let client: ProcessClient;
  let close: () => Promise<unknown>;
  let answer: { status: number; body: unknown };
  let asked: { method: string | undefined; url: string | undefined; body: unknown }[];

  before(async () => {
    const server = createServer(async (request, response) => {
      let text = "";
      for await (const chunk of request.setEncoding("utf8")) text += chunk;
      asked.push({ method: request.method, url: request.url, body: text === "" ? undefined : JSON.parse(text) });
      response.writeHead(answer.status, { "content-type": "application/json" }).end(JSON.stringify(answer.body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    close = () => new Promise((resolve) => server.close(resolve).closeAllConnections());
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/durabletask/`;
    const urls = { id: "INSTANCEID", statusQueryGetUri: base, sendEventPostUri: base, terminatePostUri: base };
    const binding = df.input.durableClient();
    const context = new InvocationContext({ options: { extraInputs: [binding] } as never });
    context.extraInputs.set(binding, {
      taskHubName: "hub",
      creationUrls: { createNewInstancePostUri: base },
      managementUrls: { ...urls, rewindPostUri: base, purgeHistoryDeleteUri: base },
      rpcBaseUrl: base,
    });
    client = durableProcessClient(df.getClient(context));
  });
  after(() => close());

  const with_ = async <T>(status: number, body: unknown, call: () => Promise<T>): Promise<T> => {
    answer = { status, body };
    asked = [];
    return call();
  };
  const statusBody = (runtimeStatus: string, text: unknown) => ({
    name: "runQuestV1",
    instanceId: "quest-a",
    runtimeStatus,
    input: text,
    output: null,
    createdTime: "2026-01-01T00:00:00Z",
    lastUpdatedTime: "2026-01-01T00:00:00Z",
  });

  it("reads a status, with what the instance was started with", async () => {
    assert.deepEqual(await with_(202, statusBody("Running", input), () => client.status("quest-a")), {
      finished: false,
      input,
    });
    assert.match(asked[0]?.url ?? "", /instances\/quest-a\?showInput=true/);
    for (const state of ["Completed", "Failed", "Terminated"]) {
      const status = await with_(200, statusBody(state, JSON.stringify(input)), () => client.status("quest-a"));
      assert.deepEqual(status, { finished: true, input });
    }
  });

  it("knows an instance that is not there from trouble", async () => {
    assert.equal(await with_(404, undefined, () => client.status("quest-a")), undefined);
    await assert.rejects(
      with_(503, "busy", () => client.status("quest-a")),
      /503/,
    );
  });

  it("does not take another orchestration for a process", async () => {
    const other = with_(202, statusBody("Running", { hello: 1 }), () => client.status("quest-a"));
    await assert.rejects(other, /quest-a was not started by a process manager/);
  });

  it("starts", async () => {
    assert.equal(await with_(202, { id: "quest-a" }, () => client.start("runQuestV1", "quest-a", input)), "started");
    assert.deepEqual(asked, [{ method: "POST", url: "/durabletask/orchestrators/runQuestV1/quest-a", body: input }]);
    assert.equal(await with_(409, "exists", () => client.start("runQuestV1", "quest-a", input)), "exists");
    await assert.rejects(
      with_(500, "no", () => client.start("runQuestV1", "quest-a", input)),
      /500/,
    );
  });

  it("lists what is under way or has failed", async () => {
    const listed = [
      statusBody("Running", null),
      { ...statusBody("Failed", null), createdTime: "2026-01-02T00:00:00Z" },
    ];
    assert.deepEqual(await with_(200, listed, () => client.standing()), [
      { orchestrator: "runQuestV1", status: "Running", created: Date.parse("2026-01-01T00:00:00Z") },
      { orchestrator: "runQuestV1", status: "Failed", created: Date.parse("2026-01-02T00:00:00Z") },
    ]);
    assert.match(asked[0]?.url ?? "", /instances\/\?runtimeStatus=Pending,Running,Suspended,Failed$/);
  });

  it("raises", async () => {
    assert.equal(await with_(202, undefined, () => client.raise("quest-a", started)), "raised");
    assert.deepEqual(asked, [
      { method: "POST", url: "/durabletask/instances/quest-a/raiseEvent/message", body: started },
    ]);
    assert.equal(await with_(410, undefined, () => client.raise("quest-a", started)), "raised");
    assert.equal(await with_(404, undefined, () => client.raise("quest-a", started)), "missing");
    await assert.rejects(
      with_(429, "slow down", () => client.raise("quest-a", started)),
      /429/,
    );
  });
});

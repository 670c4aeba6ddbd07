import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { CosmosClient } from "@azure/cosmos";
import { assertConnected, recordingTelemetry } from "eventwright/testing";
import { signIn } from "../approvals/support/reviewer.ts";
import { startExample } from "../handlers/support/example.ts";
import { shapeOf, storyOf, transferAndApprove } from "../handlers/support/held-transfer.ts";
import { runProgram } from "./support/commands.ts";
import { eventually, get, post, run } from "./support/http.ts";
import { type OtlpReceiver, type ReceivedSpan, startOtlpReceiver } from "./support/otlp-receiver.ts";
import { copyProject } from "./support/project-copy.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";
import { startWebhook, subscribe, type Webhook } from "./support/webhook.ts";

/** Requests to Cosmos DB are a matter of their own. */
const clientKind = 3;

/** A transfer that has to be reviewed, and the trace that its client has begun. */
interface Asked {
  readonly transferId: string;
  readonly fromAccountId: string;
  readonly client: { readonly traceparent: string };
}

describe("one trace over a running system", () => {
  const code = temporaryFolder();
  const data = temporaryFolder();
  /** Which deciders are broken, and how often they still fail; the app reads it each time. */
  const faults = join(code.path, "faults.json");
  let system: System;
  let receiver: OtlpReceiver;
  let webhook: Webhook;
  let accounts: { readonly anna: string; readonly mia: string };

  before(async () => {
    const copy = copyProject(code.path);
    breakable(copy, "handlers/account/decide/decisions.ts", "HoldTransfer", faults);
    breakable(copy, "handlers/account/decide/transfers.ts", "SettleTransfer", faults);
    setFaults({});
    [receiver, webhook] = await Promise.all([startOtlpReceiver(), startWebhook()]);
    system = await startSystem(data.path, 0, { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url }, [], copy.folder);
    await subscribe(system, "consumer", webhook.url);
    const [anna, mia] = [randomUUID(), randomUUID()];
    accounts = { anna, mia };
    await run(system.api, "open-account", { accountId: anna, owner: "anna", currency: "EUR" });
    await run(system.api, "open-account", { accountId: mia, owner: "mia", currency: "EUR" });
    await run(system.api, "load-credits", { accountId: anna, amount: 2_000_000, currency: "EUR", loadId: anna });
  });
  after(async () => {
    await system?.stop();
    await Promise.all([receiver?.stop(), webhook?.stop()]);
    code.remove();
    data.remove();
  });

  const setFaults = (broken: Readonly<Record<string, number>>) => writeFileSync(faults, JSON.stringify(broken));
  const operate = async (path: string, body: object) => {
    const response = await fetch(`${system.api}${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-functions-key": keysOf(data.path).functions.master },
      body: JSON.stringify(body),
    });
    assert.equal(response.status, 200, await response.clone().text());
    return response.json() as Promise<Readonly<Record<string, unknown>>>;
  };
  const order = (body: object) => operate("/admin/faults", body);

  const ask = async (): Promise<Asked> => {
    const [transferId, traceId] = [randomUUID(), randomUUID().replaceAll("-", "")];
    const client = { traceparent: `00-${traceId}-00f067aa0ba902b7-01` };
    const body = {
      transferId,
      fromAccountId: accounts.anna,
      toAccountId: accounts.mia,
      amount: 150_000,
      currency: "EUR",
    };
    assert.equal((await post(system.api, "transfer-credits", body, client)).status, 202);
    return { transferId, fromAccountId: accounts.anna, client };
  };
  const statusIs = async ({ transferId }: Asked, wanted: string) => {
    const read = async () => (await get(`${system.api}/api/transfers/${transferId}`)).body;
    const found = await eventually(read, (body) => body?.status === wanted);
    assert.equal(found?.status, wanted, JSON.stringify(found));
  };
  /** A reviewer says yes in the approvals web application. */
  const approve = async ({ transferId, fromAccountId }: Asked) => {
    const rita = await signIn(system.approvals, "rita");
    const waits = await eventually(
      async () => (await rita.queue()).waiting,
      (waiting) => waiting.some((one) => one.transferId === transferId),
    );
    assert.ok(waits.some((one) => one.transferId === transferId));
    const { body } = await rita.decide(`${fromAccountId}/${transferId}`, "approve");
    assert.equal(body.result, "decided", JSON.stringify(body));
  };
  const traceIdOf = ({ client }: Asked) => client.traceparent.split("-")[1] ?? "";
  const spansOf = (asked: Asked) =>
    receiver.spans.filter(({ traceId, kind }) => traceId === traceIdOf(asked) && kind !== clientKind);
  /** The spans of a transfer, once there are all that the story needs. */
  const wholeStory = async (asked: Asked, ...more: readonly string[]): Promise<readonly ReceivedSpan[]> => {
    const wanted = [...(await calmNames()), ...more];
    const missing = () => wanted.filter((name) => !spansOf(asked).some((span) => span.name === name));
    await eventually(
      async () => missing(),
      (names) => names.length === 0,
    );
    assert.deepEqual(missing(), []);
    return spansOf(asked);
  };
  // biome-ignore lint/suspicious/noExplicitAny: CloudEvents as they came.
  const deliveredOf = (asked: Asked): readonly any[] =>
    webhook.events.filter(({ traceparent = "" }) => traceparent.includes(traceIdOf(asked)));
  /** Each event of a transfer came, and stands where one of our spans made it. */
  const checkDelivered = async (asked: Asked, story: readonly ReceivedSpan[]) => {
    const types = ["CreditsReserved", "TransferHeld", "TransferApproved", "CreditsReceived", "TransferSettled"];
    const names = () => new Set(deliveredOf(asked).map(({ type }) => type.split(".")[1]));
    await eventually(
      async () => names(),
      (found) => found.size === types.length,
    );
    assert.deepEqual([...names()].sort(), types.toSorted());
    for (const event of deliveredOf(asked)) {
      const made = story.find(({ spanId }) => event.traceparent.includes(`-${spanId}-`));
      assert.match(made?.name ?? `nobody: ${JSON.stringify(event)}`, /^process /);
    }
  };

  it("from the client's request over the reviewer's decision to the last notification and webhook", async () => {
    const asked = await ask();
    await statusIs(asked, "held");
    await approve(asked);
    await statusIs(asked, "settled");
    const story = await wholeStory(asked);
    assertConnected(story, asked);
    assert.deepEqual(shapeOf(story), await calmShape());
    await checkDelivered(asked, story);
    assert.deepEqual([...new Set(story.map(({ service }) => service))], ["credits"]);
    // Requests to Cosmos DB hang from whoever makes them.
    const all = receiver.spans.filter(({ traceId }) => traceId === traceIdOf(asked));
    assert.ok(all.length > story.length);
    assertConnected(all, asked);
    const told = (await get(`${system.api}/api/notifications?recipient=mia`)).body.items.at(-1);
    assert.ok(story.some(({ spanId, name }) => told.traceparent.includes(`-${spanId}-`) && name.startsWith("notify ")));
  });

  it("after a decider that fails at first", async () => {
    setFaults({ HoldTransfer: 2 });
    const asked = await ask();
    await statusIs(asked, "held");
    await approve(asked);
    await statusIs(asked, "settled");
    const story = await wholeStory(asked);
    assertConnected(story, asked);
    const hold = story.find(({ name }) => name === "process HoldTransfer");
    assert.ok(hold?.events.includes("retry"), JSON.stringify(hold));
    await checkDelivered(asked, story);
  });

  it("after redeliveries: a webhook that refuses once, events and batches that come twice", async () => {
    webhook.status = 500;
    for (const [part, kind] of [
      ["eventgrid", "duplicated"],
      ["trigger", "batch-twice"],
      ["activity", "twice"],
      ["message", "twice"],
    ]) {
      await order({ force: { part, kind, times: 10 } });
    }
    const before = webhook.deliveries;
    const asked = await ask();
    await eventually(
      async () => webhook.deliveries,
      (count) => count > before,
    );
    webhook.status = 200;
    await statusIs(asked, "held");
    await approve(asked);
    await statusIs(asked, "settled");
    await operate("/admin/clock", { advance: "PT1M" });
    const story = await wholeStory(asked);
    assertConnected(story, asked);
    await checkDelivered(asked, story);
    const times = new Map<string, Set<string>>();
    for (const { id, traceparent } of deliveredOf(asked)) {
      times.set(id, (times.get(id) ?? new Set()).add(traceparent));
    }
    assert.ok(deliveredOf(asked).length > times.size, "Nothing came twice.");
    for (const places of times.values()) assert.equal(places.size, 1);
    const again = story.filter(({ attributes }) => attributes["eventwright.outcome"] === "duplicate");
    assert.ok(again.length > 0);
  });

  it("after a letter was redriven, over HTTP and from the command line", async () => {
    const key = { "x-functions-key": keysOf(data.path).functions.master };
    const letterOf = async (name: string) => {
      const read = async () => (await get(`${system.api}/api/admin/dead-letters`, key)).body.items;
      const isIt = ({ type }: { type: string }) => type.includes(name);
      const items = await eventually(read, (letters) => letters.some(isIt));
      return items.find(isIt).id as string;
    };
    setFaults({ HoldTransfer: 1000, SettleTransfer: 1000 });
    const asked = await ask();
    const held = await letterOf("HoldTransfer");
    setFaults({ SettleTransfer: 1000 });
    assert.equal((await operate(`/api/admin/dead-letters/${held}/redrive`, {}))["status"], "redriven");
    await statusIs(asked, "held");
    await approve(asked);
    const settle = await letterOf("SettleTransfer");
    setFaults({});
    // On this machine only the app's own settings say where telemetry goes.
    const settings = JSON.parse(readFileSync(join(data.path, "settings.json"), "utf8"));
    const withTelemetry = join(code.path, "settings.json");
    writeFileSync(withTelemetry, JSON.stringify({ ...settings, OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url }));
    const redrive = ["--settings", withTelemetry, "redrive", settle];
    const { code: exit, stderr } = await runProgram("scripts/deadletters.ts", redrive, {}, code.path);
    assert.equal(exit, 0, stderr);
    await statusIs(asked, "settled");
    const story = await wholeStory(asked, "redrive commands");
    assertConnected(story, asked);
    await checkDelivered(asked, story);
    await eventually(
      async () => spansOf(asked).filter(({ name }) => name === "redrive commands"),
      (spans) => spans.length === 2,
    );
    const redrives = spansOf(asked).filter(({ name }) => name === "redrive commands");
    assert.deepEqual(redrives.map(({ attributes }) => attributes["eventwright.letter"]).sort(), [held, settle].sort());
    const parked = story.filter(({ name, status }) => name === "process HoldTransfer" && status === 2);
    assert.equal(parked.length, 1);
  });

  it("after kill -9 of the worker, as far as its spans had been sent", async () => {
    const kill = async () => {
      await order({ kill: "app" });
      // What Event Grid could not deliver meanwhile is due.
      await operate("/admin/clock", { advance: "PT1M" });
    };
    const asked = await ask();
    await kill();
    await statusIs(asked, "held");
    await kill();
    await approve(asked);
    await kill();
    await statusIs(asked, "settled");
    // Spans leave in their order: once those of a later transfer are here, no more of this one will come.
    const later = await ask();
    await eventually(
      () => spansOf(later),
      (spans) => spans.length > 0,
    );
    // What was done and not yet told went with the process. Every message still carries the one trace.
    const carried = await messagesOf(asked);
    assert.ok(carried.length >= 9, JSON.stringify(carried));
    assertConnected(spansOf(asked), { ...asked, byLinks: true, carried });
    const names = () => new Set(deliveredOf(asked).map(({ type }) => type.split(".")[1]));
    await eventually(
      async () => names(),
      (found) => found.size === 5,
    );
    assert.equal(names().size, 5);
  });

  /** Where the commands and events of a transfer stand, as they are stored. */
  async function messagesOf({ transferId }: Asked): Promise<readonly { readonly traceparent: string }[]> {
    const client = new CosmosClient({ endpoint: system.cosmos, key: keysOf(data.path).cosmos });
    try {
      const query = {
        query: "SELECT VALUE c.envelope.traceparent FROM c WHERE c.envelope.data.transferId = @id",
        parameters: [{ name: "@id", value: transferId }],
      };
      const containers = ["commands", "events"].map((name) => client.database("credits").container(name));
      const found = await Promise.all(
        containers.map(async (container) => (await container.items.query<string>(query).fetchAll()).resources),
      );
      return found.flat().map((traceparent) => ({ traceparent }));
    } finally {
      client.dispose();
    }
  }
});

/** What the story looks like in memory, where nothing is in the way. */
let calm: Promise<ReturnType<typeof storyOf>> | undefined;
function calmStory(): Promise<ReturnType<typeof storyOf>> {
  calm ??= (async () => {
    const telemetry = recordingTelemetry();
    await transferAndApprove(startExample({ telemetry }).app);
    return storyOf(telemetry);
  })();
  return calm;
}
const calmShape = async () => shapeOf(await calmStory());
const calmNames = async () => new Set((await calmStory()).map(({ name }) => name));

/** Makes a decider fail as often as a file says. */
function breakable(copy: ReturnType<typeof copyProject>, path: string, decider: string, faults: string): void {
  copy.replace(path, [
    `  ${decider}({ data }, account) {\n`,
    `  ${decider}({ data }, account) {\n    failing(${JSON.stringify(decider)});\n`,
  ]);
  const text = copy.read(path);
  copy.write(
    path,
    `import { readFileSync, writeFileSync } from "node:fs";
${text}
function failing(name: string): void {
  const file = ${JSON.stringify(faults)};
  const broken = JSON.parse(readFileSync(file, "utf8")) as Record<string, number>;
  const left = broken[name] ?? 0;
  if (left < 1) return;
  writeFileSync(file, JSON.stringify({ ...broken, [name]: left - 1 }));
  throw new Error("This decider is broken for now.");
}
`,
  );
}

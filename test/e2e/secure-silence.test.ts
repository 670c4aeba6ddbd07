/** What a system that asks for tokens writes down: never a token, and who called only beside the messages in Cosmos DB. */
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { CosmosClient } from "@azure/cosmos";
import { newSigningKey } from "../../emulator/identity/signing-key.ts";
import { tableNames } from "../../emulator/insights/tables.ts";
import { type Callers, callersOf, type Headers } from "./support/callers.ts";
import { eventually, get, post } from "./support/http.ts";
import { keysOf, type System, startSystem, temporaryFolder } from "./support/system.ts";
import { startWebhook, subscribe, type Webhook } from "./support/webhook.ts";

const folder = temporaryFolder();
/** Subjects that nothing else is called. */
const operator = `operator-${randomUUID()}`;
const stranger = `stranger-${randomUUID()}`;
const trace = randomUUID().replaceAll("-", "");
let system: System;
let webhook: Webhook;

before(async () => {
  system = await startSystem(folder.path, 0, {}, [
    "--secure",
    "--insights",
    "--insights-port",
    "0",
    "--dashboard-port",
    "0",
  ]);
  webhook = await startWebhook();
  await subscribe(system, "everything", webhook.url);
});
after(async () => {
  await system?.stop();
  await webhook?.stop();
  folder.remove();
});

/** Sends as an operator what has a process, a refusal and a notification, and all that is refused. Answers every token that was sent. */
async function play({ as }: Callers): Promise<readonly string[]> {
  const sent: Headers[] = [];
  const sender = async (...args: Parameters<Callers["as"]>): Promise<Headers> => {
    const headers = await as(...args);
    sent.push(headers);
    return { ...headers, traceparent: `00-${trace}-b7ad6b7169203331-01` };
  };
  const scopes = ["credits.read", "credits.write", "credits.operate", "credits.review"];
  const me = await sender(operator, { scopes });
  const [anna, mia, large] = [randomUUID(), randomUUID(), randomUUID()];
  const send = async (name: string, payload: object, headers = me, code?: string) => {
    const answer = await post(system.api, name, payload, headers);
    assert.equal(answer.body.code, code, JSON.stringify(answer.body));
    if (code !== undefined)
      return assert.doesNotMatch(JSON.stringify(answer.body), new RegExp(`${operator}|${stranger}`));
    const settled = await get(`${system.api}${answer.headers.get("location")}`, { ...me, prefer: "wait=30" });
    assert.equal(settled.status, 200, JSON.stringify(settled.body));
  };
  const transfer = (amount: number, transferId: string = randomUUID()) => {
    return { transferId, fromAccountId: anna, toAccountId: mia, amount, currency: "EUR" };
  };
  await send("open-account", { accountId: anna, owner: "anna", currency: "EUR" });
  await send("open-account", { accountId: mia, owner: "mia", currency: "EUR" });
  await send("load-credits", { accountId: anna, amount: 300_000, currency: "EUR", loadId: randomUUID() });
  await send("transfer-credits", transfer(900_000_000));
  await send("transfer-credits", transfer(150_000, large));
  const held = await eventually(
    () => get(`${system.api}/api/transfers/${large}`, me),
    ({ body }) => body.status === "held",
  );
  assert.equal(held.body.status, "held");
  await send("approve-transfer", { transferId: large, fromAccountId: anna, reviewer: "rita" });

  await send("transfer-credits", { amount: "much" }, me, "invalid-payload");
  await send("transfer-credits", transfer(1), await sender(stranger), "not-yours");
  await send("transfer-credits", transfer(1), await sender(stranger, { scopes: ["credits.read"] }), "scope-missing");
  const past = Math.floor(Date.now() / 1000) - 3600;
  await send(
    "transfer-credits",
    transfer(1),
    await sender(stranger, { issuedAt: past - 60, expires: past }),
    "token-expired",
  );
  await send("transfer-credits", transfer(1), await sender(stranger, { audience: "api://other" }), "token-invalid");
  await send("transfer-credits", transfer(1), await sender(stranger, {}, await newSigningKey()), "token-invalid");
  assert.equal((await get(`${system.api}/api/notifications?recipient=anna`, me)).status, 200);
  assert.equal((await get(`${system.api}/api/notifications?recipient=anna`, await sender(stranger))).status, 403);
  return sent.map(({ authorization = "" }) => authorization.slice("Bearer ".length));
}

const isSettled = ({ type }: { type: string }) => /TransferSettled|transfer-settled/i.test(type);

/** What telemetry is asked for once more, until the last request of a trace has come. */
async function insights(): Promise<string> {
  const headers = { "x-eventwright-key": keysOf(folder.path).insights };
  const ask = async () => {
    const pages = tableNames.map((name) => get(`${system.insights}/_eventwright/rows/${name}`, headers));
    return (await Promise.all(pages)).map(({ body }) => JSON.stringify(body)).join("\n");
  };
  return eventually(ask, (text) => text.includes(trace) && text.includes("process ApproveTransfer"));
}

/** Who is named in a stored document, by the name of the member. */
function membersWith(value: unknown, text: string, name = ""): readonly string[] {
  if (typeof value === "string") return value.includes(text) ? [name] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([member, inner]) => membersWith(inner, text, member));
}

test("neither tokens nor who called come into logs, spans, insights, published events, notifications or files", async () => {
  const tokens = await play(callersOf(folder.path));
  // Payload and signature: what is left of a token when somebody cuts it. Headers are the same for all.
  const secrets = [...new Set(tokens.flatMap((token) => token.split(".").slice(1)))];
  assert.equal(secrets.length, 2 * tokens.length);
  const texts = [...secrets, operator, stranger];
  const silent = (where: string, text: string | Buffer, words = texts) => {
    for (const word of words) assert.ok(!text.includes(word), `${where} has ${word.slice(0, 20)}…`);
  };

  await eventually(
    async () => webhook.events,
    (events) => events.some(isSettled),
  );
  assert.ok(webhook.events.some(isSettled), `published: ${webhook.events.map(({ type }) => type)}`);
  silent("what is published", JSON.stringify(webhook.events));

  const shown = await insights();
  assert.ok(shown.includes(trace) && shown.includes("process ApproveTransfer"), "telemetry has not come");
  silent("Application Insights", shown);

  const client = new CosmosClient({ endpoint: system.cosmos, key: keysOf(folder.path).cosmos });
  const database = client.database("credits");
  const named = new Set<string>();
  for (const { id } of (await database.containers.readAll().fetchAll()).resources) {
    const { resources } = await database.container(id).items.readAll().fetchAll();
    silent(`the container ${id}`, JSON.stringify(resources), [...secrets, stranger]);
    for (const member of membersWith(resources, operator)) named.add(`${id}: ${member}`);
  }
  client.dispose();
  assert.deepEqual([...named].sort(), ["commands: caller", "events: caller", "outcomes: caller"]);

  await system.stop();
  silent("what the system printed", system.output());
  const files = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const telemetry = files.filter(({ name }) => name.startsWith("telemetry.sqlite"));
  assert.ok(telemetry.some(({ parentPath, name }) => readFileSync(join(parentPath, name)).includes(trace)));
  for (const { parentPath, name } of files) {
    const words = name.startsWith("cosmos.sqlite") ? [...secrets, stranger] : texts;
    silent(`the file ${name}`, readFileSync(join(parentPath, name)), words);
  }
});

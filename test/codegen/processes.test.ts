import assert from "node:assert/strict";
import { test } from "node:test";
import { counterContract, generateFrom, processContract } from "./support/contracts.ts";

const filesOf = async (contract: unknown) => {
  const { files, diagnostics } = await generateFrom(contract);
  assert.deepEqual(diagnostics, []);
  return (path: string) => files?.get(path) ?? assert.fail(`there is no ${path}`);
};

test("a contract without processes and settings gets none of their files and words", async () => {
  const { files } = await generateFrom(counterContract());
  assert.ok(files);
  assert.deepEqual(
    [...files.keys()].filter((path) => /process|settings/.test(path)),
    [],
  );
  for (const path of ["app.ts", "handlers.ts", "notifiers.ts", "resources.json"]) {
    assert.ok(!/process|settings|inbox/i.test(files.get(path) ?? ""), path);
  }
});

test("a process gets its types: what starts it, what it waits for, what it sends, its timeouts", async () => {
  const text = (await filesOf(processContract()))("processes/doubling.ts");
  assert.match(text, /export type DoublingStart = Added;/);
  assert.match(text, /export interface DoublingMessages \{\n {2}readonly Doubled: Doubled;\n\}/);
  assert.match(text, /export interface DoublingCommands \{\n {2}readonly Double: DoubleData;\n\}/);
  assert.match(text, /export type DoublingTimeout = "answer";/);
  assert.match(text, /Process<DoublingStart, DoublingContext>;/);
  assert.match(text, /export const doublingProcess = defineProcess</);
});

test("a process that waits for nothing, sends nothing and has no timeout allows none of that", async () => {
  const contract = processContract();
  const { doubling } = contract["x-eventwright"].processes;
  Object.assign(doubling, { sends: [], startedBy: ["Doubled", "Added"] });
  delete doubling.waitsFor;
  delete doubling.timeouts;
  contract["x-eventwright"].reactions = { other: { on: ["Added"], sends: ["Double"] } };
  const file = await filesOf(contract);
  const text = file("processes/doubling.ts");
  assert.match(text, /DoublingStart = Added \| Doubled;/);
  assert.match(text, /DoublingMessages = Readonly<Record<never, never>>;/);
  assert.match(text, /DoublingCommands = Readonly<Record<never, never>>;/);
  assert.match(text, /DoublingTimeout = never;/);
  assert.match(file("app.ts"), /waitsFor: \[\],\n +sends: \[\],\n +key: \["\/id"\],\n +timeouts: \{\},/);
});

test("a process gets the codes of the commands that may be refused, and no words for them when none may", async () => {
  const contract = processContract();
  contract.components.messages.Double["x-eventwright"].rejections = ["too-much", "too-late"];
  contract["x-eventwright"].rejections = { "too-much": "Too much.", "too-late": "Too late.", other: "Other." };
  const file = await filesOf(contract);
  const text = file("processes/doubling.ts");
  assert.match(text, /export interface DoublingRejections \{\n {2}readonly Double: "too-late" \| "too-much";\n\}/);
  assert.match(text, /ProcessContext<[^>]+ Settings,\s+DoublingRejections\s*>;/);
  assert.match(text, /defineProcess<[^>]+ Settings,\s+DoublingRejections\s*>\(\)/);
  assert.ok(
    file("app.ts").includes('rejections: {\n          Double: ["too-late", "too-much"],\n        },\n        key:'),
  );
  const without = await filesOf(processContract());
  for (const path of ["processes/doubling.ts", "app.ts"])
    assert.ok(!/doublingRejections|\n {8}rejections:/i.test(without(path)), path);
});

test("the app has the process with its versions, durations in milliseconds and retry policy", async () => {
  const file = await filesOf(processContract());
  const app = file("app.ts");
  for (const line of [
    'functionName: "processDoubling",',
    "startedBy: [Added],",
    "timeouts: { answer: 90000 },",
    'steps: { attempts: 5, strategy: "exponential", first: 200, max: 5000 },',
    '{ version: 2, orchestrator: "runDoublingV2", process: handlers.processes.doubling },',
    '{ version: 1, orchestrator: "runDoublingV1", process: handlers.processes.doublingV1 },',
    'onFailed: ["Told"],',
    'onProcessFailed: ["doubling"],',
    "    settings,",
  ]) {
    assert.ok(app.includes(line), line);
  }
  assert.match(file("handlers.ts"), /doubling: DoublingProcess;\n {4}readonly doublingV1: DoublingProcess;/);
  assert.match(file("notifiers.ts"), /readonly doubling: NotifyProcessFailed<DoublingStart, ToldData>;/);
});

test("settings keep their types and defaults, and texts cannot break out", async () => {
  const text = (await filesOf(processContract()))("settings.ts");
  assert.match(text, /\/\*\* Most that is doubled. \*\/\n {2}readonly limit: number;/);
  assert.match(text, /readonly strict: boolean;/);
  assert.ok(text.includes('{ name: "greeting", appSetting: "Greeting", type: "string", default: "say \\"hi\\"" },'));
  assert.ok(text.includes('{ name: "strict", appSetting: "Strict", type: "boolean", default: false },'));
  const contract = processContract();
  delete contract["x-eventwright"].settings;
  const file = await filesOf(contract);
  assert.match(file("settings.ts"), /export type Settings = Readonly<Record<never, never>>;/);
  assert.ok(!file("app.ts").includes("settings"));
});

test("a notification of failed processes only has a notifier", async () => {
  const contract = processContract();
  contract.components.messages.Told["x-eventwright"].onEvents = [];
  const file = await filesOf(contract);
  assert.match(file("notifiers.ts"), /ToldNotifier \{\n {2}readonly doubling: NotifyProcessFailed/);
  assert.match(file("app.ts"), /onEvents: \[\],\n +onProcessFailed: \["doubling"\],/);
});

test("resources have the subscription of a process and the container of early events", async () => {
  const resources = JSON.parse((await filesOf(processContract()))("resources.json"));
  assert.deepEqual(resources.subscriptions, [
    {
      name: "doubling",
      functionName: "processDoubling",
      filter: { includedEventTypes: ["counter.Added.v1", "counter.Doubled.v1"] },
      retryPolicy: { maxDeliveryAttempts: 5, eventTimeToLiveInMinutes: 60 },
      deadLetterContainer: "dead-letters",
    },
  ]);
  const inbox = resources.containers.find(({ id }: { id: string }) => id === "inbox");
  assert.deepEqual(inbox.partitionKey.paths, ["/instance"]);
  assert.equal(inbox.defaultTtl, 604_800);
  assert.deepEqual(inbox.indexingPolicy.includedPaths, [{ path: "/instance/?" }]);
  assert.deepEqual(inbox.indexingPolicy.excludedPaths, [{ path: "/*" }]);
});

test("a filter over several fields is one parameter everywhere", async () => {
  const contract = counterContract();
  contract["x-eventwright"].readModels.totals.queries.listTotals.filters = [
    { name: "either", anyOf: ["total", "id"] },
    "total",
    { name: "amount", anyOf: ["total"] },
  ];
  const file = await filesOf(contract);
  const descriptor = '[{ name: "amount", anyOf: ["total"] }, { name: "either", anyOf: ["id", "total"] }, "total"]';
  assert.ok(file("read-models/totals.ts").includes(`filters: ${descriptor},`));
  assert.ok(file("client.ts").includes('readonly either?: Total["id"] | Total["total"];'));
  const { parameters } = JSON.parse(file("openapi.json")).paths["/api/totals"].get;
  assert.deepEqual(parameters.slice(0, 3), [
    {
      name: "amount",
      in: "query",
      description: "Only those with this value as total.",
      schema: { type: "integer" },
    },
    {
      name: "either",
      in: "query",
      description: "Only those with this value as id or total.",
      schema: { anyOf: [{ type: "string" }, { type: "integer" }] },
    },
    { name: "total", in: "query", description: "Only those with this value.", schema: { type: "integer" } },
  ]);
});

test("the order in which the contract lists things changes nothing but the key", async () => {
  const contract = processContract();
  const words = contract["x-eventwright"];
  const other = structuredClone(words.processes.doubling);
  words.reactions = { back: { on: ["Added", "Doubled"], sends: ["Double"] } };
  Object.assign(other, { version: 3, keeps: [1, 2], startedBy: ["Added"], timeouts: { late: "PT2S", early: "PT1S" } });
  words.processes = { doubling: words.processes.doubling, another: { ...other, key: ["/id"] } };
  const reversed = structuredClone(contract);
  const backwards = (value: object) => Object.fromEntries(Object.entries(value).reverse());
  const { processes, settings } = reversed["x-eventwright"];
  processes.another.keeps.reverse();
  processes.another.timeouts = backwards(processes.another.timeouts);
  reversed["x-eventwright"].processes = backwards(processes);
  reversed["x-eventwright"].settings = backwards(settings);
  const [first, second] = [await filesOf(contract), await filesOf(reversed)];
  for (const path of ["app.ts", "handlers.ts", "settings.ts", "processes/another.ts", "resources.json"]) {
    assert.equal(second(path), first(path), path);
  }
});

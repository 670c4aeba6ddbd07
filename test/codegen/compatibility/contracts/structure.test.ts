import assert from "node:assert/strict";
import { test } from "node:test";
import { contractCatalogue } from "../../../../codegen/compatibility/contracts/catalogue.ts";
import { type Change, changed, told, verdictOn } from "./support.ts";

/** A change of the small contract with a process, and the rules that it must meet: [what, change, rules, before it]. */
const cases: readonly (readonly [what: string, change: Change, rules: readonly string[], before?: Change])[] = [
  ["nothing", () => undefined, []],
  ["another name", (c) => (c["x-eventwright"].name = "sums"), ["contract-name-changed contract"]],
  ["another source", (c) => (c["x-eventwright"].source = "/sums"), ["source-changed contract"]],
  ["another topic", (c) => (c["x-eventwright"].topic = "sums"), ["topic-changed contract"]],
  [
    "another schema base",
    (c) => (c["x-eventwright"].schemaBase = "https://sums.example/"),
    ["schema-base-changed contract"],
  ],
  ["a key is asked for", (c) => secure(c), ["key-required contract"]],
  ["no key is asked for", () => undefined, ["key-dropped contract"], (c) => secure(c)],
  ["a stream is new", (c) => (c["x-eventwright"].streams.sum = {}), ["stream-added sum"]],
  [
    "a stream is gone",
    (c) => {
      for (const name of ["Add", "Added", "Double", "Doubled"]) words(c, name).stream = "sum";
      c["x-eventwright"].streams = { sum: {} };
    },
    [
      "stream-added sum",
      "stream-changed Add",
      "stream-changed Added",
      "stream-changed Double",
      "stream-changed Doubled",
      "stream-removed counter",
    ],
  ],
  [
    "a message is gone",
    (c) => {
      delete c.components.messages.Told;
    },
    ["message-removed Told"],
  ],
  [
    "an event becomes a notification",
    (c) => (c.components.messages.Added["x-eventwright"] = { kind: "notification", version: 1, recipient: "/id" }),
    ["kind-changed Added"],
  ],
  ["an event is hidden", (c) => (words(c, "Added").visibility = "private"), ["message-hidden Added"]],
  ["a private command is published", (c) => (words(c, "Double").visibility = "public"), ["message-published Double"]],
  ["the stream's id moves", (c) => (words(c, "Added").streamId = "/note"), ["stream-id-moved Added"]],
  ["other commands are the same", (c) => (words(c, "Add").dedupe = ["/id"]), ["dedupe-changed Add"]],
  ["another one is told", (c) => (words(c, "Told").recipient = "/note"), ["recipient-moved Told"]],
  [
    "a command is refused with another code",
    (c) => (words(c, "Add").rejections = ["too-little"]),
    ["rejection-added Add", "rejection-removed Add"],
  ],
  [
    "a process is no longer told that its command was refused",
    (c) => (words(c, "Double").rejections = []),
    ["outcome-unasked Double", "rejection-removed Double"],
    (c) => (words(c, "Double").rejections = ["too-much"]),
  ],
  [
    "data is not personal any more",
    () => undefined,
    ["personal-data-unmarked Add"],
    (c) => (words(c, "Add").personalData = ["/note"]),
  ],
  ["data is personal", (c) => (words(c, "Add").personalData = ["/note"]), ["personal-data-marked Add"]],
  ["a message is deprecated", (c) => (words(c, "Added").deprecated = true), ["message-deprecated Added"]],
  ["people are told of less", (c) => (words(c, "Told").onEvents = []), ["told-less Told"]],
  ["people are told of more", (c) => words(c, "Told").onEvents.push("Doubled"), ["told-more Told"]],
  [
    "a version number is lowered",
    () => undefined,
    ["version-lost Added v2", "version-lowered Added v1"],
    (c) => (words(c, "Added").version = 2),
  ],
  [
    "a version number is skipped",
    (c) => (words(c, "Added").version = 3),
    ["version-lost Added v1", "version-skipped Added v3", "version-added Added v3"],
  ],
  [
    "a channel is gone",
    (c) => {
      delete c.channels.events;
      delete c.operations.publish;
    },
    ["channel-removed events"],
  ],
  ["a channel moves", (c) => (c.channels.events.address = "elsewhere"), ["address-changed events"]],
  ["an endpoint moves", (c) => (c.channels.add.address = "/commands/plus"), ["address-changed add"]],
  [
    "a channel is called otherwise",
    (c) => {
      c.channels.facts = c.channels.events;
      delete c.channels.events;
      c.operations.publish = { action: "send", channel: { $ref: "#/channels/facts" } };
    },
    ["channel-renamed facts"],
  ],
  [
    "a message leaves its channel",
    (c) => {
      c.channels.events.messages = {};
      c.operations.publish.messages = [];
    },
    ["message-left-channel events"],
  ],
  [
    "an operation is gone",
    (c) => {
      delete c.operations.publish;
    },
    ["operation-removed publish"],
  ],
  ["an operation turns round", (c) => (c.operations.publish.action = "receive"), ["action-changed publish"]],
  ["a command has no endpoint any more", (c) => (c.operations.add.bindings = {}), ["endpoint-removed Add"]],
  ["a channel is new", (c) => (c.channels.more = { address: "more" }), ["channel-added more"]],
  [
    "a read model is gone",
    (c) => {
      c["x-eventwright"].readModels = {};
    },
    ["query-removed getTotal", "query-removed listTotals", "read-model-removed totals"],
  ],
  ["documents have another key", (c) => (totals(c).per = "/by"), ["read-model-key-changed totals"]],
  ["documents are folded from more", (c) => totals(c).folds.push("Doubled"), ["read-model-folds-changed totals"]],
  ["a query is new", (c) => (totals(c).queries.more = { path: "/more", returns: "page" }), ["query-added more"]],
  ["a query moves", (c) => (totals(c).queries.getTotal.path = "/sums/{id}"), ["query-path-changed getTotal"]],
  [
    "a parameter is renamed",
    (c) => (totals(c).queries.getTotal.path = "/totals/{key}"),
    ["query-parameter-renamed getTotal"],
  ],
  ["a query answers pages", (c) => (totals(c).queries.getTotal.returns = "page"), ["query-returns-changed getTotal"]],
  [
    "a page is turned round",
    (c) => (totals(c).queries.listTotals.order = "descending"),
    ["query-order-changed listTotals"],
  ],
  ["a filter is gone", (c) => (totals(c).queries.listTotals.filters = []), ["filter-removed listTotals"]],
  ["a filter is new", (c) => totals(c).queries.listTotals.filters.push("id"), ["filter-added listTotals"]],
  [
    "a filter compares other fields",
    (c) => (totals(c).queries.listTotals.filters = [{ name: "total", anyOf: ["id", "total"] }]),
    ["filter-changed listTotals", "schema-widened listTotals"],
  ],
  [
    "a query is called otherwise",
    (c) => {
      totals(c).queries.total = totals(c).queries.getTotal;
      delete totals(c).queries.getTotal;
    },
    ["query-added total"],
  ],
  [
    "a process is gone",
    (c) => {
      c["x-eventwright"].processes = {};
      words(c, "Told").onProcessFailed = [];
    },
    ["process-removed doubling", "told-less Told"],
  ],
  ["instances are found otherwise", (c) => (doubling(c).key = ["/id", "/note"]), ["process-key-changed doubling"]],
  ["a version of a process is not kept", (c) => (doubling(c).keeps = []), ["process-version-dropped doubling"]],
  [
    "a new version of a process does not keep the one before",
    (c) => (doubling(c).version = 3),
    ["process-version-dropped doubling"],
  ],
  [
    "the version of a process is lowered",
    (c) => Object.assign(doubling(c), { version: 1, keeps: [] }),
    ["process-version-dropped doubling", "process-version-lowered doubling"],
  ],
  ["another event starts it", (c) => (doubling(c).startedBy = ["Doubled"]), ["process-start-removed doubling"]],
  ["it does not wait any more", (c) => (doubling(c).waitsFor = []), ["process-wait-removed doubling"]],
  ["it sends more", (c) => doubling(c).sends.push("Add"), ["process-sends-changed doubling"]],
  [
    "a reaction gets another event",
    () => undefined,
    ["reaction-unsubscribed answer"],
    (c) => (c["x-eventwright"].reactions = { answer: { on: ["Added", "Doubled"], sends: ["Double"] } }),
  ],
  ["a setting is gone", (c) => delete c["x-eventwright"].settings.limit, ["setting-removed limit"]],
  [
    "a setting is of another type",
    (c) => Object.assign(c["x-eventwright"].settings.limit, { type: "string", default: "x" }),
    ["setting-type-changed limit"],
  ],
  ["a default changes", (c) => (c["x-eventwright"].settings.limit.default = 11), ["setting-default-changed limit"]],
  ["a timeout is gone", (c) => (doubling(c).timeouts = {}), ["timeout-removed doubling"]],
  ["a timeout changes", (c) => (doubling(c).timeouts.answer = "PT2M"), ["timeout-changed doubling"]],
  ["retries change", (c) => (c["x-eventwright"].retryPolicies.delivery.attempts = 6), ["retry-changed delivery"]],
  [
    "snapshots are taken",
    (c) => (c["x-eventwright"].streams.counter.snapshot = { every: 5 }),
    ["snapshots-changed counter"],
  ],
];

for (const [what, change, rules, before] of cases) {
  test(`a change of the contract is found: ${what}`, () => {
    // A reaction that was there for the case's sake stays, with less to do.
    const old = changed(before);
    const now = changed(change);
    if (what === "a reaction gets another event") {
      now["x-eventwright"].reactions = { answer: { on: ["Added"], sends: ["Double"] } };
    }
    const verdict = verdictOn(old, now);
    assert.deepEqual(told(verdict, true).toSorted(), rules.toSorted());
    const weights = verdict.findings.filter(({ weight }) => weight === "breaking");
    assert.equal(verdict.ok, weights.length === 0);
    for (const finding of verdict.findings) {
      const rule = contractCatalogue[finding.name as keyof typeof contractCatalogue];
      assert.equal(finding.rule, rule.id);
      assert.ok(finding.at.line >= 1 && finding.at.file.endsWith(":asyncapi.yaml"));
      assert.ok(finding.reason.endsWith(rule.why) && finding.fix !== "");
    }
  });
}

// biome-ignore lint/suspicious/noExplicitAny: tests reach deep into the document to change it.
function words(contract: any, message: string): any {
  return contract.components.messages[message]["x-eventwright"];
}

// biome-ignore lint/suspicious/noExplicitAny: as above.
function totals(contract: any): any {
  return contract["x-eventwright"].readModels.totals;
}

// biome-ignore lint/suspicious/noExplicitAny: as above.
function doubling(contract: any): any {
  return contract["x-eventwright"].processes.doubling;
}

// biome-ignore lint/suspicious/noExplicitAny: as above.
function secure(contract: any): void {
  contract.components.securitySchemes = { key: { type: "httpApiKey", name: "x-functions-key", in: "header" } };
  contract.servers = {
    api: { host: "localhost", protocol: "http", security: [{ $ref: "#/components/securitySchemes/key" }] },
  };
}

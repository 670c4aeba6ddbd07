import assert from "node:assert/strict";
import { test } from "node:test";
import type { Consent, Pin, Use } from "../../../codegen/pins/pin.ts";
import { type Change, counter, decision, refusing, verdictOn } from "../compatibility/contracts/support.ts";

const narrow =
  (message: string): Change =>
  (c) => {
    c.components.messages[message].payload.properties.by.maximum = 5;
    c.info.version = "2.0.0";
  };
const pin = (consumer: string, uses: readonly Use[], consents: readonly Consent[] = []): Pin => ({
  consumer,
  contact: `${consumer}@example.com`,
  uses,
  consents,
});
const unused: Consent = { subject: "Told", fields: "unused", by: "carla", on: "2026-11-01" };

function judged(message: string, pins: readonly Pin[], decisions: Parameters<typeof decision>[] = []) {
  const verdict = verdictOn(counter(), counter(narrow(message)), {
    prove: refusing(),
    pins,
    decisions: decisions.map((args) => decision(...args)),
  });
  const finding = verdict.findings.find(({ rule, side }) => rule === "EC1999" && side !== "store");
  return { ok: verdict.ok, hurts: finding?.hurts.map(({ consumer }) => consumer), finding };
}

test("who uses the field, one above it or below it, or the whole message, is hurt; who uses another one is not", () => {
  const pins = [
    pin("field", [{ message: "Told", fields: ["/by"] }]),
    pin("below", [{ message: "Told", fields: ["/by/amount"] }]),
    pin("whole", [{ message: "Told", fields: "whole" }]),
    pin("other", [{ message: "Told", fields: ["/id", "/byes"] }]),
    pin("stranger", [{ message: "Added", fields: "whole" }]),
  ];
  assert.deepEqual(judged("Told", pins).hurts, ["field", "below", "whole"]);
});

test("who takes only other versions is not hurt", () => {
  const pins = [
    pin("first", [{ message: "Told", versions: { from: 1, to: 1 }, fields: "whole" }]),
    pin("later", [{ message: "Told", versions: { from: 2 }, fields: "whole" }]),
  ];
  assert.deepEqual(judged("Told", pins).hurts, ["first"]);
});

test("whoever asks a query is hurt by changes of its read model's documents", () => {
  const after = counter((c) => {
    c.components.schemas.Total.properties.by = { type: "number" };
  });
  const pins = [
    pin("asks", [{ query: "listTotals", fields: ["/by"] }]),
    pin("other", [{ query: "getTotal", fields: ["/id"] }]),
  ];
  const { findings } = verdictOn(counter(), after, { prove: refusing(), pins });
  const finding = findings.find(({ subject }) => subject.group === "read model");
  assert.deepEqual(
    finding?.hurts.map(({ consumer }) => consumer),
    ["asks"],
  );
});

test("that stored events cannot be read hurts nobody outside; that the message is gone hurts everybody who uses it", () => {
  const pins = [pin("shop", [{ message: "Added", fields: "whole" }])];
  const { findings } = verdictOn(counter(), counter(narrow("Added")), { prove: refusing(), pins });
  const hurts = findings.filter(({ rule }) => rule === "EC1999").map(({ side, hurts: who }) => [side, who.length]);
  assert.deepEqual(hurts.toSorted(), [
    ["readers", 1],
    ["store", 0],
  ]);
  const gone = counter((c) => {
    delete c.components.messages.Added;
    c.channels.events.messages = {};
    c.operations.publish.messages = [];
    c.components.messages.Add["x-eventwright"].produces = [];
  });
  const removed = verdictOn(counter(), gone, { pins }).findings.find(({ name }) => name === "message-removed");
  assert.deepEqual(
    removed?.hurts.map(({ contact }) => contact),
    ["shop@example.com"],
  );
});

test("a key that is asked for hurts senders, another topic those who get events", () => {
  const pins = [
    pin("sender", [{ message: "Add", fields: ["/id"] }]),
    pin("asker", [{ query: "getTotal", fields: "whole" }]),
    pin("reader", [{ message: "Added", fields: ["/id"] }]),
  ];
  const after = counter((c) => {
    c["x-eventwright"].topic = "sums";
    c.components.securitySchemes = { key: { type: "httpApiKey", name: "x-functions-key", in: "header" } };
    const security = [{ $ref: "#/components/securitySchemes/key" }];
    c.servers = { api: { host: "localhost", protocol: "http", security } };
  });
  const { findings } = verdictOn(counter(), after, { pins });
  const hurt = (rule: string) => findings.find(({ name }) => name === rule)?.hurts.map(({ consumer }) => consumer);
  assert.deepEqual(hurt("topic-changed"), ["reader"]);
  assert.deepEqual(hurt("key-required"), ["sender", "asker"]);
});

const allows = [{ rule: "EC1999", subject: "Told", pointer: "/properties/by" }];
const reader = [{ message: "Told", fields: ["/by"] }];

test("a decision does not count while somebody is hurt who has not consented", () => {
  const hurt = judged("Told", [pin("shop", reader)], [[allows]]);
  assert.equal(hurt.ok, false);
  assert.equal(hurt.finding?.objection, "contract/decisions/d.yaml names it, but shop has not consented.");
  assert.equal(judged("Told", [pin("shop", reader)], [[allows, { consents: ["shop"] }]]).ok, true);
  assert.equal(judged("Told", [pin("shop", reader)], [[allows, { consents: ["bank"] }]]).ok, false);
  const consent = { ...unused, fields: ["/by"] };
  assert.equal(judged("Told", [pin("shop", reader, [consent])], [[allows]]).ok, true);
  assert.equal(judged("Told", [pin("shop", reader, [{ ...consent, fields: ["/id"] }])], [[allows]]).ok, false);
  assert.equal(judged("Told", [pin("shop", reader, [{ ...consent, subject: "Add" }])], [[allows]]).ok, false);
});

test("a field that no pinned consumer uses may change when all consumers are pinned and all of them agree", () => {
  const other = [{ message: "Told", fields: ["/id"] }];
  const all = [[[], { everyConsumerPinned: ["Told"] }]] as Parameters<typeof decision>[];
  assert.equal(judged("Told", [pin("shop", other, [unused])], all).ok, true);
  const { finding } = judged("Told", [pin("shop", other, [unused])], all);
  assert.equal(finding?.allowedBy, "contract/decisions/d.yaml and the pins of all consumers");
});

for (const [what, pins, decisions, message = "Told"] of [
  ["nobody says that all consumers are pinned", [pin("shop", [{ message: "Told", fields: ["/id"] }], [unused])], []],
  [
    "that is said of another message",
    [pin("shop", [{ message: "Told", fields: ["/id"] }], [unused])],
    [[[], { everyConsumerPinned: ["Add"] }]],
  ],
  [
    "that was said until yesterday",
    [pin("shop", [{ message: "Told", fields: ["/id"] }], [unused])],
    [[[], { everyConsumerPinned: ["Told"], until: "2026-11-25" }]],
  ],
  ["nobody is pinned", [], [[[], { everyConsumerPinned: ["Told"] }]]],
  [
    "one of them has not agreed",
    [
      pin("shop", [{ message: "Told", fields: ["/id"] }], [unused]),
      pin("bank", [{ message: "Told", fields: ["/id"] }]),
    ],
    [[[], { everyConsumerPinned: ["Told"] }]],
  ],
  [
    "one of them uses it",
    [pin("shop", [{ message: "Told", fields: ["/by"] }], [unused])],
    [[[], { everyConsumerPinned: ["Told"] }]],
  ],
  [
    "clients send it",
    [pin("shop", [{ message: "Add", fields: ["/id"] }], [{ ...unused, subject: "Add" }])],
    [[[], { everyConsumerPinned: ["Add"] }]],
    "Add",
  ],
] as readonly (readonly [string, readonly Pin[], Parameters<typeof decision>[], string?])[]) {
  test(`a change of an unused field stops the contract when ${what}`, () => {
    assert.equal(judged(message, pins, decisions).ok, false);
  });
}

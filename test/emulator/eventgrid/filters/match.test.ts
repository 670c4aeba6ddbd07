import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { matches, valueAt } from "../../../../emulator/eventgrid/filters/match.ts";
import { readFilter } from "../../../../emulator/eventgrid/filters/read.ts";

const event = {
  specversion: "1.0",
  id: "1",
  source: "/accounts",
  type: "credits.loaded.v1",
  subject: "Accounts/Anna",
  tenant: "north",
  data: {
    amount: 10,
    name: "Anna Berg",
    open: true,
    nothing: null,
    tags: ["a", "b"],
    sizes: [1, 2],
    empty: [],
    deep: { er: "x" },
  },
};

const passes = (filter: unknown) => matches(readFilter(filter), event, "CloudEventSchemaV1_0");
const advanced = (operatorType: string, key: string, rest: object = {}, arrays = false) =>
  passes({ advancedFilters: [{ operatorType, key, ...rest }], enableAdvancedFilteringOnArrays: arrays });

describe("type and subject", () => {
  test("no filter takes everything", () => assert.equal(passes(undefined), true));
  test("a listed type is taken, another is not", () => {
    assert.equal(passes({ includedEventTypes: ["other", "credits.loaded.v1"] }), true);
    assert.equal(passes({ includedEventTypes: ["credits.loaded"] }), false);
    assert.equal(passes({ includedEventTypes: ["All"] }), true);
  });
  test("the subject is compared without case unless asked", () => {
    assert.equal(passes({ subjectBeginsWith: "accounts/", subjectEndsWith: "ANNA" }), true);
    assert.equal(passes({ subjectBeginsWith: "accounts/", isSubjectCaseSensitive: true }), false);
    assert.equal(passes({ subjectBeginsWith: "Accounts/", isSubjectCaseSensitive: true }), true);
    assert.equal(passes({ subjectEndsWith: "bob" }), false);
  });
  test("an event without a subject passes only when none is asked for", () => {
    const { subject: _, ...bare } = event;
    assert.equal(matches(readFilter({}), bare, "CloudEventSchemaV1_0"), true);
    assert.equal(matches(readFilter({ subjectBeginsWith: "a" }), bare, "CloudEventSchemaV1_0"), false);
  });
});

const amount = "data.amount";
const name = "data.name";
const table: [operator: string, key: string, rest: object, expected: boolean][] = [
  ["NumberIn", amount, { values: [1, 10] }, true],
  ["NumberIn", amount, { values: [1] }, false],
  ["NumberNotIn", amount, { values: [1, 2] }, true],
  ["NumberNotIn", amount, { values: [1, 10] }, false],
  ["NumberLessThan", amount, { value: 10 }, false],
  ["NumberLessThan", amount, { value: 11 }, true],
  ["NumberLessThanOrEquals", amount, { value: 10 }, true],
  ["NumberLessThanOrEquals", amount, { value: 9 }, false],
  ["NumberGreaterThan", amount, { value: 10 }, false],
  ["NumberGreaterThan", amount, { value: 9.5 }, true],
  ["NumberGreaterThanOrEquals", amount, { value: 10 }, true],
  ["NumberGreaterThanOrEquals", amount, { value: 11 }, false],
  [
    "NumberInRange",
    amount,
    {
      values: [
        [1, 2],
        [10, 20],
      ],
    },
    true,
  ],
  ["NumberInRange", amount, { values: [[11, 20]] }, false],
  [
    "NumberNotInRange",
    amount,
    {
      values: [
        [1, 2],
        [11, 20],
      ],
    },
    true,
  ],
  ["NumberNotInRange", amount, { values: [[5, 10]] }, false],
  ["BoolEquals", "data.open", { value: true }, true],
  ["BoolEquals", "data.open", { value: false }, false],
  ["StringIn", name, { values: ["x", "anna berg"] }, true],
  ["StringIn", name, { values: ["anna"] }, false],
  ["StringNotIn", name, { values: ["x"] }, true],
  ["StringNotIn", name, { values: ["x", "ANNA BERG"] }, false],
  ["StringContains", name, { values: ["x", "a b"] }, true],
  ["StringContains", name, { values: ["x"] }, false],
  ["StringNotContains", name, { values: ["x"] }, true],
  ["StringNotContains", name, { values: ["x", "BERG"] }, false],
  ["StringBeginsWith", name, { values: ["anna"] }, true],
  ["StringBeginsWith", name, { values: ["berg"] }, false],
  ["StringNotBeginsWith", name, { values: ["berg"] }, true],
  ["StringNotBeginsWith", name, { values: ["x", "anna"] }, false],
  ["StringEndsWith", name, { values: ["berg"] }, true],
  ["StringEndsWith", name, { values: ["anna"] }, false],
  ["StringNotEndsWith", name, { values: ["anna"] }, true],
  ["StringNotEndsWith", name, { values: ["x", "berg"] }, false],
  ["IsNullOrUndefined", "data.nothing", {}, true],
  ["IsNullOrUndefined", "data.missing", {}, true],
  ["IsNullOrUndefined", name, {}, false],
  ["IsNotNull", name, {}, true],
  ["IsNotNull", "data.nothing", {}, false],
  ["IsNotNull", "data.missing", {}, false],
];

describe("advanced filters", () => {
  for (const [operator, key, rest, expected] of table) {
    test(`${operator} ${key} ${JSON.stringify(rest)} is ${expected}`, () => {
      assert.equal(advanced(operator, key, rest), expected);
    });
  }

  const operands: Record<string, object> = Object.fromEntries(table.map(([operator, , rest]) => [operator, rest]));
  for (const [operator, rest] of Object.entries(operands)) {
    const expected = ["NumberNotIn", "StringNotIn", "IsNullOrUndefined"].includes(operator);
    test(`a missing key ${expected ? "passes" : "fails"} ${operator}`, () => {
      assert.equal(advanced(operator, "data.missing", rest), expected);
    });
  }

  test("all filters must pass", () => {
    const has = { operatorType: "IsNotNull", key: name };
    const not = { operatorType: "IsNotNull", key: "data.missing" };
    assert.equal(passes({ advancedFilters: [has, has] }), true);
    assert.equal(passes({ advancedFilters: [has, not] }), false);
  });

  test("arrays are looked into only when asked: any item for a wish, every item for a ban", () => {
    assert.equal(advanced("StringIn", "data.tags", { values: ["B"] }), false);
    assert.equal(advanced("StringIn", "data.tags", { values: ["B"] }, true), true);
    assert.equal(advanced("StringNotIn", "data.tags", { values: ["b"] }, true), false);
    assert.equal(advanced("StringNotIn", "data.tags", { values: ["c"] }, true), true);
    assert.equal(advanced("NumberGreaterThan", "data.sizes", { value: 1 }, true), true);
    assert.equal(advanced("StringIn", "data.empty", { values: ["b"] }, true), false);
  });

  test("a hostile key reaches nothing but the event's own members", () => {
    for (const key of [
      "__proto__",
      "constructor",
      "data.constructor.name",
      "data.__proto__",
      "toString",
      "...",
      "data..x",
    ]) {
      assert.equal(advanced("IsNotNull", key), false, key);
    }
  });
});

describe("keys", () => {
  test("attributes are found without case, extensions too, data by its exact names", () => {
    assert.equal(valueAt(event, "Source", "CloudEventSchemaV1_0"), "/accounts");
    assert.equal(valueAt(event, "tenant", "CloudEventSchemaV1_0"), "north");
    assert.equal(valueAt(event, "Data.deep.er", "CloudEventSchemaV1_0"), "x");
    assert.equal(valueAt(event, "data.Deep.er", "CloudEventSchemaV1_0"), undefined);
  });
  test("Azure's names for a CloudEvent's attributes work", () => {
    assert.equal(valueAt(event, "EventType", "CloudEventSchemaV1_0"), "credits.loaded.v1");
    assert.equal(valueAt(event, "EventId", "CloudEventSchemaV1_0"), "1");
    assert.equal(valueAt({ eventType: "x" }, "EventType", "EventGridSchema"), "x");
  });
});

describe("a definition that is refused", () => {
  const refused: [filter: unknown, saying: RegExp][] = [
    ["all", /filter must be an object/],
    [{ unknownThing: 1 }, /Not supported.*unknownThing/],
    [{ includedEventTypes: [] }, /includedEventTypes/],
    [{ subjectBeginsWith: 1 }, /subjectBeginsWith/],
    [{ isSubjectCaseSensitive: "yes" }, /isSubjectCaseSensitive/],
    [{ advancedFilters: {} }, /advancedFilters must be an array/],
    [{ advancedFilters: [null] }, /advancedFilters\[0\]/],
    [{ advancedFilters: [{ operatorType: "StringMatches", key: "a", values: ["x"] }] }, /Not supported.*StringMatches/],
    [{ advancedFilters: [{ operatorType: "NumberIn", key: "a", values: ["x"] }] }, /array of numbers/],
    [{ advancedFilters: [{ operatorType: "NumberInRange", key: "a", values: [[2, 1]] }] }, /pairs/],
    [{ advancedFilters: [{ operatorType: "NumberLessThan", key: "a", value: "x" }] }, /must be a number/],
    [{ advancedFilters: [{ operatorType: "BoolEquals", key: "a", value: 1 }] }, /true or false/],
    [{ advancedFilters: [{ operatorType: "StringIn", key: "", values: ["x"] }] }, /key/],
    [{ advancedFilters: [{ operatorType: "StringIn", key: "a", values: ["x".repeat(513)] }] }, /512/],
    [{ advancedFilters: Array(26).fill({ operatorType: "IsNotNull", key: "a" }) }, /At most 25/],
    [{ advancedFilters: [{ operatorType: "NumberIn", key: "a", values: Array(26).fill(1) }] }, /at most 25 values/],
  ];
  for (const [filter, saying] of refused) {
    test(String(saying), () => assert.throws(() => readFilter(filter), { status: 400, message: saying }));
  }
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { checkUpcasters } from "../../../codegen/versions/check/check-upcasters.ts";
import { freezeMissing } from "../../../codegen/versions/freeze.ts";
import { generateFrom, versionedContract } from "../support/contracts.ts";

const { contract } = await generateFrom(versionedContract());
assert.ok(contract);
const frozen = Object.fromEntries(freezeMissing(contract, () => undefined).map(({ path, text }) => [path, text]));

type Data = Record<string, unknown>;
/** Conversions without a fault. `Added` had its number as a text, then under another name; `Told` had a text only. */
const good = {
  upcasters: {
    Added: {
      from1: ({ id, by }: Data) => ({ id, count: Number(String(by).slice(0, 9)) + 1 }),
      from2: ({ id, count }: Data) => ({ id, by: Math.max(1, Number(count)) }),
    },
    Add: { from1: ({ id, by }: Data) => ({ id, by: Math.min(Number(by), 1e9) }) },
    Told: { from1: ({ id, text }: Data) => ({ id, by: String(text).length + 1 }) },
  },
  downcasters: {
    Added: { to2: ({ id, by }: Data) => ({ id, count: by }) },
    Told: { to1: ({ id, by }: Data) => ({ id, text: String(by) }) },
  },
};

// biome-ignore lint/suspicious/noExplicitAny: tests put anything in the place of conversions.
const check = (casters: any = good, files: Readonly<Record<string, string>> = frozen) =>
  checkUpcasters(contract, casters, { read: (path) => files[path], documents: 10 });
const rulesOf = ({ findings }: ReturnType<typeof check>) =>
  findings.map(({ rule, message, from, to }) => `${rule} ${message} ${from} ${to}`);
const withUp = (message: string, name: string, caster: unknown) => ({
  ...good,
  upcasters: { ...good.upcasters, [message]: { ...good.upcasters[message as "Added"], [name]: caster } },
});
const withDown = (message: string, name: string, caster: unknown) => ({
  ...good,
  downcasters: { ...good.downcasters, [message]: { [name]: caster } },
});

test("conversions that hold are tried on many documents, over whole chains", () => {
  const checked = check();
  assert.deepEqual(checked.findings, []);
  assert.equal(checked.messages, 3);
  assert.ok(checked.conversions > 100, `${checked.conversions} conversions`);
});

test("a missing function is named, once", () => {
  assert.deepEqual(rulesOf(check(withUp("Added", "from2", undefined))), ["EC3001 Added 2 3"]);
  assert.deepEqual(rulesOf(check(withDown("Told", "to1", undefined))), ["EC3011 Told 2 1"]);
});

test("what throws is named with the sample and the error", () => {
  const failing = ({ id, by }: Data) => {
    if (String(by).length > 1) throw new RangeError("too long");
    return { id, count: Number(by) + 1 };
  };
  const checked = check(withUp("Added", "from1", failing));
  assert.deepEqual(rulesOf(checked), ["EC3002 Added 1 2"]);
  const [found] = checked.findings;
  assert.match(found?.reason ?? "", /^`from1` of Added throws on "[^"]+": RangeError: too long\. Everything/);
  assert.ok(String((found?.sample?.document as Data | undefined)?.["by"] ?? "").length > 1);
});

test("what is not valid in the next version is named with the sample and the validator's faults", () => {
  const checked = check(withUp("Add", "from1", ({ id, by }: Data) => ({ id, by })));
  assert.deepEqual(rulesOf(checked), ["EC3003 Add 1 2"]);
  const [found] = checked.findings;
  assert.deepEqual(
    found?.faults.map(({ pointer, keyword }) => [pointer, keyword]),
    [["/by", "type"]],
  );
  assert.equal(found?.sample?.name, "example 1");
  assert.ok((found?.samples ?? 0) > 3, "all documents show it; one is printed");
  const down = check(withDown("Added", "to2", ({ id, by }: Data) => ({ id, by })));
  assert.deepEqual(rulesOf(down), ["EC3013 Added 3 2"]);
});

test("chains are tried to their end: a fault of the second step shows on what the first one makes", () => {
  const narrow = ({ id, count }: Data) => ({ id, by: count === 2 ? 0 : Math.max(1, Number(count)) });
  const checked = check(withUp("Added", "from2", narrow), {
    ...frozen,
    "contract/samples/added.v1.json": JSON.stringify({
      message: "Added",
      version: 1,
      samples: [{ name: "the one", document: { id: "a", by: "1" } }],
    }),
  });
  assert.deepEqual(rulesOf(checked), ["EC3003 Added 2 3"]);
  assert.match(checked.findings[0]?.reason ?? "", /"the one"/);
});

test("conversions that look at more than the payload are found", () => {
  let calls = 0;
  const counting = ({ id }: Data) => ({ id, by: ++calls });
  assert.ok(rulesOf(check(withUp("Add", "from1", counting))).includes("EC3004 Add 1 2"));
  const promised = async ({ id }: Data) => ({ id, by: 1 });
  assert.ok(rulesOf(check(withUp("Add", "from1", promised))).includes("EC3002 Add 1 2"));
});

test("a conversion gets a copy: what it does to it changes no document", () => {
  const changing = (data: Data) => Object.assign(data, { by: Math.min(Number(data["by"]), 1e9) });
  assert.deepEqual(rulesOf(check(withUp("Add", "from1", changing))), []);
});

test("a field that goes nowhere is a warning", () => {
  const checked = check(withUp("Add", "from1", ({ id }: Data) => ({ id, by: 1 })));
  assert.deepEqual(rulesOf(checked), ["EC3005 Add 1 2"]);
  assert.equal(checked.findings[0]?.severity, "warning");
  assert.match(checked.findings[0]?.reason ?? "", /`\/by`/);
});

test("samples must be frozen, readable, and valid in their version still", () => {
  const path = "contract/samples/add.v1.json";
  const { [path]: text = "", ...others } = frozen;
  assert.deepEqual(rulesOf(check(good, others)), ["EC3006 Add 1 1"]);
  assert.deepEqual(rulesOf(check(good, { ...others, [path]: "{" })), ["EC3008 Add 1 1"]);
  assert.deepEqual(rulesOf(check(good, { ...others, [path]: text.replace('"version": 1', '"version": 2') })), [
    "EC3008 Add 1 1",
  ]);
  const changed = check(good, { ...others, [path]: text.replace('"by":"1"', '"by":"one"') });
  assert.deepEqual(rulesOf(changed), ["EC3007 Add 1 1"]);
  assert.match(changed.findings[0]?.reason ?? "", /\/by must match/);
});

test("what is frozen is never made again", () => {
  const path = "contract/samples/add.v1.json";
  const made = freezeMissing(contract, (asked) => (asked === path ? "whatever" : undefined));
  assert.deepEqual(
    made.map((file) => file.path),
    ["contract/samples/added.v1.json", "contract/samples/added.v2.json", "contract/samples/told.v1.json"],
  );
});

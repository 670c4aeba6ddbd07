import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import type { ContractFiles } from "../../../codegen/read/contract-files.ts";
import { contractOnDisk } from "../../../codegen/read/contract-files.ts";
import { createCompiler } from "../../../codegen/schema/schema-compiler.ts";
import { versionRules } from "../../../codegen/versions/catalogue.ts";
import { parseGolden } from "../../../codegen/versions/golden-samples.ts";
import { type NewVersion, planNewVersion } from "../../../codegen/versions/new-version/plan.ts";
import { Refusal } from "../../../codegen/versions/new-version/refusal.ts";
import { inMemory, project, tools } from "../support/contracts.ts";
import { shop } from "../support/shop.ts";

const worked = contractOnDisk(`${project}/asyncapi.yaml`);
/** The worked example, as if no message had conversions yet. */
const example = overlaid(worked, {
  "handlers/index.ts": (worked.read("handlers/index.ts") ?? "").replace(/^ {2}(up|down)casters: \{[^}]*\},\n/gm, ""),
});

function overlaid(files: ContractFiles, texts: Readonly<Record<string, string>>): ContractFiles {
  return {
    contract: files.contract,
    read: (path) => (Object.hasOwn(texts, path) ? texts[path] : files.read(path)),
    list: (folder) => [...files.list(folder), ...Object.keys(texts).filter((path) => path.startsWith(`${folder}/`))],
  };
}

const applied = (files: ContractFiles, { changes }: NewVersion) =>
  overlaid(files, Object.fromEntries(changes.map(({ path, text }) => [path, text])));
const compiler = createCompiler();
const plan = (files: ContractFiles, message: string, sunset?: string | false, deprecated?: string) =>
  planNewVersion(files, { rulebook: tools.rulebook, compiler }, { message, sunset, deprecated });
const textOf = ({ changes }: NewVersion, path: string) => {
  const found = changes.find((change) => change.path === path);
  assert.ok(found, `${path} among ${changes.map((change) => change.path).join(", ")}`);
  return found.text;
};

/** Lines of the second text that the first has not, and the reverse. */
function compared(before: string, after: string): { gone: string[]; come: string[] } {
  const rest = (lines: string[], others: string[]) => {
    const left = [...others];
    return lines.filter((line) => {
      const at = left.indexOf(line);
      if (at >= 0) left.splice(at, 1);
      return at < 0;
    });
  };
  const [old, now] = [before.split("\n"), after.split("\n")];
  return { gone: rest(old, now), come: rest(now, old) };
}

const event = plan(example, "CreditsReserved", "2027-06-30", "2026-11-26");

test("the document keeps its lines: two change, the newest version comes beside the earlier one", () => {
  const before = example.read("asyncapi.yaml") ?? "";
  const { gone, come } = compared(before, textOf(event, "asyncapi.yaml"));
  assert.deepEqual(gone, [
    "      x-eventwright: { kind: event, version: 1, stream: account, streamId: /fromAccountId, personalData: [/owner, /guardian] }",
  ]);
  assert.ok(come.includes("    CreditsReserved.v1:"));
  assert.ok(come.includes("      payload: { $ref: ./schemas/events/credits-reserved.v2.json }"));
  assert.ok(come.includes('      CreditsReserved.v1: { $ref: "#/components/messages/CreditsReserved.v1" }'));
  const { messages } = parse(textOf(event, "asyncapi.yaml")).components;
  assert.equal(messages.CreditsReserved["x-eventwright"].version, 2);
  assert.equal(messages.CreditsReserved.payload.$ref, "./schemas/events/credits-reserved.v2.json");
  assert.deepEqual(messages["CreditsReserved.v1"]["x-eventwright"], {
    kind: "event",
    version: 1,
    of: "CreditsReserved",
    deprecated: "2026-11-26",
    sunset: "2027-06-30",
    personalData: ["/owner", "/guardian"],
  });
  assert.equal(messages["CreditsReserved.v1"].name, "CreditsReserved");
  assert.equal(messages["CreditsReserved.v1"].payload.$ref, "./schemas/events/credits-reserved.v1.json");
  const names = Object.keys(messages);
  assert.equal(names[names.indexOf("CreditsReserved") - 1], "CreditsReserved.v1");
});

test("the schema is copied, its samples are frozen, its conversions are scaffolded and named", () => {
  const schema = textOf(event, "schemas/events/credits-reserved.v2.json");
  assert.equal(schema, example.read("schemas/events/credits-reserved.v1.json"));
  const golden = parseGolden(textOf(event, "contract/samples/credits-reserved.v1.json"), "CreditsReserved", 1);
  const names = golden?.samples.map(({ name }) => name) ?? [];
  assert.deepEqual(names.slice(0, 2), ["example pocketMoney", "example child"]);
  assert.ok(names.includes("without /note") && names.includes("/amount: largest number"));
  const casters = textOf(event, "handlers/upcasters/credits-reserved.ts");
  assert.match(casters, /export const creditsReservedUpcasters: Upcasters\["CreditsReserved"\] = \{\n {2}from1: /);
  assert.match(casters, /export const creditsReservedDowncasters: Downcasters\["CreditsReserved"\] = \{\n {2}to1: /);
  const index = compared(example.read("handlers/index.ts") ?? "", textOf(event, "handlers/index.ts"));
  assert.deepEqual(index.gone, []);
  assert.deepEqual(index.come, [
    'import { creditsReservedDowncasters, creditsReservedUpcasters } from "./upcasters/credits-reserved.ts";',
    "  upcasters: { CreditsReserved: creditsReservedUpcasters },",
    "  downcasters: { CreditsReserved: creditsReservedDowncasters },",
  ]);
  assert.deepEqual(event.byHand, []);
});

test("planning twice gives the same bytes", () => {
  assert.deepEqual(plan(example, "CreditsReserved", "2027-06-30", "2026-11-26"), event);
});

test("a second version is refused until the first one changes something, then goes beside it", () => {
  const files = applied(example, event);
  assert.throws(() => plan(files, "CreditsReserved", "2028-06-30"), refusal("version-unfinished"));
  const schema = textOf(event, "schemas/events/credits-reserved.v2.json");
  const changed = overlaid(files, {
    "schemas/events/credits-reserved.v2.json": schema
      .replace('"title": "Credits reserved"', '"title": "Credits held"')
      .replace('"note": {', '"memo": {'),
  });
  const third = plan(changed, "CreditsReserved", "2028-06-30");
  const { messages } = parse(textOf(third, "asyncapi.yaml")).components;
  assert.deepEqual(
    Object.keys(messages).filter((name) => name.startsWith("CreditsReserved")),
    ["CreditsReserved.v1", "CreditsReserved.v2", "CreditsReserved"],
  );
  const casters = textOf(third, "handlers/upcasters/credits-reserved.ts");
  assert.match(casters, /from1: .*\n {2}from2: .*\n\};/);
  assert.match(casters, /to1: .*\n {2}to2: .*\n\};/);
  assert.deepEqual(
    third.changes.map(({ path }) => path).includes("handlers/index.ts"),
    false,
    "they are named already",
  );
  assert.ok(third.changes.some(({ path }) => path === "contract/samples/credits-reserved.v2.json"));
  assert.ok(
    !third.changes.some(({ path }) => path === "contract/samples/credits-reserved.v1.json"),
    "frozen is frozen",
  );
});

test("messages share the groups of handlers/index.ts, which grow as they do in people's hands", () => {
  const one = overlaid(example, {
    "handlers/index.ts": textOf(event, "handlers/index.ts").replaceAll(
      "CreditsReserved: c",
      "Known: known, CreditsReserved: c",
    ),
  });
  const index = (files: ContractFiles, ...messages: readonly string[]) =>
    messages
      .reduce((before, message) => applied(before, plan(before, message, "2027-06-30")), files)
      .read("handlers/index.ts") ?? "";
  const two = index(overlaid(example, { "handlers/index.ts": textOf(event, "handlers/index.ts") }), "TransferReceived");
  const line = "CreditsReserved: creditsReservedUpcasters, TransferReceived: transferReceivedUpcasters";
  assert.ok(two.includes(`\n  upcasters: { ${line} },\n`), two);
  const four = index(one, "BalanceChanged", "TransferReceived");
  assert.match(
    four,
    /^ {2}upcasters: \{\n {4}Known: known,\n {4}CreditsReserved: .*\n {4}BalanceChanged: .*\n {4}TransferReceived: .*,\n {2}\},$/m,
  );
  assert.match(four, /^ {2}downcasters: \{\n(?: {4}\w+: \w+,\n){4} {2}\},$/m);
});

test("a private command gets no sunset, no channel and no down-conversion; a public one its operation too", () => {
  const hidden = plan(example, "SettleTransfer");
  const { channels, components } = parse(textOf(hidden, "asyncapi.yaml"));
  assert.deepEqual(components.messages["SettleTransfer.v1"]["x-eventwright"], {
    kind: "command",
    version: 1,
    of: "SettleTransfer",
    visibility: "private",
  });
  assert.ok(!JSON.stringify(channels).includes("SettleTransfer.v1"));
  assert.doesNotMatch(textOf(hidden, "handlers/upcasters/settle-transfer.ts"), /Downcasters/);
  const open = parse(textOf(plan(example, "TransferCredits", "2027-06-30"), "asyncapi.yaml"));
  assert.ok(open.channels.transferCredits.messages["TransferCredits.v1"]);
  assert.ok(JSON.stringify(open.operations).includes("#/channels/transferCredits/messages/TransferCredits.v1"));
});

test("handlers of another shape, or none, are left alone, and the lines to add are said", () => {
  const { "handlers/index.ts": _index, ...without } = shop;
  assert.match(plan(inMemory(without), "Added").byHand[0] ?? "", /^handlers\/index\.ts: there is none/);
  const files = overlaid(example, { "handlers/index.ts": 'export { handlers } from "./all.ts";\n' });
  const made = plan(files, "CreditsReserved", "2027-06-30");
  assert.ok(!made.changes.some(({ path }) => path === "handlers/index.ts"));
  assert.equal(made.byHand.length, 3);
  assert.match(
    made.byHand[0] ?? "",
    /^handlers\/index\.ts: import \{ creditsReservedDowncasters, creditsReservedUpcasters \}/,
  );
});

function refusal(rule: keyof typeof versionRules) {
  return (error: unknown) => {
    assert.ok(error instanceof Refusal, String(error));
    assert.equal(error.rule, rule);
    assert.equal(error.id, versionRules[rule].id);
    assert.match(error.message, /\.$/);
    return true;
  };
}

test("what cannot be is refused, with a reason of its own", () => {
  const withText = (change: (text: string) => string) =>
    overlaid(example, { "asyncapi.yaml": change(example.read("asyncapi.yaml") ?? "") });
  assert.throws(() => plan(example, "Nobody", false), refusal("message-unknown"));
  assert.throws(
    () => plan(example, "CreditReserved", false),
    /There is no message `CreditReserved`\. Is `CreditsReserved` meant\?/,
  );
  assert.throws(() => plan(applied(example, event), "CreditsReserved.v1", false), refusal("message-unknown"));
  assert.throws(() => plan(example, "CreditsReserved"), refusal("sunset-missing"));
  assert.throws(() => plan(example, "CreditsReserved", "2027-02-30"), refusal("day-invalid"));
  assert.throws(() => plan(example, "SettleTransfer", "2027-06-30"), refusal("sunset-private"));
  const broken = withText((text) =>
    text.replace("./schemas/events/credits-reserved.v1.json", "./schemas/events/nowhere.json"),
  );
  assert.throws(() => plan(broken, "CreditsReserved", false), refusal("contract-broken"));
  const inline = withText((text) =>
    text.replace(
      "{ $ref: ./schemas/commands/settle-transfer.v1.json }",
      "{ type: object, required: [fromAccountId], properties: { transferId: { type: string }, fromAccountId: { type: string } } }",
    ),
  );
  assert.throws(() => plan(inline, "SettleTransfer"), refusal("schema-inline"));
  const there = overlaid(example, { "schemas/events/credits-reserved.v2.json": "{}" });
  assert.throws(() => plan(there, "CreditsReserved", false), refusal("file-in-the-way"));
  const frozen = overlaid(example, { "contract/samples/credits-reserved.v1.json": "{}" });
  assert.throws(() => plan(frozen, "CreditsReserved", false), refusal("file-in-the-way"));
});

test("JSON documents, quoted references and schemas with an id are carried on too", () => {
  const files = inMemory(shop);
  const json = JSON.stringify(parse(shop["asyncapi.yaml"]), undefined, 2);
  for (const contract of ["asyncapi.yaml", "asyncapi.json"]) {
    const texts = contract.endsWith(".json") ? { [contract]: json } : {};
    const made = plan({ ...overlaid(files, texts), contract }, "Added");
    const after = parse(textOf(made, contract));
    assert.equal(after.components.messages.Added["x-eventwright"].version, 2, contract);
    assert.equal(after.components.messages.Added.payload.$ref, "./schemas/added.v2.json");
    assert.equal(after.components.messages["Added.v1"].name, "Added");
    assert.equal(JSON.parse(textOf(made, "schemas/added.v2.json")).$id, "https://shop.example/schemas/added.v2.json");
    if (contract.endsWith(".yaml")) assert.match(textOf(made, contract), /# Comments stay\.\n/);
    assert.deepEqual(made.byHand, []);
  }
});

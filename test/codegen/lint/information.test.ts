import assert from "node:assert/strict";
import { test } from "node:test";
import { stringify } from "yaml";
import { lint } from "../../../codegen/lint/lint.ts";
import { lintRules } from "../../../codegen/lint/rules/index.ts";
import { counterContract, inMemory, tools } from "../support/contracts.ts";

function namesIn(document: unknown): ReadonlySet<string> {
  const files = inMemory({ "asyncapi.yaml": stringify(document, { aliasDuplicateObjects: false }) });
  return new Set(lint(files, { rulebook: tools.rulebook, today: "2026-01-31" }).findings.map(({ name }) => name));
}

test("says what is only worth knowing, by every rule of information", () => {
  const contract = counterContract();
  const { messages, schemas } = contract.components;
  const words = contract["x-eventwright"];
  contract.asyncapi = "3.0.0";
  const camel = Array.from({ length: 12 }, (_, index) => [`someField${index}`, { type: "string", maxLength: 9 }]);
  messages.Add.payload.properties = {
    ...messages.Add.payload.properties,
    ...Object.fromEntries(camel),
    other_field: { type: "boolean" },
    price: { type: "number" },
    odd: { type: "string", format: "roman-numeral-of-caesar", maxLength: 3, zzzz: 1 },
  };
  messages.Add.payload.additionalProperties = true;
  for (let index = 0; index < 12; index++) contract.channels[`someChannel${index}`] = { address: `some/${index}` };
  contract.channels["other-channel"] = { address: "other" };
  messages.CountNow = { ...structuredClone(messages.Added), title: "Count now" };
  messages.Add["x-eventwright"].produces.push("CountNow");
  messages.TotalCounted = { ...structuredClone(messages.Double), title: "Counted" };
  words.reactions.doubler.sends.push("TotalCounted");
  schemas.Total.properties.remark = { type: "string" };
  const plain = structuredClone(contract);
  delete plain["x-eventwright"];
  for (const message of Object.values(plain.components.messages))
    delete (message as { [word: string]: unknown })["x-eventwright"];
  const found = new Set([...namesIn(contract), ...namesIn(plain)]);
  const missing = Object.entries(lintRules).filter(([name, { severity }]) => severity === "info" && !found.has(name));
  assert.deepEqual(
    missing.map(([name]) => name),
    [],
  );
});

test("has names and ids of its own for all rules", async () => {
  const { catalogue } = await import("../../../codegen/diagnostics/catalogue.ts");
  const names = [...Object.keys(lintRules), ...Object.keys(catalogue)];
  const ids = [...Object.values(lintRules), ...Object.values(catalogue)].map(({ id }) => id);
  assert.equal(new Set(names).size, names.length);
  assert.equal(new Set(ids).size, ids.length);
});

import assert from "node:assert/strict";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { project } from "../support/contracts.ts";
import { filesOf, runNode, temporaryFolder } from "../support/temporary.ts";

/** A copy of the worked example's contract and of the list of its handlers. Answers the folder, and how to call a command on it. */
function exampleCopy(context: TestContext) {
  const folder = temporaryFolder(context);
  for (const path of ["asyncapi.yaml", "schemas", "contract/samples", "handlers/index.ts"])
    cpSync(join(project, path), join(folder, path), { recursive: true });
  const run = (command: string, ...args: readonly string[]) =>
    runNode([join(project, "codegen/contract.ts"), command, ...args, "--contract", join(folder, "asyncapi.yaml")]);
  return { folder, run };
}

/** Puts conversions where the app's handlers are: a module of its own, since the copy has no generated code. */
function writeHandlers(folder: string, from1: string): void {
  const present = join(project, "handlers/upcasters/transfer-held.ts");
  const handlers = [
    `import { transferHeldDowncasters, transferHeldUpcasters } from ${JSON.stringify(present)};`,
    "export const handlers = {",
    `  upcasters: { TransferHeld: transferHeldUpcasters, SettleTransfer: { from1: ${from1} } },`,
    "  downcasters: { TransferHeld: transferHeldDowncasters },",
    "};\n",
  ];
  writeFileSync(join(folder, "handlers/index.ts"), handlers.join("\n"));
}

test("a version is begun, changed, and its upcaster is tried: red until it does what the new schema asks for", async (context) => {
  const { folder, run } = exampleCopy(context);
  const made = await run("new-version", "SettleTransfer");
  assert.equal(made.code, 0, made.stdout + made.stderr);
  assert.match(made.stdout, /^SettleTransfer: version 2 has begun; version 1 stays beside it\./);
  assert.match(readFileSync(join(folder, "handlers/index.ts"), "utf8"), /SettleTransfer: settleTransferUpcasters/);
  const file = join(folder, "schemas/commands/settle-transfer.v2.json");
  const schema = JSON.parse(readFileSync(file, "utf8"));
  schema.properties.settledBy = { type: "string" };
  schema.required.push("settledBy");
  writeFileSync(file, JSON.stringify(schema));
  writeHandlers(folder, "(data) => ({ ...data })");
  const red = await run("upcasters", "--json");
  assert.equal(red.code, 1, red.stdout + red.stderr);
  const { ok, findings } = JSON.parse(red.stdout);
  assert.equal(ok, false);
  assert.deepEqual(
    findings.map((found: { rule: string }) => found.rule),
    ["EC3003"],
  );
  assert.equal(findings[0].sample.name, "example settle");
  assert.equal(findings[0].faults[0].pointer, "/settledBy");
  writeHandlers(folder, '(data) => ({ ...data, settledBy: "nobody" })');
  const green = await run("upcasters");
  assert.equal(green.code, 0, green.stdout + green.stderr);
  assert.match(green.stdout, /^All conversions hold\. \(2 messages with earlier versions, \d+ conversions tried\)\n$/);
});

test("--dry-run writes nothing, a refusal writes nothing, and both say what they have to", async (context) => {
  const { folder, run } = exampleCopy(context);
  const before = filesOf(folder);
  const dry = await run("new-version", "CreditsReserved", "--sunset", "2027-06-30", "--dry-run");
  assert.equal(dry.code, 0, dry.stderr);
  assert.match(dry.stdout, / {4}\+ {5}CreditsReserved\.v1:\n/);
  const refused = await run("new-version", "CreditsReserved", "--json");
  assert.equal(refused.code, 1);
  const { ok, id, what, why, fix } = JSON.parse(refused.stdout);
  assert.deepEqual([ok, id], [false, "EC3107"]);
  for (const sentence of [what, why, fix]) assert.match(sentence, /\.$/);
  assert.equal((await run("new-version")).code, 2);
  assert.deepEqual(filesOf(folder), before);
});

test("--freeze freezes what is missing and nothing twice", async (context) => {
  const { folder, run } = exampleCopy(context);
  assert.equal((await run("new-version", "SettleTransfer")).code, 0);
  const file = join(folder, "contract/samples/settle-transfer.v1.json");
  const frozen = readFileSync(file, "utf8");
  writeFileSync(file, frozen.replace("example settle", "example of somebody"));
  writeHandlers(folder, "(data) => data");
  assert.equal((await run("upcasters", "--freeze")).code, 0);
  assert.match(readFileSync(file, "utf8"), /example of somebody/);
  assert.ok(existsSync(file));
});

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { project } from "../support/contracts.ts";
import { shop } from "../support/shop.ts";
import { filesOf, runNode, temporaryFolder } from "../support/temporary.ts";

/** A small project on disk. Answers its folder, and how to call a command on it. */
function shopOnDisk(context: TestContext) {
  const folder = temporaryFolder(context);
  for (const [path, text] of Object.entries(shop)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const run = (command: string, ...args: readonly string[]) =>
    runNode([join(project, "codegen/contract.ts"), command, ...args, "--contract", join(folder, "asyncapi.yaml")]);
  return { folder, run };
}

/** Puts conversions where the app's handlers are: a module of its own, since the copy has no generated code. */
function writeHandlers(folder: string, from1: string): void {
  const handlers = `export const handlers = { upcasters: { Added: { from1: ${from1} } } };\n`;
  writeFileSync(join(folder, "handlers/index.ts"), handlers);
}

test("a version is begun, changed, and its upcaster is tried: red until it does what the new schema asks for", async (context) => {
  const { folder, run } = shopOnDisk(context);
  const made = await run("new-version", "Added");
  assert.equal(made.code, 0, made.stdout + made.stderr);
  assert.match(made.stdout, /^Added: version 2 has begun; version 1 stays beside it\./);
  assert.match(readFileSync(join(folder, "handlers/index.ts"), "utf8"), /Added: addedUpcasters/);
  const file = join(folder, "schemas/added.v2.json");
  const schema = JSON.parse(readFileSync(file, "utf8"));
  schema.properties.addedBy = { type: "string" };
  schema.required.push("addedBy");
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
  assert.equal(findings[0].sample.name, "example 1");
  assert.equal(findings[0].faults[0].pointer, "/addedBy");
  writeHandlers(folder, '(data) => ({ ...data, addedBy: "nobody" })');
  const green = await run("upcasters");
  assert.equal(green.code, 0, green.stdout + green.stderr);
  assert.match(green.stdout, /^All conversions hold\. \(1 message with earlier versions, \d+ conversions tried\)\n$/);
});

test("--dry-run writes nothing, a refusal writes nothing, and both say what they have to", async (context) => {
  const { folder, run } = shopOnDisk(context);
  const before = filesOf(folder);
  const dry = await run("new-version", "Added", "--dry-run");
  assert.equal(dry.code, 0, dry.stderr);
  assert.match(dry.stdout, / {4}\+ {5}Added\.v1: /);
  const refused = await run("new-version", "Added", "--sunset", "2027-06-30", "--json");
  assert.equal(refused.code, 1);
  const { ok, id, what, why, fix } = JSON.parse(refused.stdout);
  assert.deepEqual([ok, id], [false, "EC3108"]);
  for (const sentence of [what, why, fix]) assert.match(sentence, /\.$/);
  assert.equal((await run("new-version")).code, 2);
  assert.deepEqual(filesOf(folder), before);
});

test("--freeze freezes what is missing and nothing twice", async (context) => {
  const { folder, run } = shopOnDisk(context);
  assert.equal((await run("new-version", "Added")).code, 0);
  const file = join(folder, "contract/samples/added.v1.json");
  const frozen = readFileSync(file, "utf8");
  writeFileSync(file, frozen.replace("example 1", "example of somebody"));
  writeHandlers(folder, "(data) => data");
  assert.equal((await run("upcasters", "--freeze")).code, 0);
  assert.match(readFileSync(file, "utf8"), /example of somebody/);
});

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { type TestContext, test } from "node:test";
import { makeContract } from "../../benchmarks/contracts/make-contract.ts";
import { generate } from "../../codegen/pipeline.ts";
import { contractOnDisk } from "../../codegen/read/contract-files.ts";
import { project, tools } from "./support/contracts.ts";
import { filesOf, temporaryFolder } from "./support/temporary.ts";

interface Told {
  readonly ok: boolean;
  readonly diagnostics: readonly { readonly name: string }[];
  readonly written?: { readonly changed: readonly string[]; readonly removed: readonly string[] };
}

/** A watcher over a contract; `next` answers what it tells after the next change. */
function watcher(context: TestContext, contract: string) {
  const args = [join(project, "codegen/cli.ts"), "--contract", contract, "--watch", "--json"];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const gone = once(child, "exit");
  context.after(async () => {
    child.kill("SIGTERM");
    await gone;
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async (): Promise<Told> => {
    let text = "";
    for (;;) {
      const { value, done } = await lines.next();
      if (done) assert.fail("The watcher has ended.");
      text += `${value}\n`;
      if (value === "}") return JSON.parse(text) as Told;
    }
  };
}

/** Editors write beside a file and move: so no watcher reads half of it. */
function save(file: string, text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

test("one edited schema rewrites exactly the files that it means, and errors are got over", {
  timeout: 120_000,
}, async (context) => {
  const folder = temporaryFolder(context);
  for (const [path, text] of makeContract({ messages: 20 })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const contract = join(folder, "asyncapi.yaml");
  const out = join(folder, "generated");
  const fresh = async () => Object.fromEntries((await generate(contractOnDisk(contract), tools)).files ?? []);
  const differing = (a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>) =>
    Object.keys({ ...a, ...b })
      .filter((path) => a[path] !== b[path])
      .sort();
  const next = watcher(context, contract);
  assert.equal((await next()).ok, true);
  const before = filesOf(out);
  assert.deepEqual(differing(before, await fresh()), []);

  const file = join(folder, "schemas/commands/open-retail-order.v1.json");
  const text = readFileSync(file, "utf8");
  save(file, text.replace('"maxItems": 200', '"maxItems": 201'));
  const { written } = await next();
  const after = await fresh();
  assert.deepEqual(differing(filesOf(out), after), []);
  const expected = differing(before, after);
  assert.deepEqual([...(written?.changed ?? [])].sort(), expected);
  assert.deepEqual(
    expected.filter((path) => path !== "docs.html"),
    ["asyncapi.json", "contract.json", "manifest.json", "openapi.json", "validators/open-retail-order.v1.js"],
  );

  save(file, text.replace('"maxItems": 200', '"maxItems": "many"'));
  const broken = await next();
  assert.equal(broken.ok, false);
  assert.deepEqual(
    broken.diagnostics.map(({ name }) => name),
    ["schema-invalid"],
  );
  assert.deepEqual(differing(filesOf(out), after), []);

  save(file, text);
  const mended = await next();
  assert.deepEqual(mended.diagnostics, []);
  assert.deepEqual([...(mended.written?.changed ?? [])].sort(), expected);
  assert.deepEqual(differing(filesOf(out), before), []);

  // A shared part means more files, among them those of every message that has it.
  const money = join(folder, "schemas/values/money.json");
  save(money, readFileSync(money, "utf8").replace("Minor units.", "Units of the smallest coin."));
  assert.equal((await next()).ok, true);
  assert.deepEqual(differing(filesOf(out), await fresh()), []);

  // A folder that comes later is watched, too.
  const late = join(folder, "schemas", "late");
  mkdirSync(late);
  writeFileSync(join(late, "unused.json"), "{}");
  assert.deepEqual(
    (await next()).diagnostics.map(({ name }) => name),
    ["schema-unused"],
  );
});

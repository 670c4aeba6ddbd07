import assert from "node:assert/strict";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { readKept, writeKept } from "../../../codegen/cache/kept-file.ts";
import { keptTexts } from "../../../codegen/cache/kept-texts.ts";
import { unchangedRun, watched } from "../../../codegen/cache/last-run.ts";
import { generate } from "../../../codegen/pipeline.ts";
import { contractOnDisk } from "../../../codegen/read/contract-files.ts";
import { rememberingReader } from "../../../codegen/read/text-reader.ts";
import { folderOnDisk } from "../../../codegen/write/output-folder.ts";
import { writeFiles } from "../../../codegen/write/write-files.ts";
import { libraryGolden, tools } from "../support/contracts.ts";
import { filesOf, libraryCopy, temporaryFolder } from "../support/temporary.ts";

test("a kept value comes back whole or not at all", (context) => {
  const file = join(temporaryFolder(context), "deep", "kept.json");
  assert.equal(readKept(file), undefined);
  writeKept(file, { a: ["é"] });
  assert.deepEqual(readKept(file), { a: ["é"] });
  const bytes = readFileSync(file);
  for (let at = 0; at < bytes.length; at++) {
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ 1;
    writeFileSync(file, damaged);
    assert.equal(readKept(file), undefined, `byte ${at}`);
    writeFileSync(file, bytes.subarray(0, at));
    assert.equal(readKept(file), undefined, `cut off at ${at}`);
  }
});

test("with kept types, damaged ones and none the same bytes are generated", async (context) => {
  const folder = temporaryFolder(context);
  const contract = libraryCopy(context);
  const golden = filesOf(libraryGolden);
  const generated = async () => {
    const types = keptTexts(folder, "library");
    const { files } = await generate(contractOnDisk(contract), { ...tools, types });
    types.save();
    return Object.fromEntries([...(files ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));
  };
  assert.deepEqual(await generated(), golden);
  const [kept = ""] = readdirSync(folder).map((name) => join(folder, name));
  const text = readFileSync(kept, "utf8");
  assert.deepEqual(await generated(), golden);
  assert.equal(readFileSync(kept, "utf8"), text);
  // Whoever looks into the file and changes a type there does not get it into the output.
  assert.ok(text.includes("readonly copyId"));
  writeFileSync(kept, text.replace("readonly copyId", "readonly copyNo"));
  assert.deepEqual(await generated(), golden);
  writeFileSync(kept, "nonsense");
  assert.deepEqual(await generated(), golden);
  assert.equal(readFileSync(kept, "utf8"), text);
});

test("kept types are used, and what a contract does not need any more is forgotten", (context) => {
  const folder = temporaryFolder(context);
  const first = keptTexts(folder, "a");
  assert.equal(first.get("one"), undefined);
  first.set("one", "1");
  first.set("two", "2");
  first.save();
  const second = keptTexts(folder, "a");
  assert.equal(second.get("one"), "1");
  second.save();
  const third = keptTexts(folder, "a");
  assert.equal(third.get("one"), "1");
  assert.equal(third.get("two"), undefined);
});

test("a last run counts only as long as nothing that went in or came out has changed", async (context) => {
  const contract = libraryCopy(context);
  const out = join(dirname(contract), "out");
  const kept = join(temporaryFolder(context), "run.json");
  const find = () => unchangedRun(kept, contractOnDisk(contract), folderOnDisk(out));
  const whole = async () => {
    const { files, keep } = watched(kept, contractOnDisk(contract));
    const { files: generated, diagnostics } = await generate(files, tools);
    assert.ok(generated);
    writeFiles(generated, folderOnDisk(out));
    keep({ diagnostics, messages: 8 }, generated);
  };
  assert.equal(find(), undefined);
  await whole();
  assert.equal(find()?.messages, 8);

  const edited = [
    contract,
    join(dirname(contract), "schemas/values/copy-id.json"),
    join(out, "app.ts"),
    join(out, "manifest.json"),
  ];
  for (const file of edited) {
    const text = readFileSync(file, "utf8");
    writeFileSync(file, `${text} `);
    assert.equal(find(), undefined, file);
    writeFileSync(file, text);
    assert.ok(find(), file);
  }
  writeFileSync(join(dirname(contract), "schemas/unused.json"), "{}");
  assert.equal(find(), undefined, "a new file that nothing refers to is a finding");
  rmSync(join(dirname(contract), "schemas/unused.json"));
  rmSync(join(out, "handlers.ts"));
  assert.equal(find(), undefined, "a file is missing");
  await whole();
  assert.ok(find());
  const record = readKept(kept) as object;
  writeKept(kept, { ...record, fingerprint: "another generator" });
  assert.equal(find(), undefined);
});

test("a remembering reader sees every change, however fast it comes", (context) => {
  const file = join(temporaryFolder(context), "a.txt");
  const read = rememberingReader();
  for (let count = 0; count < 200; count++) {
    writeFileSync(file, String(count % 10));
    assert.equal(read(file), String(count % 10));
  }
  rmSync(file);
  assert.throws(() => read(file));
});

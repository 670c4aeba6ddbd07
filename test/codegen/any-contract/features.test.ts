import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, test } from "node:test";
import { tryDocuments } from "../../../codegen/try/try-documents.ts";
import { tools } from "../support/contracts.ts";
import { features } from "./features.ts";

const folder = mkdtempSync(join(tmpdir(), "any-contract-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const documents = features.map(({ files }, index) => {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, String(index), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return join(folder, String(index), Object.keys(files)[0] ?? "");
});
// All in one go, so that one run of the compiler checks the types of everything.
const tried = await tryDocuments(documents, tools, { root: folder });

for (const [index, feature] of features.entries()) {
  test(`${feature.name}: generated, type-checked, its examples validated`, () => {
    const result = tried[index];
    assert.ok(result);
    assert.deepEqual(result.failures, []);
    const reasons = [...new Set(result.reasons.map(({ name }) => name))].sort();
    assert.deepEqual(reasons, feature.reasons ?? [], JSON.stringify(result.reasons, undefined, 2));
    assert.equal(result.verdict, reasons.length === 0 ? "ok" : "reasons");
    assert.deepEqual(result.names, feature.messages);
    assert.equal(result.examples, feature.examples ?? 0);
  });
}

import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { publishedContracts } from "../../../../codegen/compatibility/history/published.ts";
import { temporaryFolder } from "../../support/temporary.ts";
import { counter, sideOf } from "../contracts/support.ts";

const bundle = (version: string) => JSON.stringify(sideOf(counter((c) => (c.info.version = version))).contract.bundle);
const show = (path: string) => path;

test("what is published is read newest version first, by its number and not by its text", (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, "contract/history"), { recursive: true });
  for (const version of ["1.9.0", "1.10.0", "2.0.0-beta.1", "1.2.0"]) {
    writeFileSync(join(folder, `contract/history/${version}.json`), bundle(version));
  }
  writeFileSync(join(folder, "contract/history/README.md"), "What is published.");
  const versions = publishedContracts(folder, show).map(({ version, label }) => [version, label]);
  assert.deepEqual(
    versions,
    ["2.0.0-beta.1", "1.10.0", "1.9.0", "1.2.0"].map((each) => [each, each]),
  );
});

test("a published file that says another version than its name is refused", (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, "contract/history"), { recursive: true });
  writeFileSync(join(folder, "contract/history/1.1.0.json"), bundle("1.2.0"));
  assert.throws(() => publishedContracts(folder, show), /contract\/history\/1\.1\.0\.json says that it is 1\.2\.0/);
});

test("nothing is published where there is no history", (context) => {
  assert.deepEqual(publishedContracts(temporaryFolder(context), show), []);
});

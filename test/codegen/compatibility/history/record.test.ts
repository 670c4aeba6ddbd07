import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { printChangeLog } from "../../../../codegen/compatibility/changes/print-change-log.ts";
import { publishedContracts } from "../../../../codegen/compatibility/history/published.ts";
import { historyFindings, printRecord, recordFile } from "../../../../codegen/compatibility/history/record.ts";
import { counterContract, project } from "../../support/contracts.ts";
import { temporaryFolder } from "../../support/temporary.ts";
import { decision, sideOf, told, verdictOn } from "../contracts/support.ts";

const versions = ["1.10.0", "1.9.0", "1.2.0"];
const changeLog = "CHANGELOG.contract.md";

/** The contract with a version, as it is published: JSON in lines. */
function bundle(version: string): string {
  const document = counterContract();
  document.info.version = version;
  return `${JSON.stringify(sideOf(document).contract.bundle, undefined, 2)}\n`;
}

/** A folder with a history, its record and its change log. */
function history(context: TestContext) {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, "contract/history"), { recursive: true });
  const path = (version: string) => join(folder, `contract/history/${version}.json`);
  for (const version of versions) writeFileSync(path(version), bundle(version));
  const published = () => publishedContracts(folder, (file) => file);
  writeFileSync(join(folder, recordFile), printRecord(published()));
  const release = { since: undefined, breaking: [], added: [], changed: [], deprecated: [] };
  const releases = versions.map((version) => ({ version, ...release }));
  writeFileSync(join(folder, changeLog), printChangeLog("Counter", releases));
  const found = () =>
    historyFindings(folder, published()).map(({ name, subject, at }) => [name, subject.name, `${at.file}:${at.line}`]);
  return { folder, path, published, found };
}

test("nothing is wrong with a history that is all there, whatever ends its lines", (context) => {
  const { path, found } = history(context);
  assert.deepEqual(found(), []);
  writeFileSync(path("1.9.0"), bundle("1.9.0").replaceAll("\n", "\r\n"));
  assert.deepEqual(found(), []);
});

test("the record is what sha256sum writes, the oldest version first", (context) => {
  const { published } = history(context);
  const lines = printRecord(published()).trimEnd().split("\n");
  assert.deepEqual(
    lines.map((line) => line.replace(/^[0-9a-f]{64} {2}/, "")),
    ["1.2.0.json", "1.9.0.json", "1.10.0.json"],
  );
  assert.equal(printRecord(published().toReversed()), printRecord(published()));
});

test("a file that is gone is told at its line of the record, with the way back", (context) => {
  const { folder, path, found, published } = history(context);
  rmSync(path("1.9.0"));
  assert.deepEqual(found(), [["published-missing", "1.9.0", `${recordFile}:2`]]);
  const [finding] = historyFindings(folder, published());
  assert.equal(finding?.weight, "breaking");
  assert.match(finding?.fix ?? "", /`git restore contract\/history\/1\.9\.0\.json`/);
});

test("what git is told to do brings a committed deletion back", (context) => {
  const { folder, path, found, published } = history(context);
  const git = (...args: string[]) =>
    String(
      execFileSync("git", ["-c", "user.name=anna", "-c", "user.email=anna@example.com", ...args], { cwd: folder }),
    );
  const commit = () => git("-c", "commit.gpgsign=false", "commit", "-q", "-a", "-m", "change");
  git("init", "-q");
  git("add", ".");
  commit();
  rmSync(path("1.9.0"));
  commit();
  const fix = historyFindings(folder, published())[0]?.fix ?? "";
  const [, log = "", restore = ""] = [...fix.matchAll(/`git ([^`]+)`/g)].map(([, args = ""]) => args);
  const deleted = git(...log.split(" ")).trim();
  git(...restore.replace("<commit>", deleted).split(" "));
  assert.deepEqual(found(), []);
});

test("the change log tells of a file that is gone when the record does not", (context) => {
  const { folder, path, found } = history(context);
  rmSync(path("1.2.0"));
  rmSync(join(folder, recordFile));
  const line = readFileSync(join(folder, changeLog), "utf8").split("\n").indexOf("## 1.2.0") + 1;
  assert.deepEqual(found()[0], ["published-missing", "1.2.0", `${changeLog}:${line}`]);
});

test("a file with another text is told", (context) => {
  const { path, found } = history(context);
  writeFileSync(path("1.9.0"), bundle("1.9.0").replace("{", "{ "));
  assert.deepEqual(found(), [["published-altered", "1.9.0", `${recordFile}:2`]]);
});

test("a version that nothing records is told, and harms nobody", (context) => {
  const { path, found } = history(context);
  writeFileSync(path("1.11.0"), bundle("1.11.0"));
  assert.deepEqual(
    found().map(([name, version]) => [name, version]),
    [["published-unrecorded", "1.11.0"]],
  );
});

test("a missing version stops the contract, comes first, and a decision about this version alone lets it pass", (context) => {
  const { folder, path, published } = history(context);
  rmSync(path("1.9.0"));
  const found = historyFindings(folder, published());
  const now = counterContract();
  const judged = (subject?: string) =>
    verdictOn(now, now, {
      history: found,
      decisions: subject === undefined ? [] : [decision([{ rule: "EC2706", subject }])],
    });
  assert.deepEqual([judged().ok, told(judged())[0]], [false, "published-missing 1.9.0"]);
  assert.equal(judged("1.2.0").ok, false);
  assert.equal(judged("1.9.0").ok, true);
});

test("where every version is gone, nobody is told that nothing was published", () => {
  const now = counterContract();
  const [missing] = historyFindings(project, []);
  assert.equal(missing?.name, "published-missing");
  const verdict = verdictOn(now, now, { base: undefined, history: missing === undefined ? [] : [missing] });
  assert.deepEqual([verdict.ok, told(verdict)], [false, [`published-missing ${missing?.subject.name}`]]);
});

test("this project's history is whole and recorded", () => {
  assert.deepEqual(
    historyFindings(
      project,
      publishedContracts(project, (file) => file),
    ),
    [],
  );
});

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { unzipSync } from "fflate";
import { type Budget, overBudget } from "../../../scripts/bundle/budget.ts";
import { type AppPackage, packageApp } from "../../../scripts/bundle/package-files.ts";
import { readProject } from "../../../scripts/bundle/project.ts";
import { copyProject } from "../../e2e/support/project-copy.ts";
import { temporaryFolder } from "../../e2e/support/system.ts";
import { usual } from "./support/small-project.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

describe("the package of this repository's app", () => {
  const folder = temporaryFolder();
  let made: AppPackage;
  before(async () => {
    made = await packageApp(readProject(root), usual);
  });
  after(() => folder.remove());

  it("keeps its budget: no more code, and no other packages, than was decided", () => {
    const file = "scripts/bundle/budget.json";
    const budget = JSON.parse(readFileSync(join(root, file), "utf8")) as Budget;
    assert.deepEqual(overBudget(made, budget, file), []);
  });

  it("is over a budget that is smaller, or knows a package less", () => {
    const { zip } = made;
    const budget: Budget = { mayGrow: 0.05, zip: Math.floor(zip.length / 1.06), code: 1e8, packages: [] };
    const faults = overBudget(made, budget, "budget.json").map(({ why }) => why);
    assert.match(faults[0] ?? "", /^zip is [\d,]+ kB, and [\d,]+ kB with 5 % are allowed\.$/);
    assert.ok(faults.includes("The package @azure/cosmos came in."));
  });

  it("holds what runs and nothing else", () => {
    const names = [...made.files.keys()];
    const rest = names.filter((name) => !name.startsWith("bundle/"));
    assert.deepEqual(rest, ["host.json", "package.json"]);
    assert.ok(names.every((name) => /\.mjs(\.map)?$/.test(name) || rest.includes(name)));
    const manifest = JSON.parse(new TextDecoder().decode(made.files.get("package.json")));
    assert.equal(manifest.version, made.version);
    assert.ok(made.files.has(manifest.main));
    assert.equal(made.shares.filter(({ name }) => name === "@azure/functions").length, 1);
    assert.equal(
      made.shares.some(({ name }) => name === "apache-arrow"),
      false,
    );
  });

  it("names no folder of the machine that made it", () => {
    for (const [name, bytes] of made.files) assert.equal(Buffer.from(bytes).includes(root), false, name);
  });

  it("is a zip with one date and one mode, in order", () => {
    const names = Object.keys(unzipSync(made.zip));
    assert.deepEqual(names, [...names].sort());
    assert.deepEqual(names, [...made.files.keys()]);
    const bytes = Buffer.from(made.zip);
    let entries = 0;
    for (let at = bytes.indexOf("PK\u0001\u0002"); at >= 0; at = bytes.indexOf("PK\u0001\u0002", at + 4)) {
      entries++;
      // Midnight of 1 January 1980, in the format of DOS.
      assert.deepEqual([bytes.readUInt16LE(at + 12), bytes.readUInt16LE(at + 14)], [0, 33]);
      assert.equal(bytes.readUInt32LE(at + 38) >>> 16, 0o100644);
    }
    assert.equal(entries, names.length);
  });

  it("is the same, byte for byte, of another folder, time zone, language, user and umask", () => {
    const copy = join(folder.path, "some", "where", "else");
    mkdirSync(copy, { recursive: true });
    copyProject(copy);
    const place = { TZ: "Asia/Tokyo", LC_ALL: "tr_TR.UTF-8", LANG: "tr_TR.UTF-8", HOME: folder.path, USER: "somebody" };
    const masked = ["--import", "data:text/javascript,process.umask(0o077)"];
    const args = [...masked, join(copy, "scripts/bundle.ts"), "--out", folder.path, "--json"];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: folder.path,
      encoding: "utf8",
      env: { ...process.env, ...place },
    });
    assert.equal(status, 0, stderr);
    const { sha256, version } = JSON.parse(stdout);
    assert.equal(version, made.version);
    assert.equal(sha256, made.sha256);
    const zip = readFileSync(join(folder.path, "app.zip"));
    assert.equal(createHash("sha256").update(zip).digest("hex"), sha256);
    assert.equal(readFileSync(join(folder.path, "app.zip.sha256"), "utf8"), `${sha256}  app.zip\n`);
  });
});

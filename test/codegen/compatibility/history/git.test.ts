import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { stringify } from "yaml";
import { findBase, UnknownReference } from "../../../../codegen/compatibility/history/find-base.ts";
import { contractAtRef, GitError } from "../../../../codegen/compatibility/history/git-files.ts";
import { counterContract } from "../../support/contracts.ts";
import { temporaryFolder } from "../../support/temporary.ts";

/** A repository with the small contract in a folder of it, whose value `Id` is in a file of its own. */
function repository(context: TestContext, folder: string) {
  const root = temporaryFolder(context);
  const git = (...args: string[]) => {
    const identity = ["-c", "user.name=anna", "-c", "user.email=anna@example.com", "-c", "commit.gpgsign=false"];
    return execFileSync("git", [...identity, ...args], {
      cwd: root,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    });
  };
  const contract = join(root, folder, "asyncapi.yaml");
  const write = (path: string, text: string) => {
    const file = join(dirname(contract), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  const document = counterContract();
  document.components.messages.Add.payload.properties.id = { $ref: "./schemas/id é.json" };
  document.components.messages.Add.payload.properties.by = { $ref: "./values.yaml#/by" };
  write("asyncapi.yaml", stringify(document));
  write("schemas/id é.json", JSON.stringify({ type: "string", minLength: 1 }));
  write("values.yaml", "by: { type: integer, minimum: 1 }\n");
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("commit", "-q", "-m", "first");
  return { root, contract, git, write };
}

for (const folder of ["", "services/cards"]) {
  test(`a contract ${folder === "" ? "at the top" : "in a subfolder"} is read as it is at a ref; the work tree is not touched`, (context) => {
    const { contract, git, write } = repository(context, folder);
    git("tag", "v1");
    write("schemas/id é.json", JSON.stringify({ type: "string", minLength: 9 }));
    git("commit", "-q", "-a", "-m", "second");
    write("values.yaml", "by: { type: integer, minimum: 7 }\n");
    const status = git("status", "--porcelain");
    const valuesAt = (ref: string) => {
      const { schemas } = findBase(contract, ref, []).contract;
      const add = schemas.find(({ name }) => name === "AddData")?.schema["properties"] as Record<
        string,
        { $ref: string }
      >;
      return ["id", "by"].map((key) => {
        const name = add[key]?.$ref.replace("#/$defs/", "");
        return JSON.stringify(schemas.find((schema) => schema.name === name)?.schema);
      });
    };
    assert.deepEqual(valuesAt("v1"), ['{"type":"string","minLength":1}', '{"type":"integer","minimum":1}']);
    assert.deepEqual(valuesAt("main"), ['{"type":"string","minLength":9}', '{"type":"integer","minimum":1}']);
    assert.deepEqual(valuesAt("HEAD~1"), valuesAt("v1"));
    assert.equal(git("status", "--porcelain"), status);
  });
}

test("places in a contract of a ref say the ref and the line", (context) => {
  const { contract } = repository(context, "");
  const side = findBase(contract, "main", []);
  const at = side.locate({ file: "asyncapi.yaml", pointer: "/info/version" });
  assert.deepEqual([at.file, at.line], ["main:asyncapi.yaml", 4]);
});

test("a ref that does not exist, a folder without repository and a ref without the contract are told apart", (context) => {
  const { contract, git, root } = repository(context, "here");
  assert.throws(
    () => contractAtRef(contract, "nowhere"),
    (error: Error) => error instanceof GitError && /knows no commit `nowhere`/.test(error.message),
  );
  assert.throws(
    () => findBase(contract, "--upload-pack=x", []),
    (error: Error) => error instanceof UnknownReference,
  );
  git("rm", "-q", "-r", "--cached", "here");
  git("commit", "-q", "-m", "gone");
  assert.throws(() => contractAtRef(contract, "main"), /There is no `asyncapi.yaml`/);
  rmSync(join(root, ".git"), { recursive: true });
  assert.throws(() => contractAtRef(contract, "main"), /not a git repository/);
});

test("links that are committed are not followed", (context) => {
  const { contract, git, write, root } = repository(context, "");
  write("elsewhere.json", "{}");
  rmSync(join(root, "values.yaml"));
  symlinkSync("/etc/hostname", join(root, "values.yaml"));
  git("add", ".");
  git("commit", "-q", "-m", "linked");
  assert.equal(contractAtRef(contract, "main").read("values.yaml"), undefined);
  assert.throws(() => findBase(contract, "main", []), /There is no file `values.yaml`/);
});

test("a folder and a file are read as they are on disk", (context) => {
  const { contract, root } = repository(context, "here");
  const other = repository(context, "there");
  for (const path of [contract, dirname(contract)]) {
    assert.equal(findBase(other.contract, path, []).contract.name, "counter");
  }
  assert.throws(() => findBase(other.contract, join(root, "none"), []), /There is no contract at/);
});

test("what is a path and a ref is refused until it is said which", (context) => {
  const { contract, git } = repository(context, "");
  const name = "codegen";
  git("branch", name);
  // Paths are taken from where the command is run: this repository has a folder of that name, but no contract in it.
  assert.equal(findBase(contract, name, []).label, name);
  git("branch", "asyncapi.yaml");
  assert.throws(() => findBase(contract, "asyncapi.yaml", []), /is a path and a git ref/);
  assert.equal(findBase(contract, "./asyncapi.yaml", []).contract.name, "credits");
  assert.equal(findBase(contract, "refs/heads/asyncapi.yaml", []).contract.name, "counter");
});

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type TestContext, test } from "node:test";
import { stringify } from "yaml";
import { project } from "../support/contracts.ts";
import { filesOf, runNode, temporaryFolder } from "../support/temporary.ts";
import { type Change, counter } from "./contracts/support.ts";

const day = ["--today", "2026-11-26"];

/** The small contract on disk, to be changed and checked by the command line. */
function contractIn(context: TestContext) {
  const folder = temporaryFolder(context);
  const contract = join(folder, "asyncapi.yaml");
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const change = (edit: Change) => write("asyncapi.yaml", stringify(counter(edit), { aliasDuplicateObjects: false }));
  const run = async (...args: string[]) => {
    const ran = await runNode([join(project, "codegen/contract.ts"), ...args, "--contract", contract, ...day], {
      cwd: folder,
    });
    assert.equal(ran.stderr, "", args.join(" "));
    return ran;
  };
  change(() => undefined);
  return { folder, contract, write, change, run };
}

const narrow: Change = (c) => (c.components.messages.Add.payload.properties.by.maximum = 5);

test("a contract that was never published passes with a warning; publishing freezes it and begins the change log", async (context) => {
  const { folder, run } = contractIn(context);
  const first = await run("check");
  assert.equal(first.code, 0);
  assert.match(first.stdout, /warning EC2704 nothing-published/);
  const published = await run("publish");
  assert.equal(published.code, 0, published.stdout);
  assert.deepEqual(Object.keys(filesOf(folder)), [
    "CHANGELOG.contract.md",
    "asyncapi.yaml",
    "contract/history/1.0.0.json",
    "contract/history/SHA256SUMS",
  ]);
  const then = await run("check");
  assert.deepEqual([then.code, then.stdout.includes("Compatible with 1.0.0.")], [0, true]);
});

test("a break fails with place, witness and fix, is never published, and passes when it is decided and has its version", async (context) => {
  const { folder, run, change, write } = contractIn(context);
  await run("publish");
  const before = filesOf(folder);
  change(narrow);
  const broken = await run("check", "--json");
  assert.equal(broken.code, 1);
  const { findings, ok } = JSON.parse(broken.stdout);
  assert.equal(ok, false);
  const [finding, low] = findings;
  assert.deepEqual([finding.rule.slice(0, 3), finding.subject.name, finding.direction], ["EC1", "Add", "backward"]);
  assert.equal(finding.at.file, "asyncapi.yaml");
  assert.match(readFileSync(join(folder, "asyncapi.yaml"), "utf8").split("\n")[finding.at.line - 1] ?? "", /maximum/);
  assert.ok(finding.witness.by > 5);
  assert.equal(low.fix, "Set `info.version` to 2.0.0.");
  const refused = await run("publish");
  assert.equal(refused.code, 1);
  assert.match(refused.stdout, /Nothing was published\./);
  assert.deepEqual({ ...filesOf(folder), "asyncapi.yaml": "" }, { ...before, "asyncapi.yaml": "" });

  change((c) => {
    narrow(c);
    c.info.version = "2.0.0";
  });
  const allows = [{ rule: finding.rule, subject: "Add", pointer: finding.pointer }];
  const decision = { what: "Less at once.", why: "It costs.", agreedBy: ["anna"], until: "2026-12-31", allows };
  write("contract/decisions/less.yaml", stringify(decision));
  const allowed = await run("check");
  assert.equal(allowed.code, 0, allowed.stdout);
  assert.match(allowed.stdout, /allowed by: contract\/decisions\/less\.yaml/);
  assert.equal((await run("publish")).code, 0);
  const log = readFileSync(join(folder, "CHANGELOG.contract.md"), "utf8");
  assert.match(
    log,
    /## 2\.0\.0\n\n### Breaking\n\n- \*\*Add v1\*\* \(command\): .*`EC1\d+` For example: `\{.*Why: It costs\./,
  );
  assert.match(log, /## 1\.0\.0\n\nThe first published version\.\n$/);

  // The decision stays, and is none that allows nothing: the change log is made from it each time.
  const after = await run("check", "--json", "--today", "2027-06-30");
  assert.deepEqual([after.code, JSON.parse(after.stdout).findings], [0, []]);
  assert.equal((await run("publish", "--today", "2027-06-30")).code, 0);
  assert.equal(readFileSync(join(folder, "CHANGELOG.contract.md"), "utf8"), log);
});

test("a published version that is deleted stops the contract, and cannot be published away", async (context) => {
  const { folder, run } = contractIn(context);
  await run("publish");
  const before = filesOf(folder);
  rmSync(join(folder, "contract/history/1.0.0.json"));
  const missing = await run("check");
  assert.equal(missing.code, 1);
  assert.match(missing.stdout, /^contract\/history\/SHA256SUMS:1:1 breaking EC2706 published-missing .*1\.0\.0/);
  assert.doesNotMatch(missing.stdout, /nothing-published/);
  assert.equal((await run("publish")).code, 1);
  assert.deepEqual(
    { ...filesOf(folder), "contract/history/1.0.0.json": before["contract/history/1.0.0.json"] },
    before,
  );
});

test("a published version is never written again with another content; the same content changes nothing", async (context) => {
  const { folder, run, change } = contractIn(context);
  await run("publish");
  const before = filesOf(folder);
  const again = await run("publish", "--json");
  assert.deepEqual([again.code, JSON.parse(again.stdout).state], [0, "published before"]);
  assert.deepEqual(filesOf(folder), before);
  change((c) => (c.components.messages.Add.description = "Adds up."));
  const refused = await run("publish");
  assert.equal(refused.code, 1);
  assert.match(refused.stdout, /EC2701.*\n.*patch change.*\n\s+fix: Set `info\.version` to 1\.0\.1\./);
  assert.equal(filesOf(folder)["contract/history/1.0.0.json"], before["contract/history/1.0.0.json"]);
});

test("a contract with errors is not published", async (context) => {
  const { folder, run, change } = contractIn(context);
  change((c) => (c.components.messages.Add.examples = [{ payload: { id: 7 } }]));
  const refused = await run("publish");
  assert.equal(refused.code, 1);
  assert.match(refused.stdout, /The contract has errors; nothing was published\./);
  assert.equal(existsSync(join(folder, "contract")), false);
});

test("--against compares with a branch, whatever is published; --markdown writes a comment", async (context) => {
  const { folder, run, change } = contractIn(context);
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=anna", "-c", "user.email=anna@example.com", ...args], {
      cwd: folder,
      stdio: "ignore",
    });
  git("init", "-q", "-b", "main");
  git("add", ".");
  git("-c", "commit.gpgsign=false", "commit", "-q", "-m", "first");
  change(narrow);
  const broken = await run("check", "--against", "main", "--markdown", join(folder, "comment.md"));
  assert.equal(broken.code, 1);
  assert.match(broken.stdout, /against main/);
  assert.match(
    readFileSync(join(folder, "comment.md"), "utf8"),
    /^🔴 \*\*Breaks the contract\*\*: 2 findings against main\./,
  );
  const printed = await run("check", "--against", "main", "--markdown", "-");
  assert.equal(printed.stdout, readFileSync(join(folder, "comment.md"), "utf8"));
});

test("what cannot be found or read is said, with its exit code", async (context) => {
  const { folder, contract, write } = contractIn(context);
  const check = (...args: string[]) =>
    runNode([join(project, "codegen/contract.ts"), "check", "--contract", contract, ...args], { cwd: folder });
  const nowhere = await check("--against", "nowhere");
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.stderr, /error: --against: `nowhere` is no file and no folder, nothing is published yet/);
  const noDay = await check("--today", "soon");
  assert.equal(noDay.code, 2);
  write("contract/history/1.0.0.json", "{");
  const broken = await check();
  assert.equal(broken.code, 1);
  assert.match(broken.stdout, /The contract 1\.0\.0 cannot be read, so nothing can be compared with it/);
});

test("decisions and pins with faults stop everything, with their lines", async (context) => {
  const { run, write } = contractIn(context);
  write("contract/decisions/d.yaml", "what: x\n");
  write("contract/pins/shop.json", '{\n  "consumer": "shop",\n  "contact": 7,\n  "uses": []\n}');
  const { code, stdout } = await run("check");
  assert.equal(code, 1);
  assert.match(stdout, /contract\/decisions\/d\.yaml:1:1 error/);
  assert.match(stdout, /contract\/pins\/shop\.json:3:3 error/);
});

test("a conversion between versions that does not work stops the contract, with the document that shows it", async (context) => {
  const { run, change, write } = contractIn(context);
  await run("publish");
  const second: Change = (c) => {
    const { messages } = c.components;
    const words = { kind: "event", version: 1, of: "Added", sunset: "2027-06-30" };
    messages["Added.v1"] = { ...structuredClone(messages.Added), name: "Added", "x-eventwright": words };
    messages.Added["x-eventwright"].version = 2;
    messages.Added.payload.properties.amount = messages.Added.payload.properties.by;
    delete messages.Added.payload.properties.by;
    messages.Added.payload.required = ["id", "amount"];
    messages.Added.examples = [{ payload: { id: "a", amount: 1 } }];
    c.info.version = "1.1.0";
  };
  change(second);
  const missing = await run("check");
  assert.equal(missing.code, 1);
  assert.match(missing.stdout, /EC3001 upcaster-missing Added v1/);
  const handlers = (up: string) => `export const handlers = {
  upcasters: { Added: { from1: ({ by, ...rest }) => (${up}) } },
  downcasters: { Added: { to1: ({ amount, ...rest }) => ({ ...rest, by: amount }) } },
};
`;
  const frozen = { message: "Added", version: 1, samples: [{ name: "one", document: { id: "a", by: 1 } }] };
  write("contract/samples/added.v1.json", JSON.stringify(frozen));
  write("handlers/wrong.ts", handlers("{ ...rest, sum: by }"));
  write("handlers/right.ts", handlers("{ ...rest, amount: by }"));
  write("handlers/broken.ts", "throw new Error('no');");
  const wrong = await run("check", "--handlers", "handlers/wrong.ts", "--json");
  const found = JSON.parse(wrong.stdout).findings.find(({ rule }: { rule: string }) => rule === "EC3003");
  assert.equal(wrong.code, 1);
  assert.ok(found.witness.by !== undefined);
  const broken = await run("check", "--handlers", "handlers/broken.ts");
  assert.equal(broken.code, 1);
  assert.match(broken.stdout, /unknown EC2705 conversions-unloadable/);
  const right = await run("check", "--handlers", "handlers/right.ts");
  assert.equal(right.code, 0, right.stdout);
});

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { adopt } from "../../../codegen/init/adopt.ts";
import { projectFiles } from "../../../codegen/init/project-files.ts";
import { scaffold } from "../../../codegen/init/scaffold.ts";
import { generate } from "../../../codegen/pipeline.ts";
import { contractOnDisk } from "../../../codegen/read/contract-files.ts";
import { inMemory, library, project, tools } from "../support/contracts.ts";

/** Somebody's document that knows nothing of Eventwright. */
const parcels = readFileSync(join(project, "test/codegen/fixtures/parcels/asyncapi.yaml"), "utf8");

describe("a new project", () => {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-scaffold-"));
  before(() => {
    mkdirSync(join(folder, "node_modules"));
    for (const name of ["@types", "undici-types", "canonicalize", "@azure", "durable-functions"]) {
      symlinkSync(join(project, "node_modules", name), join(folder, "node_modules", name));
    }
    symlinkSync(project, join(folder, "node_modules/eventwright"));
  });
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  const compiler = join(project, "node_modules/typescript/bin/tsc");

  /** Writes a project from a contract; answers what is left to people. */
  async function make(name: string, files: Parameters<typeof generate>[0]) {
    const { files: generated, contract, diagnostics } = await generate(files, tools);
    assert.ok(generated !== undefined && contract !== undefined, JSON.stringify(diagnostics));
    const { files: handlers, leftovers } = scaffold(contract);
    const asks = { keys: contract.keyed, tokens: contract.security.tokens !== undefined };
    const rest = projectFiles({ name, title: contract.title, archive: "x.tgz", host: "{}", runner: "", asks });
    const all = [...rest, ...handlers, ...[...generated].map(([path, text]) => [`generated/${path}`, text] as const)];
    for (const [path, text] of all) {
      mkdirSync(dirname(join(folder, name, path)), { recursive: true });
      writeFileSync(join(folder, name, path), text);
    }
    return leftovers;
  }
  const run = (args: readonly string[], cwd: string) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd,
      encoding: "utf8",
      env: { ...process.env, NODE_TEST_CONTEXT: undefined },
    });
    assert.equal(status, 0, stdout + stderr);
  };
  const types = (name: string) => {
    // The platform's sources stand here for the package, whose declarations need nothing else.
    const config = {
      extends: "./tsconfig.json",
      include: ["generated", "handlers", "test", join(project, "platform/adapters/durable/sdk.d.ts")],
    };
    writeFileSync(join(folder, name, "tsconfig.test.json"), JSON.stringify(config));
    return ["-p", "tsconfig.test.json"];
  };
  const typesAndTests = (name: string) => {
    run([compiler, ...types(name)], join(folder, name));
    run(["--test", "test/**/*.test.ts"], join(folder, name));
  };

  it("of the example compiles, passes its test, and leaves nothing open", async () => {
    const leftovers = await make("orders", contractOnDisk(join(project, "codegen/init/example/asyncapi.yaml")));
    assert.deepEqual(leftovers, []);
    typesAndTests("orders");
  });

  it("of a contract full of hostile names compiles, and says what people have to decide", async () => {
    const leftovers = await make("library", contractOnDisk(library));
    assert.ok(leftovers.length > 0);
    for (const { path, what } of leftovers) assert.ok(path.startsWith("handlers/") && what !== "", `${path}: ${what}`);
    const { stdout } = spawnSync(process.execPath, [compiler, ...types("library")], {
      cwd: join(folder, "library"),
      encoding: "utf8",
    });
    const processes = leftovers.filter(({ path }) => path.includes("/processes/")).map(({ path }) => path.slice(9, -3));
    assert.ok(processes.length > 0);
    const faults = stdout.trim().split("\n");
    assert.ok(
      faults.every((line) => processes.some((path) => line.includes(`Cannot find module './${path}`))),
      stdout,
    );
  });

  it("of a stranger's document gets the words to run, keeps comments, and does what it can", async () => {
    const plain = await generate(inMemory({ "asyncapi.yaml": parcels }), tools);
    assert.ok(plain.contract);
    const adopted = adopt(parcels, plain.contract);
    assert.ok(adopted);
    assert.match(adopted.text, /# kilograms/);
    assert.ok(adopted.assumptions.includes("RegisterParcel comes in by POST /api/parcels/register."));
    assert.ok(adopted.assumptions.includes("VanBroken has no required text that is an id, and stays as it is."));
    const leftovers = await make("parcels", inMemory({ "asyncapi.yaml": adopted.text }));
    assert.deepEqual(leftovers, [{ path: "handlers/parcel.ts", what: "MoveParcel: what happens" }]);
    typesAndTests("parcels");
  });

  it("is not made of a document in which nothing can be asked for", async () => {
    const text = JSON.stringify({ asyncapi: "3.0.0", info: { title: "Nothing", version: "1" } });
    const plain = await generate(inMemory({ "asyncapi.yaml": text }), tools);
    assert.ok(plain.contract);
    assert.equal(adopt(text, plain.contract), undefined);
  });
});

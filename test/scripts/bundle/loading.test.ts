import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { installed, smallProject, unpack } from "./support/small-project.ts";

describe("a packaged app, once it is loaded", () => {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-loaded-"));
  after(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));

  /** Packages a project, loads it in an empty folder, and answers what it leaves in `globalThis.told`. */
  async function told(files: Readonly<Record<string, string>>, dependencies: readonly string[] = []) {
    const project = smallProject(files, dependencies);
    const at = mkdtempSync(join(folder, "app-"));
    try {
      unpack(await project.package(), at);
    } finally {
      project.remove();
    }
    const run = join(at, "run.mjs");
    writeFileSync(run, 'await import("./bundle/index.mjs");\nconsole.log(JSON.stringify(await globalThis.told()));');
    const env = { ...process.env, NODE_COMPILE_CACHE: join(folder, "cache") };
    const { stdout, stderr } = spawnSync(process.execPath, [run], { encoding: "utf8", env });
    assert.equal(stderr, "");
    return { value: JSON.parse(stdout), at };
  }

  it("names file and line of the source in stacks, also of code that is loaded on demand", async () => {
    const late =
      'interface Unused {\n  readonly a: 1;\n}\n\nexport function fail(): Unused {\n  throw new TypeError("no");\n}\n';
    const { value, at } = await told({
      "handlers/late.ts": late,
      "handlers/app.ts":
        'import { open } from "./open.ts";\nObject.assign(globalThis, { told: () => open().catch((error: Error) => error.stack) });\n',
      "handlers/open.ts":
        'export async function open(): Promise<unknown> {\n  const { fail } = await import("./late.ts");\n  return fail();\n}\n',
    });
    const lines = String(value).split("\n");
    assert.equal(lines[0], "TypeError: no");
    assert.equal(lines[1], `    at fail (${join(at, "handlers/late.ts")}:6:9)`);
    assert.equal(lines[2], `    at open (${join(at, "handlers/open.ts")}:3:10)`);
  });

  it("keeps the names of classes and functions, which errors are told by", async () => {
    const { value } = await told({
      "handlers/app.ts": `class OutOfStock extends Error {}
function decideOrder() {}
Object.assign(globalThis, { told: () => [new OutOfStock().constructor.name, decideOrder.name] });`,
    });
    assert.deepEqual(value, ["OutOfStock", "decideOrder"]);
  });

  it("gets the exports of a package on demand that is no ES module, and one copy of it", async () => {
    const { value } = await told(
      {
        ...installed("counter", { "index.js": "let n = 0;\nexports.next = () => ++n;" }),
        "handlers/app.ts": `import { next } from "counter";
const late = async () => (await import("counter")).next();
Object.assign(globalThis, { told: async () => [next(), await late(), next()] });`,
      },
      ["counter"],
    );
    assert.deepEqual(value, [1, 2, 3]);
  });

  it("says which build it is", async () => {
    const { value } = await told({
      "handlers/app.ts":
        'Object.assign(globalThis, { told: () => Reflect.get(globalThis, Symbol.for("eventwright.build")) });',
    });
    assert.match(String(value), /^[0-9a-f]{10}$/);
  });
});

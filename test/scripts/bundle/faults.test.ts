import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { installed, type SmallProject, smallProject } from "./support/small-project.ts";

/** Code and place of every fault of a project. */
async function codes(project: SmallProject): Promise<readonly string[]> {
  try {
    return (await project.faults()).map(({ code, where }) => `${code} ${where.replaceAll("\\", "/")}`);
  } finally {
    project.remove();
  }
}

const plain = installed("plain", { "index.js": "module.exports = 1;" });
const app = (text: string) => ({ "handlers/app.ts": text });

describe("what is in the way of a package", () => {
  it("nothing, when everything is listed and in plain JavaScript", async () => {
    const project = smallProject({ ...plain, ...app('import one from "plain";\nconsole.log(one);') }, ["plain"]);
    assert.deepEqual(await codes(project), []);
  });

  it("a package that is listed for development only, or not at all", async () => {
    const manifest = { name: "small", main: "handlers/app.ts", devDependencies: { plain: "1.0.0" } };
    const files = { ...plain, ...installed("other", { "index.js": "" }), "package.json": JSON.stringify(manifest) };
    const text = 'import "plain";\nimport "other";\nimport "node:fs";';
    const project = smallProject({ ...files, ...app(text) });
    assert.deepEqual([...(await codes(project))].sort(), [
      "dev-dependency handlers/app.ts",
      "not-listed handlers/app.ts",
    ]);
  });

  it("a compiled file, and a package that has to be compiled, whoever imports it", async () => {
    const fast = installed("fast", { "index.js": 'require("bindings-of-fast");', "binding.gyp": "{}" });
    const around = installed("around", { "index.js": 'require("fast");' });
    const text = 'import "around";\nimport "plain/build/x.node";';
    const files = { ...around, ...fast, ...installed("bindings-of-fast", { "index.js": "" }), ...plain };
    const project = smallProject({ ...files, "node_modules/plain/build/x.node": "\u007fELF", ...app(text) }, [
      "around",
      "plain",
    ]);
    assert.deepEqual(await codes(project), ["native-module node_modules/plain/build/x.node"]);
    const without = smallProject({ ...files, ...app('import "around";') }, ["around"]);
    assert.deepEqual(await codes(without), ["native-module node_modules/around/index.js"]);
  });

  it("code that looks for files beside itself; not a comment or a text about it", async () => {
    const text = 'import { readFileSync } from "node:fs";\n\nreadFileSync(new URL("./x.txt", import.meta.url));';
    assert.deepEqual(await codes(smallProject(app(text))), ["file-relative handlers/app.ts:3"]);
    const about = '// import.meta.url\n/* __dirname */ console.log("__dirname", "https://a//b");\nexport const a = 1;';
    assert.deepEqual(await codes(smallProject(app(about))), []);
  });

  it("a test that the app imports", async () => {
    const files = { ...app('import "../test/support.ts";'), "test/support.ts": "export {};" };
    assert.deepEqual(await codes(smallProject(files)), ["test-code test/support.ts"]);
  });

  it("settings and keys of the machine that it is made on, which whoever reads the package would have", async () => {
    for (const file of ["local.settings.json", ".eventwright/data/keys.json", "handlers/.env.json"]) {
      const text = `import values from "../${file}" with { type: "json" };\nconsole.log(values);`;
      assert.deepEqual(await codes(smallProject({ ...app(text), [file]: '{"key":"secret"}' })), [
        `secret-file ${file}`,
      ]);
    }
    const text = 'import values from "./settings.json" with { type: "json" };\nconsole.log(values);';
    assert.deepEqual(await codes(smallProject({ ...app(text), "handlers/settings.json": "{}" })), []);
  });

  it("what is not there, and code that is none", async () => {
    assert.deepEqual(await codes(smallProject(app('import "./gone.ts";'))), ["not-found handlers/app.ts:1"]);
    assert.deepEqual(await codes(smallProject(app("\nconst = 1;"))), ["not-bundled handlers/app.ts:2"]);
  });

  it("two versions of @azure/functions, of which the second would take the functions of the first", async () => {
    const first = installed("@azure/functions", { "index.js": "exports.first = 1;" });
    const around = installed("durable", { "index.js": 'require("@azure/functions");' });
    const second = {
      "node_modules/durable/node_modules/@azure/functions/package.json":
        '{"name":"@azure/functions","version":"3.0.0"}',
      "node_modules/durable/node_modules/@azure/functions/index.js": "exports.second = 1;",
    };
    const text = 'import "@azure/functions";\nimport "durable";';
    const project = smallProject({ ...first, ...around, ...second, ...app(text) }, ["@azure/functions", "durable"]);
    const [fault] = await codes(project);
    assert.match(fault ?? "", /^two-copies node_modules\/@azure\/functions, node_modules\/durable/);
  });

  it("a folder that is no function app", async () => {
    assert.match((await codes(smallProject({ "package.json": "{}" })))[0] ?? "", /^main-missing .*package\.json$/);
    const gone = smallProject({ "package.json": '{"main": "handlers/app.ts"}' });
    assert.match((await codes(gone))[0] ?? "", /^main-missing/);
  });
});

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { test } from "node:test";
import { library, libraryGolden, project } from "./support/contracts.ts";
import { filesOf, runNode, temporaryFolder } from "./support/temporary.ts";

/** The folder that holds the package npm, which the AsyncAPI generator looks for among global packages. */
function npmModules(): string {
  const byNpm = process.env["npm_execpath"];
  if (byNpm !== undefined && /[\\/]npm[\\/]bin[\\/]/.test(byNpm)) return dirname(dirname(dirname(byNpm)));
  const command = process.platform === "win32" ? "where" : "which";
  const found = execFileSync(command, ["npm"], { encoding: "utf8" }).split(/\r?\n/)[0] ?? "";
  return dirname(dirname(dirname(realpathSync(found))));
}

const script = `
const { createRequire } = require("node:module");
const Generator = createRequire(process.argv[1])("@asyncapi/generator");
const [, , template, out, contract] = process.argv;
new Generator(template, out, { forceWrite: true, templateParams: { contract } }).generateFromFile(contract).catch((error) => {
  console.error(error);
  process.exit(1);
});`;

test("the official AsyncAPI generator with our template writes the same bytes", async (context) => {
  const out = temporaryFolder(context);
  const args = ["-e", script, "--", join(project, "package.json"), join(project, "codegen/template"), out, library];
  const env = { NODE_PATH: [npmModules(), process.env["NODE_PATH"] ?? ""].filter(Boolean).join(delimiter) };
  const { code, stderr } = await runNode(args, { env });
  assert.equal(code, 0, stderr);
  assert.deepEqual(filesOf(out), filesOf(libraryGolden));
});

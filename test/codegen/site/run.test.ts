import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { TemplateMissing } from "../../../codegen/site/html-template.ts";
import { docsPlacesOf, runDocs } from "../../../codegen/site/run.ts";
import { project } from "../support/contracts.ts";
import { libraryCopy, runNode, temporaryFolder } from "../support/temporary.ts";

test("the site goes beside the contract, and what is not made any more is deleted", async (context) => {
  const contract = libraryCopy(context);
  const places = docsPlacesOf(contract, undefined);
  assert.equal(places.out, join(dirname(contract), ".eventwright", "docs-site"));
  const first = await runDocs(places);
  assert.equal(first.ok, true);
  assert.ok(existsSync(join(places.out, "messages/return-copy/v1.html")));
  writeFileSync(join(places.out, "mine.html"), "mine");
  assert.deepEqual((await runDocs(places)).written?.changed, []);

  const text = readFileSync(contract, "utf8");
  writeFileSync(contract, text.replaceAll("ReturnCopy", "BringBack"));
  const { written } = await runDocs(places);
  assert.ok(written?.removed.includes("messages/return-copy/v1.html"));
  assert.ok(!existsSync(join(places.out, "messages/return-copy/v1.html")));
  assert.ok(existsSync(join(places.out, "messages/bring-back/v1.html")));
  assert.equal(readFileSync(join(places.out, "mine.html"), "utf8"), "mine");
});

test("an example that does not fit stops the build at its line, and nothing is written", async (context) => {
  const contract = libraryCopy(context);
  writeFileSync(contract, readFileSync(contract, "utf8").replace("class: adult", "class: pensioner"));
  const out = join(temporaryFolder(context), "site");
  const { code, stdout } = await runNode([
    join(project, "codegen/docs.ts"),
    "--contract",
    contract,
    "--out",
    out,
    "--json",
  ]);
  const { ok, diagnostics } = JSON.parse(stdout);
  assert.deepEqual([code, ok, existsSync(out)], [1, false, false]);
  const [finding] = diagnostics.filter(({ severity }: { severity: string }) => severity === "error");
  assert.equal(finding.name, "example-invalid");
  assert.equal(
    finding.line,
    readFileSync(contract, "utf8")
      .split("\n")
      .findIndex((line) => line.includes("pensioner")) + 1,
  );
});

test("the familiar template says how it is installed when it is not", async (context) => {
  const contract = libraryCopy(context);
  const places = docsPlacesOf(contract, join(temporaryFolder(context), "page"));
  await assert.rejects(runDocs(places, { template: "html" }), (error) => {
    assert.ok(error instanceof TemplateMissing);
    assert.match(error.message, /npm install --no-save @asyncapi\/html-template/);
    return true;
  });
});

test("a wrong option is wrong usage", async () => {
  const { code, stderr } = await runNode([join(project, "codegen/docs.ts"), "--template", "fancy"]);
  assert.equal(code, 2);
  assert.match(stderr, /own, html/);
});

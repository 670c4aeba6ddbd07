import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fromFile, Parser } from "@asyncapi/parser";
import { lint } from "../../../codegen/lint/lint.ts";
import { isOfficial } from "../../../codegen/lint/official.ts";
import { contractOnDisk } from "../../../codegen/read/contract-files.ts";
import { project, tools } from "../support/contracts.ts";
import { brokenNames, documentOf } from "./fixtures.ts";

const validFolder = join(project, "test/codegen/lint/valid");
const valid = readdirSync(validFolder).map((name) => join(validFolder, name));
const lintTools = { rulebook: tools.rulebook, today: "2026-01-31" };

/** Documents about what the parser speaks of: the others are the same to it. */
const spoken =
  /^(?:document|channel|operation|reference|files|schema-type|schema-length|schema-enum|schema-required-yes|variable|tag)/;
const broken = brokenNames
  .filter((name) => spoken.test(name))
  .map(documentOf)
  .filter((document) => !readFileSync(document, "utf8").includes("x-eventwright"));

for (const document of [...valid, ...broken]) {
  test(`judges ${document.slice(project.length)} as AsyncAPI's parser does`, async () => {
    const { document: parsed } = await fromFile(new Parser(), document).parse();
    const { findings } = lint(contractOnDisk(document), lintTools);
    const official = findings.filter(isOfficial).map(({ line, rule, message }) => `${line} ${rule} ${message}`);
    assert.equal(official.length === 0, parsed !== undefined, official.join("\n"));
  });
}

for (const document of valid) {
  test(`raises no false alarm over ${document.slice(project.length)}`, () => {
    const { findings } = lint(contractOnDisk(document), lintTools);
    const loud = findings.filter(({ severity }) => severity !== "info");
    assert.deepEqual(
      loud.map(({ line, rule, message }) => `${line} ${rule} ${message}`),
      [],
    );
  });
}

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { project } from "../support/contracts.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { brokenFolder } from "./fixtures.ts";

function contract(...args: readonly string[]) {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(project, "codegen/contract.ts"), "lint", ...args],
    {
      encoding: "utf8",
      cwd: project,
      env: { ...process.env, NO_COLOR: "1" },
    },
  );
  return { stdout, stderr, status };
}

const warned = join(brokenFolder, "schema-enum-outside", "asyncapi.yaml");

test("says where, which rule, why and what to do; warnings fail with --strict only", () => {
  const { stdout, status } = contract(warned);
  assert.match(
    stdout,
    /^test\/codegen\/lint\/broken\/schema-enum-outside\/asyncapi\.yaml:\d+:\d+ warning EL1304 enum-outside/m,
  );
  assert.match(stdout, /The rest of the schema refuses this value/);
  assert.match(stdout, /fix: Correct the value, or what refuses it\./);
  assert.match(stdout, /1 warning\. \(.*1 message\)/);
  assert.equal(status, 0);
  assert.equal(contract(warned, "--strict").status, 1);
});

test("finds nothing in this project's own contract", () => {
  const { stdout, status } = contract("--strict", "--json");
  const { ok, counts, suppressed } = JSON.parse(stdout) as {
    ok: boolean;
    counts: object;
    suppressed: { reason: string }[];
  };
  assert.deepEqual(
    { status, ok, counts: { ...counts, info: 0 } },
    { status: 0, ok: true, counts: { error: 0, warning: 0, info: 0 } },
  );
  assert.ok(suppressed.length > 0 && suppressed.every(({ reason }) => reason.length > 20));
});

test("explains a rule by its name or id, and names the nearest one for a word that is none", () => {
  const { stdout, status } = contract("--rule", "pattern-dangerous");
  assert.match(stdout, /^EL1309 pattern-dangerous \(warning\)/);
  assert.equal(status, 0);
  assert.match(contract("--rule", "el1309").stdout, /^EL1309 pattern-dangerous/);
  const wrong = contract("--rule", "patern-dangerous");
  assert.equal(wrong.status, 2);
  assert.match(wrong.stderr, /Did you mean `pattern-dangerous`\?/);
});

interface Sarif {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: { readonly name: string; readonly rules: readonly { id: string; help: { text: string } }[] };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number; startColumn: number } };
      }[];
      readonly suppressions?: readonly { kind: string; justification: string }[];
    }[];
  }[];
}

test("writes SARIF with the rules' help, relative addresses, lines, and suppressions with their reasons", (context) => {
  const file = join(temporaryFolder(context), "lint.sarif");
  contract(warned, "asyncapi.yaml", "--sarif", file);
  const { version, runs } = JSON.parse(readFileSync(file, "utf8")) as Sarif;
  assert.equal(version, "2.1.0");
  assert.equal(runs.length, 1);
  const [run] = runs;
  const rules = run?.tool.driver.rules ?? [];
  assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
  const result = run?.results.find(({ ruleId }) => ruleId === "EL1304");
  assert.equal(rules[result?.ruleIndex ?? -1]?.id, "EL1304");
  assert.match(rules[result?.ruleIndex ?? -1]?.help.text ?? "", /What to do: /);
  assert.equal(result?.level, "warning");
  const place = result?.locations[0]?.physicalLocation;
  assert.equal(place?.artifactLocation.uri, "test/codegen/lint/broken/schema-enum-outside/asyncapi.yaml");
  const lines = readFileSync(warned, "utf8").split("\n");
  assert.match(lines[(place?.region.startLine ?? 0) - 1] ?? "", /expect: EL1304/);
  assert.ok((place?.region.startColumn ?? 0) > 0);
  const suppressed = run?.results.filter(({ suppressions }) => suppressions !== undefined) ?? [];
  assert.ok(suppressed.length > 0);
  assert.ok(
    suppressed.every(
      ({ suppressions }) => suppressions?.[0]?.kind === "external" && suppressions[0].justification !== "",
    ),
  );
});

test("prints findings as GitHub shows them beside the lines", () => {
  const { stdout, status } = contract(warned, "--annotations");
  assert.match(
    stdout,
    /^::warning file=test\/codegen\/lint\/broken\/schema-enum-outside\/asyncapi\.yaml,line=\d+,col=\d+,title=EL1304 enum-outside::.*%0Afix: Correct the value/,
  );
  assert.doesNotMatch(stdout, /^ {2}fix:/m);
  assert.equal(status, 0);
});

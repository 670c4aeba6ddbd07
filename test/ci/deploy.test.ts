import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type TestContext, test } from "node:test";
import { runScript } from "./run-script.ts";
import { scriptOf, workflowOf, workflowText } from "./workflow.ts";

const settings = {
  ENVIRONMENT: "dev",
  SUBSCRIPTION: "00000000-0000-0000-0000-000000000001",
  RESOURCE_GROUP: "credits-dev",
  GITHUB_REPOSITORY: "shop/desk",
  DEFAULT_BRANCH: "main",
  APP: "credits-dev-abc",
  URL: "https://credits-dev-abc.azurewebsites.net",
};

/** A folder whose `az`, `gh`, `curl` and `sleep` write down how they are called, and answer what a test says. */
function standIns(context: TestContext, answers: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), "eventwright-deploy-"));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(join(folder, "bin"));
  mkdirSync(join(folder, "dist"));
  const calls = join(folder, "calls");
  writeFileSync(calls, "");
  for (const name of ["az", "gh", "curl", "npm", "sleep"]) {
    const script = `#!/bin/bash\nprintf '%s\\n' "${name} $*" >> "${calls}"\n${answers[name] ?? ""}\n`;
    writeFileSync(join(folder, "bin", name), script);
    chmodSync(join(folder, "bin", name), 0o755);
  }
  const env = { ...settings, PATH: `${join(folder, "bin")}${delimiter}${process.env["PATH"]}` };
  const run = (name: string) => runScript(scriptOf("deploy", name), folder, env);
  return { folder, run, calls: () => readFileSync(calls, "utf8").trim().split("\n") };
}

test("the infrastructure is deployed with the environment's parameters, and its outputs are passed on", async (context) => {
  const outputs = { functionAppName: { value: settings.APP }, apiUrl: { value: settings.URL } };
  const { run, calls } = standIns(context, { az: `echo '${JSON.stringify(outputs)}'` });
  const ran = await run("Deploy the infrastructure");
  assert.deepEqual([ran.code, ran.outputs], [0, `app=${settings.APP}\nurl=${settings.URL}\n`]);
  const [call = ""] = calls();
  assert.match(call, /^az deployment group create --subscription \S+ --resource-group credits-dev --name deployment /);
  assert.match(call, /--template-file generated\/azure\/deployment\.json --parameters @infra\/parameters\/dev\.json /);
});

test("code is deployed again while the roles of a new deployment travel, and given up after five tries", async (context) => {
  const { folder, run, calls } = standIns(context, { az: '[ "$(grep -c "^az" calls)" -ge 3 ]' });
  const ran = await run("Deploy the package");
  assert.equal(ran.code, 0);
  const deploy = `az functionapp deployment source config-zip --subscription ${settings.SUBSCRIPTION} --resource-group credits-dev --name ${settings.APP} --src dist/app.zip`;
  assert.deepEqual(calls(), [deploy, "sleep 30", deploy, "sleep 30", deploy]);
  writeFileSync(join(folder, "bin/az"), "#!/bin/bash\nexit 1\n");
  assert.equal((await run("Deploy the package")).code, 1);
});

test("subscriptions get the one parameter that their template has, and the smoke test asks and compares", async (context) => {
  const { run, calls } = standIns(context, {});
  for (const name of [
    "Subscribe the functions",
    "Ask whether it is ready",
    "Compare what is deployed with the contract",
  ]) {
    assert.equal((await run(name)).code, 0, name);
  }
  const [subscriptions = "", health = "", compare = ""] = calls();
  assert.match(subscriptions, /--template-file generated\/azure\/subscriptions\.json --parameters environment=dev /);
  assert.match(health, /https:\/\/credits-dev-abc\.azurewebsites\.net\/api\/health$/);
  assert.match(
    compare,
    /^npm run --silent infra -- --check --subscription \S+ --resource-group credits-dev --parameters infra\/parameters\/dev\.json$/,
  );
  const template = JSON.parse(
    readFileSync(new URL("../../generated/azure/subscriptions.json", import.meta.url), "utf8"),
  );
  assert.deepEqual(Object.keys(template.parameters), ["environment"]);
});

const artifact = (id: number, branch: string, from: number, expired = false) => ({
  expired,
  workflow_run: { id, head_branch: branch, repository_id: 1, head_repository_id: from },
});

test("only a package that the default branch has deployed is gone back to", async (context) => {
  const artifacts = [
    artifact(14, "main", 2),
    artifact(13, "feature", 1),
    artifact(12, "main", 1, true),
    artifact(11, "main", 1),
    artifact(10, "main", 1),
  ];
  const { run, calls } = standIns(context, { gh: `[ "$1" = api ] && echo '${JSON.stringify({ artifacts })}' || true` });
  const found = await run("Fetch the package that ran before");
  assert.deepEqual([found.code, found.outputs], [0, "found=true\n"]);
  assert.deepEqual(calls(), [
    "gh api repos/shop/desk/actions/artifacts?name=deployed-dev&per_page=100",
    "gh run download 11 --repo shop/desk --name deployed-dev --dir previous",
  ]);
  const none = standIns(context, { gh: `echo '${JSON.stringify({ artifacts: artifacts.slice(0, 3) })}'` });
  const nothing = await none.run("Fetch the package that ran before");
  assert.deepEqual([nothing.code, nothing.outputs, none.calls().length], [0, "", 1]);
});

test("going back deploys the package that ran before, after its checksum, and asks whether it is ready", async (context) => {
  const { folder, run, calls } = standIns(context, {});
  mkdirSync(join(folder, "previous"));
  writeFileSync(join(folder, "previous/app.zip"), "before");
  const sum = "5a66bc2eb0f48ed10a03b8ef9ae8ac4d40b53cbf0bf6ce07d8bd5a9fa7e6cc90";
  writeFileSync(join(folder, "previous/app.zip.sha256"), `${sum}  app.zip\n`);
  assert.equal((await run("Go back to the package that ran before")).code, 1, "another package than its checksum says");
  assert.equal(calls().join(""), "");
  writeFileSync(join(folder, "previous/app.zip.sha256"), `${await sha256("before")}  app.zip\n`);
  assert.equal((await run("Go back to the package that ran before")).code, 0);
  const [deploy = "", health = ""] = calls();
  assert.match(
    deploy,
    /^az functionapp deployment source config-zip .* --name credits-dev-abc --src previous\/app\.zip$/,
  );
  assert.match(health, /\/api\/health$/);
});

test("it goes back only when code was deployed and something failed, and remembers a package only when all is well", () => {
  const { steps } = workflowOf(workflowText()).jobs["deploy"] ?? { steps: [] };
  const back = steps.find(({ name }) => name === "Go back to the package that ran before");
  for (const part of ["failure()", "steps.code.outcome != 'skipped'", "steps.previous.outputs.found == 'true'"]) {
    assert.ok(back?.if?.includes(part), part);
  }
  const last = steps.at(-1);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub
  assert.deepEqual([last?.with?.["name"], last?.if], ["deployed-${{ env.ENVIRONMENT }}", undefined]);
});

async function sha256(text: string): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(text))).toString("hex");
}

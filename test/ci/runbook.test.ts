import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { isObject, objectAt } from "../../codegen/json/json.ts";
import { azOptions } from "./az-options.ts";
import { root } from "./workflow.ts";

const page = readFileSync(new URL("docs/azure.md", root), "utf8");
const project = fileURLToPath(root);

/** Every command of the page's blocks on one line. */
function commandsOf(text: string): readonly string[] {
  const blocks = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = ""]) => block);
  return blocks.flatMap((block) => block.replaceAll("\\\n", " ").split("\n")).filter((line) => line.trim() !== "");
}

/** What a command names that is not there. */
function faultsOf(command: string): readonly string[] {
  return [...fileFaults(command), ...parameterFaults(command), ...outputFaults(command), ...azFaults(command)];
}

function json(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, root), "utf8"));
}

function fileFaults(command: string): readonly string[] {
  const paths = [...command.matchAll(/(?<=[\s@=])((?:generated|infra|scripts)\/[\w./-]+)/g)].map(
    ([, path = ""]) => path,
  );
  return paths.filter((path) => !existsSync(new URL(path, root))).map((path) => `there is no ${path}`);
}

/** Resource Manager refuses a value for a parameter that a template does not have, and a missing one without a default. */
function parameterFaults(command: string): readonly string[] {
  const template = /--template-file (\S+)/.exec(command)?.[1];
  if (template === undefined || !existsSync(new URL(template, root))) return [];
  const known = objectAt(json(template), "parameters");
  const given = [...(/--parameters (.*?)(?= --|$)/.exec(command)?.[1] ?? "").split(" ")].flatMap((value) =>
    value.startsWith("@") ? Object.keys(objectAt(json(value.slice(1)), "parameters")) : [value.split("=")[0] ?? ""],
  );
  const needed = Object.entries(known).filter(([, one]) => isObject(one) && !("defaultValue" in one));
  return [
    ...given.filter((name) => !(name in known)).map((name) => `${template} has no parameter ${name}`),
    ...needed.filter(([name]) => !given.includes(name)).map(([name]) => `${template} needs ${name}`),
  ];
}

function outputFaults(command: string): readonly string[] {
  const outputs = objectAt(json("generated/azure/deployment.json"), "outputs");
  const used = [...command.matchAll(/properties\.outputs\.(\w+)\.value/g)].map(([, name = ""]) => name);
  return used.filter((name) => !(name in outputs)).map((name) => `the deployment has no output ${name}`);
}

function azFaults(command: string): readonly string[] {
  return [...command.matchAll(/\baz ([a-z][a-z -]*?)((?: --?[\w-]+(?:[ =](?:"[^"]*"|[^-\s)]\S*))*)+)/g)].flatMap(
    ([, name = "", options = ""]) => {
      const known = azOptions[name.trim()];
      if (known === undefined) return [`az ${name.trim()} is no command that is looked up`];
      const given = [...options.matchAll(/ (--[\w-]+)/g)].map(([, option = ""]) => option);
      return given.filter((option) => !known.includes(option)).map((option) => `az ${name} has no ${option}`);
    },
  );
}

const commands = commandsOf(page);

for (const command of commands) {
  test(`what the runbook's command names is there: ${command}`, () => assert.deepEqual(faultsOf(command), []));
}

test("the runbook deploys, and its commands are looked at", () => {
  for (const template of ["deployment", "subscriptions"]) {
    assert.ok(
      commands.some((command) => command.includes(`generated/azure/${template}.json`)),
      template,
    );
  }
  const deploy = "az deployment group create --resource-group g --name d --template-file generated/azure";
  const wrong: readonly (readonly [command: string, fault: string])[] = [
    [`${deploy}/subscription.json --parameters environment=dev`, "there is no generated/azure/subscription.json"],
    [`${deploy}/subscriptions.json --parameters @infra/parameters/dev.json`, "has no parameter cosmosMode"],
    [`${deploy}/deployment.json --parameters location=westeurope`, "needs environment"],
    ["az deployment group show --name d --query properties.outputs.url.value", "no output url"],
    ["az functionapp deployment source config-zip --name a --source app.zip", "has no --source"],
    ["x=$(az functionapp publish --name a)", "az functionapp publish is no command"],
  ];
  for (const [command, fault] of wrong) {
    assert.ok(
      faultsOf(command).some((each) => each.includes(fault)),
      `${command}: ${faultsOf(command).join("; ")}`,
    );
  }
});

test("programs that the page names are there, and know the options that it gives them", () => {
  const { scripts } = json("package.json") as { scripts: Record<string, string> };
  const calls = [...page.matchAll(/npm run ([\w:-]+)(?: -- ([^`\n]*))?/g)];
  assert.ok(calls.length >= 8);
  for (const [call, name = "", rest = ""] of calls) {
    const script = scripts[name];
    assert.ok(script !== undefined, `package.json has no ${name}`);
    const options = [...rest.matchAll(/--[a-z][a-z-]*/g)]
      .map(([option]) => option)
      .filter((option) => option !== "--help");
    if (options.length === 0) continue;
    const file = script.replace("node scripts/run.mjs ", "");
    const { stdout } = spawnSync(process.execPath, [file, "--help"], { cwd: project, encoding: "utf8" });
    for (const option of options) assert.match(stdout, new RegExp(`${option}\\b`), call);
  }
});

test("what the page links to is there", () => {
  const links = [...page.matchAll(/\]\(([^)#\s]+)(?:#[\w-]+)?\)/g)].map(([, link = ""]) => link);
  assert.ok(links.length >= 5);
  const missing = links.filter((link) => !existsSync(new URL(link, new URL("docs/", root))));
  assert.deepEqual(missing, []);
});

test("the parameters of each environment say which one they are, as the workflow names it", () => {
  for (const name of ["dev", "prod"]) {
    const { environment } = objectAt(json(`infra/parameters/${name}.json`), "parameters") as {
      environment?: { value: string };
    };
    assert.equal(environment?.value, name);
  }
});

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { evaluateTemplate } from "../../codegen/infra/evaluate/evaluate-template.ts";
import { nowhere } from "../../codegen/infra/evaluate/scope.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests look deep into templates.
type Any = any;

const root = fileURLToPath(new URL("../..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const json = (path: string): Any => JSON.parse(read(path));

const deployment = json("generated/azure/deployment.json");
const environments = ["dev", "prod"] as const;
const valuesOf = (environment: string): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries<Any>(json(`infra/parameters/${environment}.json`).parameters).map(([name, { value }]) => [
      name,
      value,
    ]),
  );

/** What `main.bicep` says, as far as it is lines of a known form. */
function bicep() {
  const text = read("infra/main.bicep");
  const all = (pattern: RegExp) => [...text.matchAll(pattern)].map(([, ...found]) => found as [string, string]);
  return {
    parameters: all(/^param (\w+) /gm).map(([name]) => name),
    passed: Object.fromEntries(all(/^ {4}(\w+): ([\w.]+)$/gm)),
    outputs: all(/^output (\w+) string = app\.outputs\.(\w+)$/gm),
    files: [...all(/loadJsonContent\('([^']+)'\)/g), ...all(/^module \w+ '([^']+)'/gm)].map(([path]) => path),
  };
}

for (const environment of environments) {
  test(`the parameters of ${environment} make a deployment without faults`, () => {
    const parameters = valuesOf(environment);
    const { faults, resources } = evaluateTemplate({ template: deployment, parameters, target: nowhere });
    assert.deepEqual(faults, []);
    const names = resources.filter(({ type }) => type === "Microsoft.EventGrid/topics").map(({ name }) => name);
    assert.equal(names.length, 1);
    assert.match(names[0] ?? "", new RegExp(`^credits-events-${environment}-[a-z0-9]{13}$`));
    const options = resources.find(({ type }) => type === "Microsoft.DocumentDB/databaseAccounts/sqlDatabases")!
      .body as Any;
    const shared = { autoscaleSettings: { maxThroughput: 4000 } };
    assert.deepEqual(options.properties.options, environment === "prod" ? shared : {});
  });
}

test("all environments answer the same questions, and none of them with a secret or an opening", () => {
  const [dev, prod] = environments.map(valuesOf);
  assert.deepEqual(Object.keys(dev!), Object.keys(prod!));
  for (const values of [dev!, prod!]) assert.equal(values["apiTokens"], "required");
  for (const [name, { type }] of Object.entries<Any>(deployment.parameters)) {
    assert.doesNotMatch(type, /secure/i, `${name} would be a secret`);
  }
});

test("main.bicep passes on every value that the parameter files give, under its own name", () => {
  const { passed } = bicep();
  const given = Object.keys(valuesOf("dev")).filter((name) => name !== "environment");
  const expected = { environment: "environment", location: "location" };
  assert.deepEqual(passed, {
    ...expected,
    ...Object.fromEntries(given.map((name) => [name, `given.${name}.value`])),
  });
  for (const name of Object.keys(passed)) assert.ok(deployment.parameters[name], `the template has no ${name}`);
});

test("main.bicep hands out what the template puts out, and names files that are there", () => {
  const { outputs, files } = bicep();
  assert.deepEqual(
    outputs,
    Object.keys(deployment.outputs).map((name) => [name, name]),
  );
  assert.equal(files.length, 3);
  for (const path of files) assert.ok(existsSync(join(root, "infra", path)), path);
});

test("azd fills parameters that main.bicep has", () => {
  const { parameters } = bicep();
  const names = Object.keys(json("infra/main.parameters.json").parameters);
  assert.deepEqual(names, ["environment", "size"]);
  for (const name of names) assert.ok(parameters.includes(name), name);
});

test("azd finds the Function App by the name of the service, and packs what npm run package makes", () => {
  const { name, infra, services } = parse(read("azure.yaml"));
  assert.equal(name, json("generated/resources.json").database);
  assert.ok(existsSync(join(root, infra.path, `${infra.module}.bicep`)));
  const site = deployment.resources.find(({ type }: Any) => type === "Microsoft.Web/sites");
  assert.deepEqual(Object.keys(services), [site.tags["azd-service-name"]]);
  const { api } = services;
  assert.equal(api.remoteBuild, false);
  assert.ok(json("package.json").scripts.package, "there is no program package");
  for (const { run } of Object.values<Any>(api.hooks.prepackage)) {
    assert.match(run, /run package -- --unpacked (\S+)/);
    assert.equal(/--unpacked ([^\s;]+)/.exec(run)?.[1], api.dist);
  }
});

test("after the app azd deploys the subscriptions, with the one parameter that they have", () => {
  const { services } = parse(read("azure.yaml"));
  for (const { run } of Object.values<Any>(services.api.hooks.postdeploy)) {
    const file = /--template-file (\S+)/.exec(run)?.[1] ?? "";
    const given = [.../--parameters "([^"]+)"/.exec(run)![1]!.matchAll(/(\w+)=/g)].map(([, name]) => name);
    assert.deepEqual(given, Object.keys(json(file).parameters));
    assert.doesNotMatch(run, /\n/, "a shell would take it for two commands");
  }
});

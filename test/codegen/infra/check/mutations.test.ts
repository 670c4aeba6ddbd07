import assert from "node:assert/strict";
import { test } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { compareValues } from "../../../../codegen/infra/check/compare-values.ts";
import { readDeployed } from "../../../../codegen/infra/check/deployed.ts";
import { rulesOf } from "../../../../codegen/infra/check/rules/rules.ts";
import { managementClient } from "../../../../codegen/infra/management/management-client.ts";
import { planOf } from "../../../../codegen/infra/plan/templates.ts";
import { contracts } from "../../azure/support.ts";
import { deploy, filesOf, parameters, standIn, subscription, token } from "../support/deployed.ts";

/** A change of one place. */
interface Mutation {
  readonly pointer: string;
  readonly what: "changed" | "removed" | "added";
  apply(root: unknown): void;
}

// biome-ignore lint/suspicious/noExplicitAny: tests change values of any shape.
type Any = any;

/** Every change of one place in a value: each scalar another one, each member gone, each list one item longer. */
function* mutationsOf(value: Any, pointer: string, path: readonly (string | number)[]): Generator<Mutation> {
  const at = (root: Any, steps: readonly (string | number)[]) => steps.reduce((inner, step) => inner[step], root);
  const last = path.at(-1);
  const set = (root: Any, changed: Any) => {
    at(root, path.slice(0, -1))[last!] = changed;
  };
  if (Array.isArray(value)) {
    const item = value.length === 0 ? "more" : other(value[0]);
    yield { pointer, what: "added", apply: (root) => at(root, path).push(item) };
  }
  if (typeof value === "object" && value !== null) {
    for (const [key, inner] of Object.entries(value)) {
      const step = Array.isArray(value) ? Number(key) : key;
      const here = `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      yield* mutationsOf(inner, here, [...path, step]);
      yield {
        pointer: here,
        what: "removed",
        apply: (root) => {
          const parent = at(root, path);
          if (Array.isArray(parent)) parent.splice(Number(key), 1);
          else delete parent[key];
        },
      };
    }
    return;
  }
  if (value !== null && last !== undefined)
    yield { pointer, what: "changed", apply: (root) => set(root, other(value)) };
}

/** Something else of the same kind. */
function other(value: Any): Any {
  if (typeof value === "string") return `${value}x`;
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return [...value, "more"];
  return value === null ? "x" : Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, other(inner)]));
}

const isNothing = (value: Any) =>
  value === null ||
  value === undefined ||
  value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0);

function valueIn(root: Any, pointer: string): Any {
  const steps = pointer
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  return steps.reduce((value: Any, step) => (value === undefined || value === null ? undefined : value[step]), root);
}

for (const contract of ["credits", "library"]) {
  test(`each change of one place of what ${contract} has deployed is one difference, and nothing is none`, async (context) => {
    const files = await filesOf(contracts[contract]!);
    const service = await standIn(context);
    const templates = await deploy(service, files);
    const target = {
      subscriptionId: subscription,
      tenantId: "00000000-0000-0000-0000-000000000000",
      resourceGroup: "Shop",
      location: "westeurope",
      deploymentName: "deployment",
    };
    const client = managementClient({ endpoint: service.url, token: async () => token });
    const found = new Map<string, Any>();
    for (const resource of planOf(templates, { parameters, target }).resources) {
      if (resource.type.toLowerCase() === "microsoft.resources/deployments") continue;
      found.set(resource.id.toLowerCase(), await readDeployed(resource, client));
    }
    const plan = planOf(templates, { parameters, target, state: (id) => found.get(id.toLowerCase()) });
    let tried = 0;
    const silent = new Set<string>();
    for (const { id, type, body } of plan.resources) {
      const deployed = found.get(id.toLowerCase());
      if (deployed === undefined) continue;
      const rules = rulesOf(type);
      const wanted = { ...body, properties: body["properties"] ?? {} };
      assert.deepEqual(compareValues(wanted, deployed, rules), [], id);
      for (const { pointer, what, apply } of mutationsOf(deployed, "", [])) {
        if (isServicesOwn(pointer, rules)) continue;
        const before = valueIn(deployed, pointer);
        // What is nothing, what nobody has asked for, and what holds anyway, is not missed when it is gone.
        const isAsked = !isNothing(valueIn(wanted, pointer));
        if (what === "removed" && (isNothing(before) || !isAsked || holdsAnyway(before, pointer, rules))) continue;
        const changed = structuredClone(deployed);
        apply(changed);
        const differences = compareValues(wanted, changed, rules);
        tried++;
        if (differences.length !== 1) silent.add(`${type} ${pointer} ${what}: ${JSON.stringify(differences)}`);
      }
    }
    assert.deepEqual([...silent], []);
    assert.ok(tried > 500, `${tried}`);
  });
}

function isServicesOwn(pointer: string, rules: ReturnType<typeof rulesOf>): boolean {
  const steps = pointer.split("/");
  return steps.some((_, index) => rules.isReadOnly(steps.slice(0, index + 1).join("/")));
}

function holdsAnyway(value: Any, pointer: string, rules: ReturnType<typeof rulesOf>): boolean {
  const byDefault = rules.defaultOf(pointer);
  if (byDefault !== undefined && isDeepStrictEqual(byDefault, value)) return true;
  return rules.isIgnoredItem(pointer.replace(/\/\d+$/, ""), value);
}

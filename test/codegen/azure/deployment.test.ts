import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { evaluateTemplate } from "../../../codegen/infra/evaluate/evaluate-template.ts";
import { nowhere } from "../../../codegen/infra/evaluate/scope.ts";
import { resourceModels } from "./models/resource-models.ts";
import { faultsOf, isObject, type Shape } from "./models/shape.ts";
import { azureFilesOf, contracts } from "./support.ts";

interface Deployed {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const parametersOf = {
  dev: { environment: "dev" },
  prod: { environment: "prod", cosmosMode: "shared", alertEmail: "on-call@example.com", actionGroups: ["/x"] },
} as const;

/** What the templates of a contract come to; what Azure would refuse by itself is a failure here. */
async function deployed(contract: string, environment: keyof typeof parametersOf): Promise<readonly Deployed[]> {
  const files = await azureFilesOf(contracts[contract]!);
  const given = parametersOf[environment];
  const own = evaluate(files.get("azure/deployment.json"), given, () => false);
  const ids = new Set(own.map(({ id }) => id.toLowerCase()));
  const functions = /\/sites\/[^/]+\/functions\/[^/]+$/;
  // The functions are there once the app is.
  const exists = (id: string) => ids.has(id.toLowerCase()) || functions.test(id);
  return [...own, ...evaluate(files.get("azure/subscriptions.json"), { environment: given.environment }, exists)];
}

function evaluate(template: string | undefined, given: object, exists: (id: string) => boolean): readonly Deployed[] {
  const parameters = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, value]));
  const { faults, resources } = evaluateTemplate({
    template: JSON.parse(template ?? ""),
    parameters,
    target: nowhere,
    exists,
  });
  assert.deepEqual(faults, []);
  return JSON.parse(JSON.stringify(resources));
}

/** Deployments within a deployment have no model: what is in them is evaluated, and checked like everything else. */
const nested = "Microsoft.Resources/deployments";

describe("the deployment", () => {
  let models: ReadonlyMap<string, Shape>;
  before(async () => {
    models = await resourceModels();
  });
  const check = ({ type, body }: Pick<Deployed, "type" | "body">) => faultsOf(body, models.get(type)!);

  for (const contract of Object.keys(contracts)) {
    for (const environment of ["dev", "prod"] as const) {
      it(`of ${contract} in ${environment} evaluates, and is what Microsoft's published models know`, async () => {
        const resources = await deployed(contract, environment);
        const unknown = resources.map(({ type }) => type).filter((type) => !models.has(type) && type !== nested);
        assert.deepEqual(unknown, []);
        for (const resource of resources) {
          if (resource.type !== nested) assert.deepEqual(check(resource), [], `${resource.type} ${resource.name}`);
        }
      });
    }
  }

  it("with one wrong name is refused, wherever that stands", async () => {
    const unseen = new Set<string>();
    let tried = 0;
    for (const resource of await deployed("credits", "prod")) {
      if (resource.type === nested) continue;
      for (const path of pathsIn(resource.body)) {
        tried++;
        const body = structuredClone(resource.body);
        const { owner, name } = at(body, path);
        owner[`${name}Wrong`] = owner[name];
        delete owner[name];
        if (check({ type: resource.type, body }).length === 0) unseen.add(`${resource.type} ${shapeless(path)}`);
      }
    }
    assert.ok(tried > 500, String(tried));
    // Objects whose names are anybody's: ids of identities, tags.
    assert.deepEqual([...unseen].sort(), [
      "Microsoft.EventGrid/topics /identity/userAssignedIdentities/*",
      "Microsoft.Web/sites /identity/userAssignedIdentities/*",
      "Microsoft.Web/sites /tags/azd-service-name",
    ]);
  });

  it("with one value of the wrong type is refused, wherever that stands", async () => {
    const unseen = new Set<string>();
    for (const resource of await deployed("credits", "prod")) {
      if (resource.type === nested) continue;
      for (const path of pathsIn(resource.body)) {
        const body = structuredClone(resource.body);
        const { owner, name } = at(body, path);
        owner[name] = typeof owner[name] === "number" || isObject(owner[name]) ? "wrong" : { wrong: 1 };
        if (check({ type: resource.type, body }).length === 0) unseen.add(`${resource.type} ${shapeless(path)}`);
      }
    }
    // The models take anything for it.
    assert.deepEqual([...unseen].sort(), ["Microsoft.Web/sites /identity/userAssignedIdentities/*"]);
  });

  it("with a value that is none of those there are, or without what there must be, is refused with its place", async () => {
    const resources = await deployed("credits", "prod");
    const wrong: readonly (readonly [type: string, path: string, value: unknown, message: RegExp])[] = [
      ["Microsoft.EventGrid/topics", "/properties/inputSchema", "CloudEvents", /none of .*CloudEventSchemaV1_0/],
      ["Microsoft.EventGrid/topics/eventSubscriptions", "/properties/destination/endpointType", "Function", /none of/],
      ["Microsoft.EventGrid/topics", "/properties/endpoint", "https://x", /is read-only/],
      ["Microsoft.EventGrid/topics/eventSubscriptions", "/properties/eventDeliverySchema", "Cloud", /none of/],
      [
        "Microsoft.DocumentDB/databaseAccounts",
        "/properties/consistencyPolicy/defaultConsistencyLevel",
        "Some",
        /none of/,
      ],
      ["Microsoft.DocumentDB/databaseAccounts", "/properties/backupPolicy/type", "Always", /none of/],
      ["Microsoft.DocumentDB/databaseAccounts", "/properties/locations", undefined, /is missing/],
      ["Microsoft.DocumentDB/databaseAccounts", "/properties/databaseAccountOfferType", undefined, /is missing/],
      ["Microsoft.DocumentDB/databaseAccounts", "/properties/documentEndpoint", "https://x", /is not known/],
      [
        "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers",
        "/properties/resource/partitionKey/kind",
        "H",
        /none of/,
      ],
      [
        "Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers",
        "/properties/resource/id",
        undefined,
        /is missing/,
      ],
      ["Microsoft.Authorization/roleAssignments", "/properties/principalType", "Robot", /none of/],
      ["Microsoft.Authorization/roleAssignments", "/properties/principalId", undefined, /is missing/],
      ["Microsoft.Storage/storageAccounts", "/properties/minimumTlsVersion", "TLS9", /none of/],
      ["Microsoft.Storage/storageAccounts", "/sku", undefined, /is missing/],
      ["Microsoft.Storage/storageAccounts/blobServices/containers", "/properties/publicAccess", "All", /none of/],
      ["Microsoft.Web/sites", "/properties/functionAppConfig/runtime/name", "nodejs", /none of/],
      ["Microsoft.Web/sites", "/properties/state", "Running", /is not known/],
      ["Microsoft.Insights/scheduledQueryRules", "/properties/criteria/allOf/0/operator", "Above", /none of/],
      ["Microsoft.Insights/metricAlerts", "/properties/criteria/odata.type", "Own", /none of/],
      ["Microsoft.OperationalInsights/workspaces", "/properties/sku/name", "Free of charge", /none of/],
    ];
    for (const [type, path, value, message] of wrong) {
      const resource = resources.find((candidate) => candidate.type === type);
      assert.ok(resource, type);
      const body = structuredClone(resource.body);
      const { owner, name } = at(body, path);
      if (value === undefined) delete owner[name];
      else owner[name] = value;
      const [fault, ...more] = check({ type, body });
      assert.deepEqual([fault?.path, more], [path, []], `${type} ${path}`);
      assert.match(fault?.message ?? "", message, path);
    }
  });

  it("gives no key to anybody, and has no secret", async () => {
    const resources = await deployed("credits", "prod");
    const flags = (type: string, flag: string) =>
      resources
        .filter((each) => each.type === type)
        .map(({ body }) => (body["properties"] as Record<string, unknown>)[flag]);
    assert.deepEqual(flags("Microsoft.DocumentDB/databaseAccounts", "disableLocalAuth"), [true]);
    assert.deepEqual(flags("Microsoft.EventGrid/topics", "disableLocalAuth"), [true]);
    assert.deepEqual(flags("Microsoft.Insights/components", "DisableLocalAuth"), [true]);
    assert.deepEqual(flags("Microsoft.Storage/storageAccounts", "allowSharedKeyAccess"), [false]);
    assert.deepEqual(flags("Microsoft.Web/sites/basicPublishingCredentialsPolicies", "allow"), [false, false]);
    for (const file of ["deployment", "subscriptions"]) {
      const text = (await azureFilesOf(contracts["credits"]!)).get(`azure/${file}.json`) ?? "";
      assert.doesNotMatch(text, /listKeys|listAccountSas|AccountKey|SharedAccess|secureString/i);
    }
  });
});

/** Pointers to every property within a value. */
function pathsIn(value: unknown, path = ""): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => pathsIn(item, `${path}/${index}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const here = `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    return [here, ...pathsIn(item, here)];
  });
}

function at(body: object, path: string): { readonly owner: Record<string, unknown>; readonly name: string } {
  const steps = path
    .split("/")
    .slice(1)
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
  const name = steps.pop() ?? "";
  let owner = body as Record<string, unknown>;
  for (const step of steps) owner = owner[step] as Record<string, unknown>;
  return { owner, name };
}

/** Without what differs from deployment to deployment. */
function shapeless(path: string): string {
  return path.replace(/\/\d+(?=\/|$)/g, "/#").replace(/(userAssignedIdentities)\/.+/, "$1/*");
}

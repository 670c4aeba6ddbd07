import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { builtInRoles } from "../../../../emulator/identity/built-in-roles.ts";
import {
  missingBlobRole,
  missingCosmosRole,
  missingSenderRole,
  missingTelemetryRole,
} from "../../../../platform/adapters/roles/missing-roles.ts";
import { neededRoles } from "../../../../platform/adapters/roles/needed-roles.ts";
import { RoleWatch } from "../../../../platform/adapters/roles/role-watch.ts";
import { StoreError } from "../../../../platform/stores/errors.ts";
import type { MissingRole } from "../../../../platform/stores/missing-role.ts";

/** A deployment as far as roles go. */
interface Deployment {
  readonly resources: readonly {
    readonly type: string;
    readonly scope?: string;
    readonly properties?: Readonly<Record<string, string>>;
  }[];
}

const words =
  "Request blocked by Auth credits-1 : Request is blocked because principal [6f1d] does not have required RBAC permissions to " +
  "perform action [Microsoft.DocumentDB/databaseAccounts/readMetadata] on resource [/]. Learn more: https://aka.ms/x.";

test("the words of Cosmos DB tell the role, who lacks it, and how it is granted", () => {
  const missing = missingCosmosRole(words);
  assert.deepEqual(missing, {
    service: "Azure Cosmos DB",
    identity: "6f1d",
    action: "Microsoft.DocumentDB/databaseAccounts/readMetadata",
    resource: "credits-1",
    role: "Cosmos DB Built-in Data Contributor",
    grant:
      "az cosmosdb sql role assignment create --resource-group <resource group> --account-name credits-1 " +
      "--role-definition-id 00000000-0000-0000-0000-000000000002 --principal-id 6f1d --scope /",
  });
  const error = new StoreError("unavailable", "Cosmos answered 403 to x.", { missingRole: missing });
  assert.match(
    error.message,
    /^Cosmos answered 403 to x\. The identity 6f1d lacks a role on Azure Cosmos DB: Cosmos DB/,
  );
  const managed =
    "Request blocked by Auth credits-1 : The given request [POST /dbs] cannot be authorized by AAD token.";
  assert.equal(missingCosmosRole(managed), undefined);
});

test("commands name the identity, where it is known, and never a key", () => {
  const sender = missingSenderRole("https://t.westeurope-1.eventgrid.azure.net/api/events", undefined);
  assert.match(sender.grant, /--assignee-object-id <object id of the identity> .*--role "EventGrid Data Sender"/);
  const blob = missingBlobRole("https://letters.blob.core.windows.net/dead-letters", "delete", "6f1d");
  assert.match(blob.grant, /--assignee-object-id 6f1d .*"Storage Blob Data Owner" .*show --name letters /);
  assert.match(blob.action, /containers\/blobs\/delete$/);
  const connection = "InstrumentationKey=very-secret;IngestionEndpoint=https://x.in.ai.azure.com/;ApplicationId=app-1";
  const telemetry = missingTelemetryRole(connection, "6f1d");
  assert.match(telemetry.grant, /"Monitoring Metrics Publisher" .*appId=='app-1'/);
  assert.ok(!JSON.stringify(telemetry).includes("very-secret"));
});

function watched() {
  const told: string[] = [];
  let now = 0;
  const role = (name: string): MissingRole => ({ ...(missingCosmosRole(words) as MissingRole), role: name });
  const tell = (kind: string) => (missing: MissingRole) => void told.push(`${kind} ${missing.role}`);
  const watch = new RoleWatch({ missing: tell("missing"), granted: tell("granted") }, () => now);
  return { told, watch, role, pass: (ms: number) => (now += ms) };
}

test("a missing role is told once, whatever is refused for it, and once more when all of it is done", () => {
  const { told, watch, role } = watched();
  watch.worked("read");
  for (const tried of ["read", "write", "read"]) watch.denied(tried, role("a"));
  watch.denied("publish", role("b"));
  assert.deepEqual(told, ["missing a", "missing b"]);
  assert.deepEqual(
    watch.missing().map(({ role: name }) => name),
    ["a", "b"],
  );
  watch.worked("read");
  watch.worked("something else");
  assert.equal(told.length, 2);
  watch.worked("write");
  assert.deepEqual(told.slice(2), ["granted a"]);
  assert.deepEqual(
    watch.missing().map(({ role: name }) => name),
    ["b"],
  );
});

test("what nobody has tried for two minutes is not known any more, and told anew", () => {
  const { told, watch, role, pass } = watched();
  watch.denied("read", role("a"));
  pass(119_000);
  watch.denied("read", role("a"));
  pass(119_000);
  assert.equal(watch.missing().length, 1);
  pass(2_000);
  assert.deepEqual(watch.missing(), []);
  watch.denied("read", role("a"));
  assert.deepEqual(told, ["missing a", "missing a"]);
});

test("what goes on being refused is told again every ten minutes, so that an alert lasts", () => {
  const { told, watch, role, pass } = watched();
  for (let minutes = 0; minutes < 25; minutes++) {
    watch.denied("read", role("a"));
    watch.denied("write", role("a"));
    pass(60_000);
  }
  assert.deepEqual(told, ["missing a", "missing a", "missing a"]);
  watch.worked("read");
  watch.worked("write");
  assert.deepEqual(told.slice(3), ["granted a"]);
});

test("the needed roles are the page's, and the local Azure knows each of Azure's own", () => {
  const page = readFileSync(new URL("../../../../docs/identity.md", import.meta.url), "utf8");
  const rows = Object.values(neededRoles).map(
    ({ identity, service, role, id, scope, why }) =>
      `| ${identity} | ${service} | ${role} | \`${id}\` | ${scope} | ${why} |`,
  );
  const [, table] = /\| identity \| service .*\n\|[-|]+\n((?:\|.*\n)+)/.exec(page) ?? [];
  assert.equal(table, `${rows.join("\n")}\n`);
  for (const { kind, role, id } of Object.values(neededRoles)) {
    // Nothing local has queues and tables.
    if (kind === "azure" && !/Queue|Table/.test(role))
      assert.equal(builtInRoles.find((one) => one.id === id)?.roleName, role);
  }
});

test("the needed roles are those that the deployment of the contract assigns", () => {
  const file = new URL("../../../../generated/azure/deployment.json", import.meta.url);
  const { resources } = JSON.parse(readFileSync(file, "utf8")) as Deployment;
  const given = resources.flatMap(({ type, scope, properties }) => {
    const { roleDefinitionId = "", principalId = "" } = properties ?? {};
    const [id = "its own"] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(roleDefinitionId) ?? [];
    const identity = /variables\('topicIdentity'\)/.test(principalId) ? "topic" : "app";
    if (type === "Microsoft.Authorization/roleAssignments") return [`azure ${identity} ${id} ${placeOf(scope ?? "")}`];
    if (type !== "Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments") return [];
    return [`cosmos ${identity} ${id} ${/\/dbs\//.test(properties?.["scope"] ?? "") ? "database" : "account"}`];
  });
  const needed = Object.values(neededRoles).map(
    ({ kind, identity, id, scope }) => `${kind} ${identity} ${id} ${scope}`,
  );
  assert.deepEqual(given.sort(), needed.sort());
});

function placeOf(scope: string): string {
  const known = [
    ["Microsoft.Storage/storageAccounts/blobServices/containers", "dead-letter container"],
    ["Microsoft.Storage/storageAccounts", "storage account"],
    ["Microsoft.EventGrid/topics", "topic"],
    ["Microsoft.Insights/components", "component"],
  ] as const;
  return known.find(([type]) => scope.includes(`'${type}'`))?.[1] ?? scope;
}

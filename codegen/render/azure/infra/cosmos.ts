import type { Resources } from "../../render-resources.ts";
import { parameter } from "../arm.ts";
import { call, type Expression, field, parameterOf, value, variable } from "./expressions.ts";
import { identityOf } from "./identities.ts";
import { ids } from "./names.ts";
import { type ArmResource, after, apiVersions } from "./resource.ts";

const type = "Microsoft.DocumentDB/databaseAccounts";
const apiVersion = apiVersions.cosmos;
/** Source: https://learn.microsoft.com/azure/cosmos-db/reference-data-plane-security#built-in-roles */
const dataContributor = "00000000-0000-0000-0000-000000000002";
/** How many containers may share a database's throughput. Source: https://learn.microsoft.com/azure/cosmos-db/set-throughput */
const mostSharing = 25;

const isServerless = call("equals", parameterOf("cosmosMode"), "serverless");
const none = call("createObject");

/** Account, database, containers and the app's right to the data. */
export function cosmosResources({ database, containers }: Resources): readonly ArmResource[] {
  return [
    account(),
    {
      type: `${type}/sqlDatabases`,
      apiVersion,
      name: value(call("concat", variable("cosmos"), `/${database}`)),
      properties: { resource: { id: database }, options: value(throughput(parameterOf("cosmosThroughput"))) },
      dependsOn: after(ids.cosmos),
    },
    ...containers.map((container, index) => ({
      type: `${type}/sqlDatabases/containers`,
      apiVersion,
      name: value(call("concat", variable("cosmos"), `/${database}/${container.id}`)),
      properties: {
        resource: container,
        // The rest has the least autoscale throughput of its own.
        options: index < mostSharing ? {} : value(throughput(1000)),
      },
      dependsOn: after(call("resourceId", `${type}/sqlDatabases`, variable("cosmos"), database)),
    })),
    ...dataAccess(database),
  ];
}

function account(): ArmResource {
  return {
    type,
    apiVersion,
    name: value(variable("cosmos")),
    location: parameter("location"),
    kind: "GlobalDocumentDB",
    properties: {
      databaseAccountOfferType: "Standard",
      locations: [{ locationName: parameter("location"), failoverPriority: 0, isZoneRedundant: false }],
      // What the platform reads back it has written itself, in one session.
      consistencyPolicy: { defaultConsistencyLevel: "Session" },
      capabilities: value(
        call(
          "if",
          isServerless,
          call("createArray", call("createObject", "name", "EnableServerless")),
          call("createArray"),
        ),
      ),
      enableFreeTier: parameter("cosmosFreeTier"),
      disableLocalAuth: true,
      disableKeyBasedMetadataWriteAccess: true,
      minimalTlsVersion: "Tls12",
      publicNetworkAccess: "Enabled",
      // Back to any second of the last seven days.
      backupPolicy: { type: "Continuous", continuousModeProperties: { tier: "Continuous7Days" } },
    },
  };
}

/** Autoscale up to so many request units a second; a serverless account is given none. */
function throughput(most: Expression | number): Expression {
  return call(
    "if",
    isServerless,
    none,
    call("createObject", "autoscaleSettings", call("createObject", "maxThroughput", most)),
  );
}

/**
 * The data of this one database, and what an SDK asks of the account before it does anything: a role of the database does not
 * let it read the account's own metadata. One after the other: an account takes one change of its roles at a time, and refuses a second
 * one meanwhile. Source: https://github.com/hashicorp/terraform-provider-azurerm/issues/15842
 */
function dataAccess(database: string): readonly ArmResource[] {
  const scope = call("concat", ids.cosmos, `/dbs/${database}`);
  const metadataReader = call("guid", ids.cosmos, "metadata reader");
  const definition = (id: Expression | string) =>
    call("resourceId", `${type}/sqlRoleDefinitions`, variable("cosmos"), id);
  const assigned = (what: string) => call("guid", ids.cosmos, ids.identity, what);
  const assignment = (what: string, role: Expression, on: Expression, ...first: Expression[]): ArmResource => ({
    type: `${type}/sqlRoleAssignments`,
    apiVersion,
    name: value(call("concat", variable("cosmos"), "/", assigned(what))),
    properties: {
      roleDefinitionId: value(role),
      principalId: value(field(identityOf("identity"), "principalId")),
      scope: value(on),
    },
    dependsOn: after(ids.cosmos, ids.identity, ...first),
  });
  return [
    {
      type: `${type}/sqlRoleDefinitions`,
      apiVersion,
      name: value(call("concat", variable("cosmos"), "/", metadataReader)),
      properties: {
        roleName: "Metadata Reader",
        type: "CustomRole",
        assignableScopes: [value(ids.cosmos)],
        permissions: [{ dataActions: ["Microsoft.DocumentDB/databaseAccounts/readMetadata"] }],
      },
      dependsOn: after(ids.cosmos),
    },
    assignment("metadata", definition(metadataReader), ids.cosmos, definition(metadataReader)),
    assignment(
      "data",
      definition(dataContributor),
      scope,
      call("resourceId", `${type}/sqlDatabases`, variable("cosmos"), database),
      call("resourceId", `${type}/sqlRoleAssignments`, variable("cosmos"), assigned("metadata")),
    ),
  ];
}

import { badRequest } from "../errors.ts";
import { isObject, type JsonObject, listAt, objectAt, textAt } from "../json.ts";
import { drawnGuid, longLocation, plain, required, type Shape, type Writing, withProperties } from "./shape.ts";

const account: Shape = {
  hasLocation: true,
  isSlow: true,
  complete(body, { id, name, tenant }) {
    const sent = objectAt(body, "properties");
    required(sent, "databaseAccountOfferType", "An account");
    const locations = listAt(sent, "locations").map((each, index) => ({
      id: `${name}-${textAt(each, "locationName") ?? ""}`,
      failoverPriority: index,
      isZoneRedundant: false,
      ...(isObject(each) ? each : {}),
      // Azure writes the name of the place out.
      locationName: longLocation(textAt(each, "locationName") ?? ""),
      documentEndpoint: `https://${name}.documents.azure.com:443/`,
      provisioningState: "Succeeded",
    }));
    if (locations.length === 0) throw badRequest("An account needs at least one of locations.");
    const defaults = {
      publicNetworkAccess: "Enabled",
      enableAutomaticFailover: false,
      enableMultipleWriteLocations: false,
      enablePartitionKeyMonitor: false,
      isVirtualNetworkFilterEnabled: false,
      virtualNetworkRules: [],
      disableKeyBasedMetadataWriteAccess: false,
      enableFreeTier: false,
      enableAnalyticalStorage: false,
      analyticalStorageConfiguration: { schemaType: "WellDefined" },
      createMode: "Default",
      enableMaterializedViews: false,
      defaultIdentity: "FirstPartyIdentity",
      networkAclBypass: "None",
      disableLocalAuth: false,
      enablePartitionMerge: false,
      enableBurstCapacity: false,
      minimalTlsVersion: "Tls12",
      consistencyPolicy: { defaultConsistencyLevel: "Session", maxIntervalInSeconds: 5, maxStalenessPrefix: 100 },
      cors: [],
      capabilities: [],
      ipRules: [],
      backupPolicy: {
        type: "Periodic",
        periodicModeProperties: {
          backupIntervalInMinutes: 240,
          backupRetentionIntervalInHours: 8,
          backupStorageRedundancy: "Geo",
        },
      },
      networkAclBypassResourceIds: [],
    };
    const fixed = {
      locations,
      writeLocations: locations.slice(0, 1),
      readLocations: locations,
      failoverPolicies: locations.map(({ id: place, failoverPriority }) => ({ id: place, failoverPriority })),
      documentEndpoint: `https://${name}.documents.azure.com:443/`,
      EnabledApiTypes: "Sql",
      instanceId: drawnGuid(`${id} ${tenant}`),
      keysMetadata: { primaryMasterKey: {}, secondaryMasterKey: {} },
      provisioningState: "Succeeded",
    };
    const backup = objectAt(sent, "backupPolicy");
    const made = withProperties({ kind: "GlobalDocumentDB", identity: { type: "None" }, ...body }, defaults, fixed);
    if (textAt(backup, "type") !== "Continuous") return made;
    const continuous = { type: "Continuous", continuousModeProperties: { tier: "Continuous30Days" }, ...backup };
    return { ...made, properties: { ...objectAt(made, "properties"), backupPolicy: continuous } };
  },
  along: ({ id }) =>
    [
      ["00000000-0000-0000-0000-000000000001", "Cosmos DB Built-in Data Reader"],
      ["00000000-0000-0000-0000-000000000002", "Cosmos DB Built-in Data Contributor"],
    ].map(([name, roleName]) => ({
      path: `sqlRoleDefinitions/${name}`,
      type: "Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions",
      body: { properties: { roleName, type: "BuiltInRole", assignableScopes: [id] } },
    })),
};

/** What the service stamps on everything below an account. */
function stamped(resource: JsonObject, { id, now }: Writing, more: JsonObject): JsonObject {
  const rid = Buffer.from(drawnGuid(id)).toString("base64").slice(0, 8);
  const etag = `"${drawnGuid(id + now)}"`;
  return {
    ...resource,
    _rid: rid,
    _self: `dbs/${rid}/`,
    _etag: etag,
    _ts: Math.floor(Date.parse(now) / 1000),
    ...more,
  };
}

/** The resource of a body below an account, which has to be called as the path says. @throws ArmError 400 */
function resourceOf(body: JsonObject, { name }: Writing): JsonObject {
  const resource = objectAt(objectAt(body, "properties"), "resource");
  if (required(resource, "id", "`properties.resource`") === name) return resource;
  throw badRequest(`\`properties.resource.id\` is not ${name}, as the path says.`);
}

const database: Shape = {
  isSlow: true,
  complete: (body, writing) => ({
    ...body,
    properties: { resource: stamped(resourceOf(body, writing), writing, { _colls: "colls/", _users: "users/" }) },
  }),
};

const container: Shape = {
  isSlow: true,
  complete(body, writing) {
    const sent = resourceOf(body, writing);
    const key = objectAt(sent, "partitionKey");
    if (listAt(key, "paths").length === 0) throw badRequest("A container needs partitionKey.paths.");
    const before = objectAt(objectAt(writing.before, "properties"), "resource");
    const partitionKey = { kind: "Hash", version: 1, ...key };
    const uniqueKeyPolicy = { uniqueKeys: listAt(objectAt(sent, "uniqueKeyPolicy"), "uniqueKeys") };
    if (writing.before !== undefined) {
      unchanged("partition key", objectAt(before, "partitionKey"), partitionKey);
      unchanged("unique keys", objectAt(before, "uniqueKeyPolicy"), uniqueKeyPolicy);
    }
    const resource = {
      conflictResolutionPolicy: {
        mode: "LastWriterWins",
        conflictResolutionPath: "/_ts",
        conflictResolutionProcedure: "",
      },
      geospatialConfig: { type: "Geography" },
      ...sent,
      indexingPolicy: indexing(objectAt(sent, "indexingPolicy")),
      partitionKey,
      uniqueKeyPolicy,
    };
    const more = {
      _docs: "docs/",
      _sprocs: "sprocs/",
      _triggers: "triggers/",
      _udfs: "udfs/",
      _conflicts: "conflicts/",
    };
    return { ...body, properties: { resource: stamped(resource, writing, more) } };
  },
};

function unchanged(what: string, before: JsonObject, now: JsonObject): void {
  if (JSON.stringify(before) === JSON.stringify(now)) return;
  throw badRequest(`The ${what} of a container cannot be changed. Delete the container, or make another one.`);
}

const etag = '/"_etag"/?';

/** Everything is indexed by default but `_etag`, which the service leaves out unless it is asked for. */
function indexing(sent: JsonObject): JsonObject {
  const policy = {
    indexingMode: "consistent",
    automatic: true,
    includedPaths: [{ path: "/*" }],
    excludedPaths: [],
    ...sent,
  };
  const paths = (list: readonly unknown[]) => list.map((each) => textAt(each, "path"));
  if (paths([...policy.includedPaths, ...policy.excludedPaths]).includes(etag)) return policy;
  return { ...policy, excludedPaths: [...policy.excludedPaths, { path: etag }] };
}

const roleAssignment: Shape = {
  isSlow: true,
  complete(body, { exists }) {
    const sent = objectAt(body, "properties");
    for (const key of ["principalId", "roleDefinitionId", "scope"]) required(sent, key, "A role assignment");
    const role = textAt(sent, "roleDefinitionId") ?? "";
    if (!exists(role)) throw badRequest(`The role definition ${role} was not found.`);
    return body;
  },
};

/** Types of Cosmos DB, in lower case. */
export const cosmosShapes: Readonly<Record<string, Shape>> = {
  "microsoft.documentdb/databaseaccounts": account,
  "microsoft.documentdb/databaseaccounts/sqldatabases": database,
  "microsoft.documentdb/databaseaccounts/sqldatabases/throughputsettings": plain,
  "microsoft.documentdb/databaseaccounts/sqldatabases/containers": container,
  "microsoft.documentdb/databaseaccounts/sqldatabases/containers/throughputsettings": plain,
  "microsoft.documentdb/databaseaccounts/sqlroleassignments": roleAssignment,
  "microsoft.documentdb/databaseaccounts/sqlroledefinitions": plain,
};

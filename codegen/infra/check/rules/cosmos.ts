import { isObject } from "../../../json/json.ts";
import type { RuleTables } from "./type-rules.ts";

/**
 * Cosmos DB. Source of defaults and read-only properties: learn.microsoft.com, REST reference of "Database Accounts" and "SQL Resources",
 * and for `_etag` "Indexing policies in Azure Cosmos DB".
 */
export const cosmosRules: RuleTables = {
  "microsoft.documentdb/databaseaccounts": {
    readOnly: [
      /^\/properties\/(writeLocations|readLocations|failoverPolicies|documentEndpoint|EnabledApiTypes|instanceId|keysMetadata)$/,
      /^\/properties\/(createMode|sqlEndpoint|privateEndpointConnections|restoreParameters)$/,
      /^\/properties\/locations\/\d+\/(id|documentEndpoint|provisioningState)$/,
      // They count with bounded staleness only, and are told all the same.
      /^\/properties\/consistencyPolicy\/max(IntervalInSeconds|StalenessPrefix)$/,
    ],
    defaults: {
      "/identity/type": "None",
      "/properties/publicNetworkAccess": "Enabled",
      "/properties/analyticalStorageConfiguration": { schemaType: "WellDefined" },
      "/properties/defaultIdentity": "FirstPartyIdentity",
      "/properties/disableLocalAuth": false,
      "/properties/disableKeyBasedMetadataWriteAccess": false,
      "/properties/enableAnalyticalStorage": false,
      "/properties/enableAutomaticFailover": false,
      "/properties/enableBurstCapacity": false,
      "/properties/enableFreeTier": false,
      "/properties/enableMaterializedViews": false,
      "/properties/enableMultipleWriteLocations": false,
      "/properties/enablePartitionKeyMonitor": false,
      "/properties/enablePartitionMerge": false,
      "/properties/isVirtualNetworkFilterEnabled": false,
      "/properties/minimalTlsVersion": "Tls12",
      "/properties/networkAclBypass": "None",
      "/properties/networkAclBypassResourceIds": [],
      "/properties/ipRules": [],
      "/properties/virtualNetworkRules": [],
      "/properties/cors": [],
      "/properties/capabilities": [],
    },
  },
  "microsoft.documentdb/databaseaccounts/sqldatabases": { readOnly: [/^\/properties\/resource\/_\w+$/] },
  "microsoft.documentdb/databaseaccounts/sqldatabases/containers": {
    readOnly: [/^\/properties\/resource\/(_\w+|statistics)$/],
    ordered: [/\/partitionKey\/paths$/, /\/compositeIndexes\/\d+$/],
    strict: [/^\/properties\/resource(\/(partitionKey|indexingPolicy|uniqueKeyPolicy|conflictResolutionPolicy))?$/],
    defaults: {
      "/properties/resource/partitionKey/kind": "Hash",
      "/properties/resource/partitionKey/version": 1,
      "/properties/resource/uniqueKeyPolicy": { uniqueKeys: [] },
      "/properties/resource/conflictResolutionPolicy": {
        mode: "LastWriterWins",
        conflictResolutionPath: "/_ts",
        conflictResolutionProcedure: "",
      },
      "/properties/resource/geospatialConfig": { type: "Geography" },
      "/properties/resource/indexingPolicy/automatic": true,
      "/properties/resource/indexingPolicy/indexingMode": "consistent",
      "/properties/resource/indexingPolicy/includedPaths": [{ path: "/*" }],
    },
    // The service leaves `_etag` out of the index by itself.
    ignoredItem: (pointer, item) =>
      pointer.endsWith("/excludedPaths") && isObject(item) && item["path"] === '/"_etag"/?',
  },
  "microsoft.documentdb/databaseaccounts/sqlroledefinitions": { strict: [/^\/properties\/permissions\/\d+$/] },
  "microsoft.documentdb/databaseaccounts/sqlroleassignments": { strict: [/^\/properties$/] },
};

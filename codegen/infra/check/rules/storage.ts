import type { RuleTables } from "./type-rules.ts";

/** Storage. Source: learn.microsoft.com, REST reference of "Storage Accounts", "Blob Services" and "Blob Containers". */
export const storageRules: RuleTables = {
  "microsoft.storage/storageaccounts": {
    readOnly: [
      /^\/sku\/tier$/,
      /^\/properties\/(creationTime|keyCreationTime|primaryEndpoints|primaryLocation|secondary\w+|statusOf\w+)$/,
      /^\/properties\/(privateEndpointConnections|encryption\/services\/\w+\/(lastEnabledTime|keyType))$/,
    ],
    defaults: {
      "/properties/accessTier": "Hot",
      "/properties/allowBlobPublicAccess": false,
      "/properties/allowCrossTenantReplication": false,
      "/properties/allowSharedKeyAccess": true,
      "/properties/defaultToOAuthAuthentication": false,
      "/properties/encryption/keySource": "Microsoft.Storage",
      "/properties/encryption/services/blob/enabled": true,
      "/properties/encryption/services/file/enabled": true,
      "/properties/minimumTlsVersion": "TLS1_0",
      "/properties/networkAcls": {
        bypass: "AzureServices",
        virtualNetworkRules: [],
        ipRules: [],
        defaultAction: "Allow",
      },
      "/properties/publicNetworkAccess": "Enabled",
      "/properties/supportsHttpsTrafficOnly": true,
    },
  },
  "microsoft.storage/storageaccounts/blobservices": {
    readOnly: [/^\/sku$/],
    defaults: {
      "/properties/cors": { corsRules: [] },
      "/properties/deleteRetentionPolicy/allowPermanentDelete": false,
      "/properties/deleteRetentionPolicy/enabled": false,
    },
  },
  "microsoft.storage/storageaccounts/blobservices/containers": {
    readOnly: [
      /^\/properties\/(has\w+|immutableStorageWithVersioning|lastModifiedTime|lease\w+|version|deleted|remaining\w+)$/,
    ],
    defaults: {
      "/properties/defaultEncryptionScope": "$account-encryption-key",
      "/properties/denyEncryptionScopeOverride": false,
      "/properties/publicAccess": "None",
    },
  },
};

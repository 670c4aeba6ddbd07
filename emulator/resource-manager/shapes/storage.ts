import { type JsonObject, objectAt, textAt } from "../json.ts";
import { plain, required, type Shape, withProperties } from "./shape.ts";

const account: Shape = {
  hasLocation: true,
  isSlow: true,
  complete(body, { name, now }) {
    const sku = objectAt(body, "sku");
    required(body, "kind", "A storage account");
    const tier = required(sku, "name", "`sku`").split("_")[0];
    const endpoint = (service: string) => `https://${name}.${service}.core.windows.net/`;
    const keySource = { keySource: "Microsoft.Storage", services: enabledServices(now) };
    return withProperties(
      { ...body, sku: { ...sku, tier } },
      {
        accessTier: "Hot",
        allowBlobPublicAccess: false,
        allowCrossTenantReplication: false,
        allowSharedKeyAccess: true,
        defaultToOAuthAuthentication: false,
        encryption: keySource,
        minimumTlsVersion: "TLS1_0",
        networkAcls: { bypass: "AzureServices", virtualNetworkRules: [], ipRules: [], defaultAction: "Allow" },
        publicNetworkAccess: "Enabled",
        supportsHttpsTrafficOnly: true,
      },
      {
        creationTime: now,
        keyCreationTime: { key1: now, key2: now },
        primaryEndpoints: Object.fromEntries(
          ["dfs", "web", "blob", "queue", "table", "file"].map((service) => [service, endpoint(service)]),
        ),
        primaryLocation: textAt(body, "location"),
        privateEndpointConnections: [],
        provisioningState: "Succeeded",
        statusOfPrimary: "available",
      },
    );
  },
  along: () => [
    { path: "blobServices/default", type: "Microsoft.Storage/storageAccounts/blobServices", body: blobs({}) },
  ],
};

function enabledServices(now: string): JsonObject {
  const enabled = { keyType: "Account", enabled: true, lastEnabledTime: now };
  return { file: enabled, blob: enabled };
}

function blobs(body: JsonObject): JsonObject {
  const defaults = { cors: { corsRules: [] }, deleteRetentionPolicy: { allowPermanentDelete: false, enabled: false } };
  return withProperties({ sku: { name: "Standard_LRS", tier: "Standard" }, ...body }, defaults);
}

const container: Shape = {
  complete: (body, { now }) =>
    withProperties(
      body,
      { publicAccess: "None", defaultEncryptionScope: "$account-encryption-key", denyEncryptionScopeOverride: false },
      {
        hasImmutabilityPolicy: false,
        hasLegalHold: false,
        immutableStorageWithVersioning: { enabled: false },
        lastModifiedTime: now,
        leaseState: "Available",
        leaseStatus: "Unlocked",
      },
    ),
};

/** Types of Storage, in lower case. */
export const storageShapes: Readonly<Record<string, Shape>> = {
  "microsoft.storage/storageaccounts": account,
  "microsoft.storage/storageaccounts/blobservices": { complete: blobs },
  "microsoft.storage/storageaccounts/blobservices/containers": container,
  "microsoft.storage/storageaccounts/managementpolicies": plain,
};

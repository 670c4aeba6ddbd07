import { parameter } from "../arm.ts";
import { call, value, variable } from "./expressions.ts";
import { ids } from "./names.ts";
import { type ArmResource, after, apiVersions } from "./resource.ts";

/** The container that the app's package is deployed to. */
export const packageContainer = "app-package";

/** One account for the app's package, the host's own state and dead letters. No key opens it, and nothing in it is public. */
export function storageResources(containers: readonly string[]): readonly ArmResource[] {
  const account: ArmResource = {
    type: "Microsoft.Storage/storageAccounts",
    apiVersion: apiVersions.storage,
    name: value(variable("storage")),
    location: parameter("location"),
    kind: "StorageV2",
    sku: { name: parameter("storageSku") },
    properties: {
      allowBlobPublicAccess: false,
      allowSharedKeyAccess: false,
      defaultToOAuthAuthentication: true,
      minimumTlsVersion: "TLS1_2",
      supportsHttpsTrafficOnly: true,
      publicNetworkAccess: "Enabled",
    },
  };
  const blobs: ArmResource = {
    type: "Microsoft.Storage/storageAccounts/blobServices",
    apiVersion: apiVersions.storage,
    name: value(call("concat", variable("storage"), "/default")),
    properties: { deleteRetentionPolicy: { enabled: true, days: 14 } },
    dependsOn: after(ids.storage),
  };
  return [
    account,
    blobs,
    ...containers.map((name) => ({
      type: "Microsoft.Storage/storageAccounts/blobServices/containers",
      apiVersion: apiVersions.storage,
      name: value(call("concat", variable("storage"), `/default/${name}`)),
      properties: { publicAccess: "None" },
      dependsOn: after(
        call("resourceId", "Microsoft.Storage/storageAccounts/blobServices", variable("storage"), "default"),
      ),
    })),
  ];
}

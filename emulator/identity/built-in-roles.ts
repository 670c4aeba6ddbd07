/** What a role allows, in the words of Azure's `roleDefinitions`. */
export interface RolePermission {
  /** Actions of the management. */
  readonly actions?: readonly string[];
  /** Actions on data. */
  readonly dataActions?: readonly string[];
}

/** A role, in the words of Azure's `roleDefinitions`. */
export interface RoleDefinition {
  /** A GUID, the same in every tenant for the built-in ones. */
  readonly id: string;
  readonly roleName: string;
  readonly permissions: readonly RolePermission[];
}

const containers = "Microsoft.Storage/storageAccounts/blobServices/containers";
const blobs = `${containers}/blobs`;
const grid = "Microsoft.EventGrid";

/**
 * Built-in roles that the services of the local Azure know.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export const builtInRoles: readonly RoleDefinition[] = [
  {
    id: "d5a91429-5739-47e2-a06b-3470a27159e7",
    roleName: "EventGrid Data Sender",
    permissions: [{ dataActions: [`${grid}/events/send/action`] }],
  },
  {
    id: "428e0ff0-5e57-4d9c-a221-2c70d0e0a443",
    roleName: "EventGrid EventSubscription Contributor",
    permissions: [{ actions: [`${grid}/eventSubscriptions/*`] }],
  },
  {
    id: "2414bbcf-6497-4faf-8c65-045460748405",
    roleName: "EventGrid EventSubscription Reader",
    permissions: [{ actions: [`${grid}/eventSubscriptions/read`] }],
  },
  {
    id: "1e241071-0855-49ea-94dc-649edcd759de",
    roleName: "EventGrid Contributor",
    permissions: [{ actions: [`${grid}/*`] }],
  },
  {
    id: "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
    roleName: "Storage Blob Data Owner",
    permissions: [{ actions: [`${containers}/*`], dataActions: [`${blobs}/*`] }],
  },
  {
    id: "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
    roleName: "Storage Blob Data Contributor",
    permissions: [
      {
        actions: [`${containers}/delete`, `${containers}/read`, `${containers}/write`],
        dataActions: [`${blobs}/delete`, `${blobs}/read`, `${blobs}/write`],
      },
    ],
  },
  {
    id: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
    roleName: "Storage Blob Data Reader",
    permissions: [{ actions: [`${containers}/read`], dataActions: [`${blobs}/read`] }],
  },
  {
    id: "3913510d-42f4-4e42-8a64-420c390055eb",
    roleName: "Monitoring Metrics Publisher",
    permissions: [{ dataActions: ["Microsoft.Insights/Metrics/Write", "Microsoft.Insights/Telemetry/Write"] }],
  },
];

import { parameter } from "../arm.ts";
import { call, type Expression, field, value, variable } from "./expressions.ts";
import { blobContainerId, ids } from "./names.ts";
import { type ArmResource, after, apiVersions } from "./resource.ts";

/**
 * Built-in roles by their names, with the ids that they have in every tenant.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export const builtInRoles = {
  "Storage Blob Data Owner": "b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
  "Storage Blob Data Contributor": "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
  "Storage Queue Data Contributor": "974c5e8b-45b9-4653-ba55-5f855dd0fb88",
  "Storage Table Data Contributor": "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3",
  "EventGrid Data Sender": "d5a91429-5739-47e2-a06b-3470a27159e7",
  "EventGrid EventSubscription Contributor": "428e0ff0-5e57-4d9c-a221-2c70d0e0a443",
  "Monitoring Metrics Publisher": "3913510d-42f4-4e42-8a64-420c390055eb",
} as const;

/** Who has a role where. */
interface Grant {
  readonly role: keyof typeof builtInRoles;
  readonly of: "identity" | "topicIdentity";
  readonly on: Expression;
}

/**
 * Least privilege. The Functions host keeps its locks, keys and schedules in blobs, Durable Functions its queues and tables; the
 * app publishes, reads the subscriptions that it delivers dead letters to again, and sends telemetry. The topic writes dead letters.
 * Source: https://learn.microsoft.com/azure/azure-functions/functions-reference#grant-permission-to-the-identity,
 * https://learn.microsoft.com/azure/azure-functions/durable/durable-functions-configure-managed-identity
 */
function grants(deadLetters: string | undefined): readonly Grant[] {
  const app = (role: Grant["role"], on: Expression): Grant => ({ role, of: "identity", on });
  return [
    app("Storage Blob Data Owner", ids.storage),
    app("Storage Queue Data Contributor", ids.storage),
    app("Storage Table Data Contributor", ids.storage),
    app("EventGrid Data Sender", ids.topic),
    app("EventGrid EventSubscription Contributor", ids.topic),
    app("Monitoring Metrics Publisher", ids.component),
    ...(deadLetters === undefined
      ? []
      : [{ role: "Storage Blob Data Contributor", of: "topicIdentity", on: blobContainerId(deadLetters) } as const]),
  ];
}

/** The identities of app and topic, and what they may do. Cosmos DB has roles of its own (`cosmos.ts`). */
export function identityResources(deadLetters: string | undefined): readonly ArmResource[] {
  return [
    ...(["identity", "topicIdentity"] as const).map((name) => ({
      type: "Microsoft.ManagedIdentity/userAssignedIdentities",
      apiVersion: apiVersions.identities,
      name: value(variable(name)),
      location: parameter("location"),
    })),
    ...grants(deadLetters).map(({ role, of, on }) => ({
      type: "Microsoft.Authorization/roleAssignments",
      apiVersion: apiVersions.roleAssignments,
      // An id that the same grant always has, so that a second deployment changes nothing.
      name: value(call("guid", on, ids[of], role)),
      scope: value(on),
      properties: {
        description: `${role}, given by the deployment of the contract.`,
        roleDefinitionId: value(
          call("subscriptionResourceId", "Microsoft.Authorization/roleDefinitions", builtInRoles[role]),
        ),
        principalId: value(field(identityOf(of), "principalId")),
        // Without it the assignment of an identity that was made a moment ago may not find it yet.
        principalType: "ServicePrincipal",
      },
      dependsOn: after(ids[of], on),
    })),
  ];
}

/** What Resource Manager knows of an identity once it exists: `principalId`, `clientId`. */
export function identityOf(name: "identity" | "topicIdentity"): Expression {
  return call("reference", ids[name], apiVersions.identities);
}

/** The `identity` of a resource that acts as one of them. */
export function actsAs(name: "identity" | "topicIdentity"): object {
  return { type: "UserAssigned", userAssignedIdentities: { [value(ids[name])]: {} } };
}

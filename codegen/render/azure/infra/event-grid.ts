import type { Resources, SubscriptionResource } from "../../render-resources.ts";
import { parameter } from "../arm.ts";
import { call, value, variable } from "./expressions.ts";
import { actsAs } from "./identities.ts";
import { ids } from "./names.ts";
import { type ArmResource, after, apiVersions } from "./resource.ts";

/** The topic that public events go to. Whoever publishes needs a role; there is no key. */
export function topicResource({ topic }: Resources): ArmResource {
  return {
    type: "Microsoft.EventGrid/topics",
    apiVersion: apiVersions.eventGrid,
    name: value(variable("topic")),
    location: parameter("location"),
    identity: actsAs("topicIdentity"),
    properties: {
      inputSchema: topic.inputSchema,
      disableLocalAuth: true,
      publicNetworkAccess: "Enabled",
    },
    dependsOn: after(ids.topicIdentity),
  };
}

/** One subscription of a function of the app. The function has to be deployed: Event Grid asks for it. */
export function subscriptionResource(subscription: SubscriptionResource): ArmResource {
  const { name, functionName, filter, retryPolicy, deadLetterContainer } = subscription;
  const advancedFilters = filter.advancedFilters ?? [];
  return {
    type: "Microsoft.EventGrid/topics/eventSubscriptions",
    apiVersion: apiVersions.eventGrid,
    name: value(call("concat", variable("topic"), `/${name}`)),
    properties: {
      destination: {
        endpointType: "AzureFunction",
        properties: {
          resourceId: value(call("resourceId", "Microsoft.Web/sites/functions", variable("app"), functionName)),
          // One at a time: what fails is tried again alone.
          maxEventsPerBatch: 1,
          preferredBatchSizeInKilobytes: 64,
        },
      },
      eventDeliverySchema: "CloudEventSchemaV1_0",
      filter: {
        includedEventTypes: filter.includedEventTypes,
        ...(advancedFilters.length > 0 && { advancedFilters }),
      },
      retryPolicy,
      ...(deadLetterContainer !== undefined && {
        deadLetterWithResourceIdentity: {
          identity: { type: "UserAssigned", userAssignedIdentity: value(ids.topicIdentity) },
          deadLetterDestination: {
            endpointType: "StorageBlob",
            properties: { resourceId: value(ids.storage), blobContainerName: deadLetterContainer },
          },
        },
      }),
    },
  };
}

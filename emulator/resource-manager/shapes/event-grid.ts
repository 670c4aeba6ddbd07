import { badRequest } from "../errors.ts";
import { type JsonObject, objectAt, textAt } from "../json.ts";
import { drawnGuid, required, type Shape, withProperties } from "./shape.ts";

const topic: Shape = {
  hasLocation: true,
  isSlow: true,
  complete(body, { id, name, before }) {
    const made = withProperties(
      { kind: "Azure", sku: { name: "Basic" }, identity: { type: "None" }, ...body },
      {
        inputSchema: "EventGridSchema",
        publicNetworkAccess: "Enabled",
        disableLocalAuth: false,
        dataResidencyBoundary: "WithinGeopair",
        inboundIpRules: [],
      },
      {
        endpoint: `https://${name}.${textAt(body, "location") ?? ""}-1.eventgrid.azure.net/api/events`,
        metricResourceId: drawnGuid(id),
        privateEndpointConnections: null,
        provisioningState: "Succeeded",
      },
    );
    const schema = (value: JsonObject | undefined) => objectAt(value, "properties")["inputSchema"];
    if (before === undefined || schema(before) === schema(made)) return made;
    throw badRequest("The input schema of a topic cannot be changed. Delete the topic first.");
  },
};

const subscription: Shape = {
  isSlow: true,
  complete(body, { id, exists }) {
    const sent = objectAt(body, "properties");
    const destination = objectAt(sent, "destination");
    const type = required(destination, "endpointType", "The destination of an event subscription");
    const properties = objectAt(destination, "properties");
    if (type === "AzureFunction") {
      const target = required(properties, "resourceId", "The destination AzureFunction");
      // Functions are there once the app's code is.
      if (!exists(target)) throw badRequest(`The function ${target} does not exist. Deploy the app's code first.`);
    } else if (type !== "WebHook") throw badRequest(`The endpoint type ${type} is not known here.`);
    const made = withProperties(
      body,
      {
        filter: { subjectBeginsWith: "", subjectEndsWith: "", enableAdvancedFilteringOnArrays: null },
        labels: [],
        eventDeliverySchema: "EventGridSchema",
        retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 },
        destination: { properties: { maxEventsPerBatch: 1, preferredBatchSizeInKilobytes: 64 } },
      },
      { topic: topicOf(id), provisioningState: "Succeeded" },
    );
    return made;
  },
  // The address of a webhook may hold a key: only its base is shown.
  shown(body) {
    const destination = objectAt(objectAt(body, "properties"), "destination");
    const properties = objectAt(destination, "properties");
    const url = textAt(properties, "endpointUrl");
    if (url === undefined) return body;
    const { endpointUrl: _, ...rest } = properties;
    const shown = { ...destination, properties: { ...rest, endpointBaseUrl: url.split("?")[0] } };
    return { ...body, properties: { ...objectAt(body, "properties"), destination: shown } };
  },
};

function topicOf(id: string): string {
  return id.replace(/(\/providers\/Microsoft\.EventGrid)?\/eventSubscriptions\/[^/]+$/i, "");
}

/** Types of Event Grid, in lower case. */
export const eventGridShapes: Readonly<Record<string, Shape>> = {
  "microsoft.eventgrid/topics": topic,
  "microsoft.eventgrid/topics/eventsubscriptions": subscription,
  "microsoft.eventgrid/eventsubscriptions": subscription,
};

import type { RuleTable, RuleTables } from "./type-rules.ts";

const retries = { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 };

const subscription: RuleTable = {
  readOnly: [/^\/properties\/(topic|expirationTimeUtc)$/, /^\/properties\/destination\/properties\/endpointBaseUrl$/],
  strict: [
    /^\/properties$/,
    /^\/properties\/(filter|retryPolicy|destination)(\/properties)?$/,
    /^\/properties\/deadLetter(WithResourceIdentity(\/\w+)*|Destination(\/properties)?)$/,
    /^\/properties\/filter\/advancedFilters\/\d+$/,
  ],
  defaults: {
    "/properties/eventDeliverySchema": "EventGridSchema",
    "/properties/filter": { subjectBeginsWith: "", subjectEndsWith: "" },
    "/properties/filter/isSubjectCaseSensitive": false,
    "/properties/filter/enableAdvancedFilteringOnArrays": false,
    "/properties/retryPolicy": retries,
    "/properties/retryPolicy/maxDeliveryAttempts": retries.maxDeliveryAttempts,
    "/properties/retryPolicy/eventTimeToLiveInMinutes": retries.eventTimeToLiveInMinutes,
    "/properties/destination/properties/maxEventsPerBatch": 1,
    "/properties/destination/properties/preferredBatchSizeInKilobytes": 64,
  },
};

/** Event Grid. Source: learn.microsoft.com, REST reference of "Topics" and "Event Subscriptions". */
export const eventGridRules: RuleTables = {
  "microsoft.eventgrid/topics": {
    readOnly: [/^\/properties\/(endpoint|metricResourceId|privateEndpointConnections)$/],
    defaults: {
      "/kind": "Azure",
      "/sku": { name: "Basic" },
      "/identity/type": "None",
      "/properties/dataResidencyBoundary": "WithinGeopair",
      "/properties/disableLocalAuth": false,
      "/properties/inboundIpRules": [],
      "/properties/inputSchema": "EventGridSchema",
      "/properties/publicNetworkAccess": "Enabled",
    },
  },
  "microsoft.eventgrid/topics/eventsubscriptions": subscription,
  "microsoft.eventgrid/eventsubscriptions": subscription,
};

import { type JsonObject, objectAt, textAt } from "../json.ts";
import { drawnGuid, required, type Shape, withProperties } from "./shape.ts";

const workspace: Shape = {
  hasLocation: true,
  isSlow: true,
  complete(body, { id, now }) {
    const made = withProperties(
      body,
      {
        sku: { name: "pergb2018", lastSkuUpdate: now },
        retentionInDays: 30,
        features: { legacy: 0, searchVersion: 1, enableLogAccessUsingOnlyResourcePermissions: true },
        workspaceCapping: { dailyQuotaGb: -1, dataIngestionStatus: "RespectQuota", quotaNextResetTime: now },
        publicNetworkAccessForIngestion: "Enabled",
        publicNetworkAccessForQuery: "Enabled",
      },
      { customerId: drawnGuid(id), createdDate: now, modifiedDate: now, provisioningState: "Succeeded" },
    );
    const properties = objectAt(made, "properties");
    const sku = objectAt(properties, "sku");
    // Azure answers the name of the tier in small letters.
    return { ...made, properties: { ...properties, sku: { ...sku, name: (textAt(sku, "name") ?? "").toLowerCase() } } };
  },
};

const component: Shape = {
  hasLocation: true,
  complete(body, { id, name, now, tenant }) {
    required(objectAt(body, "properties"), "Application_Type", "A component");
    const [key, app] = [drawnGuid(`${id} key`), drawnGuid(`${id} app`)];
    const place = textAt(body, "location") ?? "";
    const host = `https://${place}-0.in.applicationinsights.azure.com/`;
    return withProperties(
      body,
      {
        RetentionInDays: 90,
        IngestionMode: "LogAnalytics",
        publicNetworkAccessForIngestion: "Enabled",
        publicNetworkAccessForQuery: "Enabled",
        DisableLocalAuth: false,
        DisableIpMasking: false,
        Flow_Type: "Bluefield",
        Request_Source: "rest",
        SamplingPercentage: null,
      },
      {
        ApplicationId: name,
        AppId: app,
        ConnectionString: `InstrumentationKey=${key};IngestionEndpoint=${host};ApplicationId=${app}`,
        CreationDate: now,
        InstrumentationKey: key,
        Name: name,
        TenantId: tenant,
        provisioningState: "Succeeded",
      },
    );
  },
};

const workbook: Shape = {
  hasLocation: true,
  complete: (body, { id, now }) =>
    withProperties(
      body,
      { version: "Notebook/1.0", category: "workbook", sourceId: "Azure Monitor", tags: [] },
      { revision: drawnGuid(id + now).replaceAll("-", ""), timeModified: now, userId: drawnGuid("user") },
    ),
  // The content is large, and only told when it is asked for.
  shown(body, query) {
    if (query.get("canFetchContent") === "true") return body;
    return { ...body, properties: { ...objectAt(body, "properties"), serializedData: null } };
  },
};

const queryRule: Shape = {
  hasLocation: true,
  complete: (body) =>
    withProperties(
      body,
      {
        autoMitigate: true,
        checkWorkspaceAlertsStorageConfigured: false,
        enabled: true,
        muteActionsDuration: null,
        overrideQueryTimeRange: null,
        skipQueryValidation: false,
        targetResourceTypes: ["microsoft.insights/components"],
      },
      {
        createdWithApiVersion: "2023-12-01",
        isLegacyLogAnalyticsRule: false,
        isWorkspaceAlertsStorageConfigured: false,
      },
    ),
};

const metricAlert: Shape = {
  hasLocation: true,
  complete: (body) =>
    withProperties(
      body,
      { autoMitigate: true, enabled: true, targetResourceRegion: "", targetResourceType: "" },
      { lastUpdatedTime: null },
    ),
};

const actionGroup: Shape = {
  hasLocation: true,
  complete(body) {
    required(objectAt(body, "properties"), "groupShortName", "An action group");
    const kinds = [
      "email",
      "sms",
      "webhook",
      "eventHub",
      "itsm",
      "azureAppPush",
      "automationRunbook",
      "voice",
      "logicApp",
    ];
    const receivers = [...kinds, "azureFunction", "armRole"].map((kind) => [`${kind}Receivers`, [] as unknown[]]);
    return withProperties(body, { enabled: true, ...(Object.fromEntries(receivers) as JsonObject) });
  },
};

/** Types of Azure Monitor, in lower case. */
export const insightsShapes: Readonly<Record<string, Shape>> = {
  "microsoft.insights/actiongroups": actionGroup,
  "microsoft.insights/components": component,
  "microsoft.insights/metricalerts": metricAlert,
  "microsoft.insights/scheduledqueryrules": queryRule,
  "microsoft.insights/workbooks": workbook,
  "microsoft.operationalinsights/workspaces": workspace,
};

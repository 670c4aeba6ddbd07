import type { RuleTables } from "./type-rules.ts";

const receivers = "armRole,automationRunbook,azureAppPush,azureFunction,email,eventHub,itsm,logicApp,sms,voice,webhook";

/**
 * Azure Monitor. Source: learn.microsoft.com, REST reference of "Workspaces", "Components", "Workbooks", "Scheduled Query Rules", "Metric
 * Alerts" and "Action Groups".
 */
export const insightsRules: RuleTables = {
  "microsoft.operationalinsights/workspaces": {
    readOnly: [
      /^\/properties\/(customerId|createdDate|modifiedDate|privateLinkScopedResources)$/,
      /^\/properties\/(sku\/lastSkuUpdate|features\/(legacy|searchVersion)|workspaceCapping\/(data|quota)\w+)$/,
    ],
    defaults: {
      "/properties/features/enableLogAccessUsingOnlyResourcePermissions": true,
      "/properties/publicNetworkAccessForIngestion": "Enabled",
      "/properties/publicNetworkAccessForQuery": "Enabled",
      "/properties/retentionInDays": 30,
      "/properties/workspaceCapping/dailyQuotaGb": -1,
    },
  },
  "microsoft.insights/components": {
    readOnly: [
      /^\/properties\/(ApplicationId|AppId|ConnectionString|CreationDate|InstrumentationKey|Name|TenantId)$/,
      /^\/properties\/(Flow_Type|Request_Source|HockeyAppToken|PrivateLinkScopedResources|LaMigrationDate|Ver)$/,
    ],
    defaults: {
      "/properties/DisableIpMasking": false,
      "/properties/DisableLocalAuth": false,
      "/properties/IngestionMode": "LogAnalytics",
      "/properties/RetentionInDays": 90,
      "/properties/publicNetworkAccessForIngestion": "Enabled",
      "/properties/publicNetworkAccessForQuery": "Enabled",
    },
  },
  "microsoft.insights/workbooks": {
    readOnly: [/^\/properties\/(revision|timeModified|userId)$/],
    defaults: { "/properties/tags": [] },
  },
  "microsoft.insights/scheduledqueryrules": {
    readOnly: [/^\/properties\/(createdWithApiVersion|isLegacyLogAnalyticsRule|isWorkspaceAlertsStorageConfigured)$/],
    ordered: [/\/criteria\/allOf$/],
    strict: [/^\/properties\/criteria\/allOf\/\d+$/],
    defaults: {
      "/properties/autoMitigate": true,
      "/properties/checkWorkspaceAlertsStorageConfigured": false,
      "/properties/enabled": true,
      "/properties/skipQueryValidation": false,
      "/properties/targetResourceTypes": ["microsoft.insights/components"],
    },
  },
  "microsoft.insights/metricalerts": {
    readOnly: [/^\/properties\/(lastUpdatedTime|isMigrated|targetResource\w+)$/],
    ordered: [/\/criteria\/allOf$/],
    strict: [/^\/properties\/criteria\/allOf\/\d+$/],
    defaults: { "/properties/autoMitigate": true, "/properties/enabled": true },
  },
  "microsoft.insights/actiongroups": {
    defaults: {
      "/properties/enabled": true,
      ...Object.fromEntries(receivers.split(",").map((kind) => [`/properties/${kind}Receivers`, []])),
    },
  },
};

import { join } from "node:path";
import { project } from "../../support/contracts.ts";
import { mappersOf } from "./mappers.ts";
import { serializersOf } from "./serializers.ts";
import type { Shape } from "./shape.ts";

const at = (path: string) => join(project, "node_modules/@azure", path);

/** What Microsoft's published models say of the body of each type of resource that is deployed. */
export async function resourceModels(): Promise<ReadonlyMap<string, Shape>> {
  const [identities, authorization, workspaces, insights, cosmos, eventGrid] = await Promise.all([
    mappersOf(at("arm-msi/dist/commonjs/models/mappers.js")),
    mappersOf(at("arm-authorization/dist-esm/src/models/mappers.js")),
    mappersOf(at("arm-operationalinsights/dist-esm/src/models/mappers.js")),
    mappersOf(at("arm-appinsights/dist/commonjs/models/mappers.js")),
    mappersOf(at("arm-cosmosdb/dist/commonjs/models/mappers.js")),
    mappersOf(at("arm-eventgrid/dist-esm/src/models/mappers.js")),
  ]);
  const monitoring = at("arm-monitor/dist/esm/models");
  const monitor = (api: string) =>
    serializersOf(join(monitoring, api), join(monitoring, "microsoft/common"), monitoring);
  const storage = serializersOf(at("arm-storage/dist/esm/models"));
  const web = serializersOf(at("arm-appservice/dist/esm/models"));
  const account = "Microsoft.DocumentDB/databaseAccounts";
  return new Map([
    ["Microsoft.ManagedIdentity/userAssignedIdentities", identities("Identity")],
    ["Microsoft.Authorization/roleAssignments", authorization("RoleAssignmentCreateParameters")],
    ["Microsoft.OperationalInsights/workspaces", workspaces("Workspace")],
    ["Microsoft.Insights/components", insights("ApplicationInsightsComponent")],
    ["Microsoft.Insights/workbooks", insights("Workbook")],
    ["Microsoft.Insights/actionGroups", monitor("actionGroupsApi")("ActionGroupResource")],
    ["Microsoft.Insights/scheduledQueryRules", monitor("scheduledQueryRuleApi")("ScheduledQueryRuleResource")],
    ["Microsoft.Insights/metricAlerts", monitor("metricAlertApi")("MetricAlertResource")],
    ["Microsoft.Storage/storageAccounts", storage("StorageAccountCreateParameters")],
    ["Microsoft.Storage/storageAccounts/blobServices", storage("BlobServiceProperties")],
    ["Microsoft.Storage/storageAccounts/blobServices/containers", storage("BlobContainer")],
    [account, cosmos("DatabaseAccountCreateUpdateParameters")],
    [`${account}/sqlDatabases`, cosmos("SqlDatabaseCreateUpdateParameters")],
    [`${account}/sqlDatabases/containers`, cosmos("SqlContainerCreateUpdateParameters")],
    [`${account}/sqlRoleDefinitions`, cosmos("SqlRoleDefinitionCreateUpdateParameters")],
    [`${account}/sqlRoleAssignments`, cosmos("SqlRoleAssignmentCreateUpdateParameters")],
    ["Microsoft.EventGrid/topics", eventGrid("Topic")],
    ["Microsoft.EventGrid/topics/eventSubscriptions", eventGrid("EventSubscription")],
    ["Microsoft.Web/serverfarms", web("AppServicePlan")],
    ["Microsoft.Web/sites", web("Site")],
    ["Microsoft.Web/sites/basicPublishingCredentialsPolicies", web("CsmPublishingCredentialsPoliciesEntity")],
  ]);
}

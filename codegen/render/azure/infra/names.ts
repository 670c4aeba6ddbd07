import { kebabCase } from "../../../model/names.ts";
import { call, type Expression, field, parameterOf, text, variable } from "./expressions.ts";

/** What every name of a deployment is made of. */
export interface NameSource {
  /** The contract's. */
  readonly name: string;
  readonly topic: string;
}

/**
 * The names of a deployment as variables of its template. Those that are one namespace for all of Azure end in a hash of resource
 * group and environment.
 * Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
export function nameVariables({ name, topic }: NameSource): Readonly<Record<string, Expression>> {
  const environment = call("toLower", parameterOf("environment"));
  const short = kebabCase(name).slice(0, 20);
  const named = (kind: string) => call("concat", variable("prefix"), `-${kind}`);
  const letters = short.replaceAll("-", "").slice(0, 9);
  return {
    token: call("uniqueString", field(call("resourceGroup"), "id"), environment),
    prefix: call("concat", `${short}-`, environment),
    identity: named("app-id"),
    topicIdentity: named("topic-id"),
    workspace: named("logs"),
    component: named("insights"),
    plan: named("plan"),
    actionGroup: named("on-call"),
    // Part of a host name, too: one of its name may be in a region.
    topic: call("concat", call("take", call("concat", `${topic}-`, environment), 36), "-", variable("token")),
    storage: call("concat", `${letters}st`, variable("token")),
    cosmos: call("take", call("concat", variable("prefix"), "-", variable("token")), 44),
    app: call("take", call("concat", variable("prefix"), "-", variable("token")), 60),
  };
}

const resource = (type: string, ...names: readonly Expression[]) => call("resourceId", type, ...names);

/** Where each resource is, for those that name it. */
export const ids = {
  identity: resource("Microsoft.ManagedIdentity/userAssignedIdentities", variable("identity")),
  topicIdentity: resource("Microsoft.ManagedIdentity/userAssignedIdentities", variable("topicIdentity")),
  workspace: resource("Microsoft.OperationalInsights/workspaces", variable("workspace")),
  component: resource("Microsoft.Insights/components", variable("component")),
  actionGroup: resource("Microsoft.Insights/actionGroups", variable("actionGroup")),
  storage: resource("Microsoft.Storage/storageAccounts", variable("storage")),
  cosmos: resource("Microsoft.DocumentDB/databaseAccounts", variable("cosmos")),
  topic: resource("Microsoft.EventGrid/topics", variable("topic")),
  plan: resource("Microsoft.Web/serverfarms", variable("plan")),
  app: resource("Microsoft.Web/sites", variable("app")),
} as const;

/** The blob container in a deployment's storage account, as a resource. */
export function blobContainerId(name: string): Expression {
  return resource(
    "Microsoft.Storage/storageAccounts/blobServices/containers",
    variable("storage"),
    text("default"),
    text(name),
  );
}

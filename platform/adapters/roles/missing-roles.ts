import type { MissingRole } from "../../stores/missing-role.ts";
import { type NeededRole, neededRoles } from "./needed-roles.ts";

/** What Cosmos DB says when a token is good and no role of its owner has an action. */
const cosmosWords = /Auth (\S+) :.*principal \[([^\]]+)\].*perform action \[([^\]]+)\] on resource \[([^\]]*)\]/s;

/** Reads the role that is missing out of the words of Cosmos DB's 403; undefined when they are about something else. */
export function missingCosmosRole(words: string): MissingRole | undefined {
  const [, account = "", identity = "", action = "", resource = ""] = cosmosWords.exec(words) ?? [];
  if (action === "") return undefined;
  const { service, role, id } = neededRoles.cosmosData;
  const [, database] = /^\/?dbs\/([^/]+)/.exec(resource) ?? [];
  return {
    ...{ service, identity, action, role },
    resource: `${account}/${resource.replace(/^\/+/, "")}`.replace(/\/$/, ""),
    grant:
      `az cosmosdb sql role assignment create --resource-group <resource group> --account-name ${account} ` +
      `--role-definition-id ${id} --principal-id ${identity} ` +
      `--scope ${database === undefined ? "/" : `/dbs/${database}`}`,
  };
}

/** The role that is missing to publish to a topic. */
export function missingSenderRole(endpoint: string, identity: string | undefined): MissingRole {
  const scope = `$(az eventgrid topic list --query "[?endpoint=='${endpoint}'].id" --output tsv)`;
  const action = "Microsoft.EventGrid/events/send/action";
  return azureRole(neededRoles.eventGridSender, { identity, action, resource: endpoint, scope });
}

/** The role that is missing to ask where the subscriptions of a topic lead. */
export function missingManagerRole(topic: string, action: string, identity: string | undefined): MissingRole {
  const { pathname: scope } = new URL(topic);
  return azureRole(neededRoles.eventGridSubscriptions, { identity, action, resource: scope, scope });
}

/** The role that is missing to do something with the blobs of a container. */
export function missingBlobRole(container: string, verb: string, identity: string | undefined): MissingRole {
  const { hostname } = new URL(container);
  const scope = `$(az storage account show --name ${hostname.split(".")[0]} --query id --output tsv)`;
  const action = `Microsoft.Storage/storageAccounts/blobServices/containers/blobs/${verb}`;
  return azureRole(neededRoles.blobs, { identity, action, resource: container, scope });
}

/** The role that is missing to send telemetry to a component. @param connectionString of which nothing but ids is told */
export function missingTelemetryRole(connectionString: string, identity: string | undefined): MissingRole {
  const part = (name: string) => new RegExp(`(?:^|;)\\s*${name}=([^;]*)`, "i").exec(connectionString)?.[1];
  const appId = part("ApplicationId") ?? "<application id>";
  const scope = `$(az monitor app-insights component show --query "[?appId=='${appId}'].id" --output tsv)`;
  const resource = part("IngestionEndpoint") ?? "Application Insights";
  return azureRole(neededRoles.telemetry, { identity, action: "Microsoft.Insights/Telemetry/Write", resource, scope });
}

function azureRole(
  { service, role }: NeededRole,
  at: Pick<MissingRole, "identity" | "action" | "resource"> & { readonly scope: string },
): MissingRole {
  const { scope, ...refused } = at;
  const assignee = at.identity ?? "<object id of the identity>";
  const grant =
    `az role assignment create --assignee-object-id ${assignee} --assignee-principal-type ServicePrincipal ` +
    `--role "${role}" --scope ${scope}`;
  return { service, role, ...refused, grant };
}

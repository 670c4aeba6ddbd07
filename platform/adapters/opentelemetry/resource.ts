import { hostname } from "node:os";
import type { Environment } from "../../app/settings.ts";

/** Which app this is. */
export interface About {
  readonly serviceName: string;
  /** Version of the contract, with the build where one is known. */
  readonly version: string;
}

/**
 * What all spans, log lines and metrics of this process say about it, by the semantic conventions.
 * Source of the settings' names: https://learn.microsoft.com/azure/app-service/reference-app-settings
 */
export function resourceAttributes(about: About, env: Environment): Record<string, string> {
  const site = env["WEBSITE_SITE_NAME"];
  const instance = env["WEBSITE_INSTANCE_ID"] || env["CONTAINER_NAME"];
  const found = {
    "service.name": about.serviceName,
    "service.version": about.version,
    // Two workers of one instance are two.
    "service.instance.id": instance ? `${instance.slice(0, 36)}:${process.pid}` : `${hostname()}:${process.pid}`,
    "process.pid": String(process.pid),
    "cloud.provider": site && "azure",
    "cloud.platform": site && (env["FUNCTIONS_WORKER_RUNTIME"] ? "azure.functions" : "azure.app_service"),
    "cloud.region": env["REGION_NAME"],
    "cloud.resource_id": resourceId(env, site),
    "faas.name": env["FUNCTIONS_WORKER_RUNTIME"] && site,
    "faas.instance": env["FUNCTIONS_WORKER_RUNTIME"] && instance,
    "faas.max_memory": env["WEBSITE_MEMORY_LIMIT_MB"],
    "deployment.environment.name": env["AZURE_FUNCTIONS_ENVIRONMENT"],
  };
  return Object.fromEntries(Object.entries(found).flatMap(([name, value]) => (value ? [[name, value] as const] : [])));
}

/** `WEBSITE_OWNER_NAME` is the subscription, a plus sign, and what the platform wants to know. */
function resourceId(env: Environment, site: string | undefined): string | undefined {
  const [subscription] = (env["WEBSITE_OWNER_NAME"] ?? "").split("+");
  const group = env["WEBSITE_RESOURCE_GROUP"];
  if (!site || !subscription || !group) return undefined;
  return `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.Web/sites/${site}`;
}

import type { Contract } from "../../../model/contract.ts";
import { appSetting } from "../../../plan/plan.ts";
import { parameter } from "../arm.ts";
import { call, type Expression, field, parameterOf, text, value, variable } from "./expressions.ts";
import { actsAs, identityOf } from "./identities.ts";
import { ids } from "./names.ts";
import { settingParameter } from "./parameters.ts";
import { type ArmResource, after, apiVersions } from "./resource.ts";
import { packageContainer } from "./storage.ts";

/** The major version of Node that the project is developed with, and that Flex Consumption runs. */
const nodeVersion = "24";

/**
 * The app on a Flex Consumption plan. All that its settings name is reached as its identity.
 * Source: https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code?pivots=flex-consumption-plan
 */
export function functionAppResources(contract: Contract, deadLetters: string | undefined): readonly ArmResource[] {
  const app: ArmResource = {
    type: "Microsoft.Web/sites",
    apiVersion: apiVersions.web,
    name: value(variable("app")),
    location: parameter("location"),
    kind: "functionapp,linux",
    identity: actsAs("identity"),
    // azd finds by it what it deploys the service of this name to.
    tags: { "azd-service-name": "api" },
    properties: {
      serverFarmId: value(ids.plan),
      httpsOnly: true,
      clientAffinityEnabled: false,
      functionAppConfig: {
        deployment: {
          storage: {
            type: "blobContainer",
            value: value(
              call(
                "concat",
                field(reference("storage", apiVersions.storage), "primaryEndpoints.blob"),
                packageContainer,
              ),
            ),
            authentication: { type: "UserAssignedIdentity", userAssignedIdentityResourceId: value(ids.identity) },
          },
        },
        runtime: { name: "node", version: nodeVersion },
        scaleAndConcurrency: {
          maximumInstanceCount: parameter("maximumInstances"),
          instanceMemoryMB: parameter("instanceMemory"),
        },
      },
      siteConfig: {
        minTlsVersion: "1.2",
        http20Enabled: true,
        cors: { allowedOrigins: parameter("allowedOrigins") },
        appSettings: Object.entries(appSettings(contract, deadLetters)).map(([name, given]) => ({
          name,
          value: typeof given === "string" ? given : value(given),
        })),
      },
    },
    dependsOn: after(ids.plan, ids.identity, ids.storage, ids.cosmos, ids.topic, ids.component),
  };
  return [
    {
      type: "Microsoft.Web/serverfarms",
      apiVersion: apiVersions.web,
      name: value(variable("plan")),
      location: parameter("location"),
      kind: "functionapp",
      sku: { name: "FC1", tier: "FlexConsumption" },
      // Linux.
      properties: { reserved: true },
    },
    app,
    // Passwords of the deployment endpoints: packages are deployed by whoever has a role.
    ...["scm", "ftp"].map((endpoint) => ({
      type: "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
      apiVersion: apiVersions.web,
      name: value(call("concat", variable("app"), `/${endpoint}`)),
      properties: { allow: false },
      dependsOn: after(ids.app),
    })),
  ];
}

function reference(resource: "storage" | "cosmos" | "topic" | "component", apiVersion: string): Expression {
  return call("reference", ids[resource], apiVersion);
}

/** The app settings, as the platform and the Functions host read them. None of them is a secret. */
export function appSettings(
  contract: Contract,
  deadLetters: string | undefined,
): Readonly<Record<string, string | Expression>> {
  const clientId = field(identityOf("identity"), "clientId");
  const asIdentity = (connection: string) => ({
    [`${connection}__credential`]: "managedidentity",
    [`${connection}__clientId`]: clientId,
  });
  return {
    AzureWebJobsStorage__accountName: variable("storage"),
    ...asIdentity("AzureWebJobsStorage"),
    Cosmos__accountEndpoint: field(reference("cosmos", apiVersions.cosmos), "documentEndpoint"),
    ...asIdentity("Cosmos"),
    CosmosDatabase: contract.name,
    EventGridTopicEndpoint: field(reference("topic", apiVersions.eventGrid), "endpoint"),
    EventGrid__clientId: clientId,
    EventGridManagement: call("concat", "https://management.azure.com", ids.topic),
    ...(deadLetters !== undefined && {
      EventGridDeadLetterStorage__accountName: variable("storage"),
      EventGridDeadLetterStorage__clientId: clientId,
      EventGridDeadLetterContainer: deadLetters,
    }),
    APPLICATIONINSIGHTS_CONNECTION_STRING: field(reference("component", apiVersions.components), "ConnectionString"),
    APPLICATIONINSIGHTS_AUTHENTICATION_STRING: call("concat", "ClientId=", clientId, ";Authorization=AAD"),
    OTEL_TRACES_SAMPLER_ARG: parameterOf("traceShare"),
    ApiTokens: parameterOf("apiTokens"),
    OidcIssuer: parameterOf("oidcIssuer"),
    OidcAudience: parameterOf("oidcAudience"),
    OidcSubjectClaim: parameterOf("oidcSubjectClaim"),
    ApiRateLimit: parameterOf("apiRateLimit"),
    ...Object.fromEntries(
      contract.settings.map((setting) => [appSetting(setting), settingValue(setting.type, settingParameter(setting))]),
    ),
  };
}

/** App settings are texts. */
function settingValue(type: string, name: string): Expression {
  const given = parameterOf(name);
  if (type === "boolean") return call("if", given, text("true"), text("false"));
  return type === "integer" ? call("string", given) : given;
}

import { badRequest } from "../errors.ts";
import { isObject, type JsonObject, objectAt, textAt } from "../json.ts";
import { drawnGuid, plain, required, type Shape, type Writing, withProperties } from "./shape.ts";

const plan: Shape = {
  hasLocation: true,
  complete(body, { subscription, name }) {
    const sku = objectAt(body, "sku");
    const size = required(sku, "name", "`sku` of a plan");
    const flex = size === "FC1" ? { tier: "FlexConsumption", family: "FC" } : {};
    return withProperties(
      { ...body, sku: { ...flex, size, capacity: 0, ...sku } },
      { reserved: false, isXenon: false, zoneRedundant: false, perSiteScaling: false, elasticScaleEnabled: false },
      { name, status: "Ready", subscription, provisioningState: "Succeeded", numberOfSites: 0, workerTierName: null },
    );
  },
};

const site: Shape = {
  hasLocation: true,
  complete(body, writing) {
    const { id, name, exists, now } = writing;
    const planId = textAt(objectAt(body, "properties"), "serverFarmId");
    if (planId === undefined || !exists(planId)) throw badRequest(`The plan ${planId ?? ""} was not found.`);
    const host = `${name}.azurewebsites.net`;
    return withProperties(
      { ...body, identity: identities(objectAt(body, "identity"), writing) },
      {
        clientAffinityEnabled: false,
        clientCertEnabled: false,
        clientCertMode: "Required",
        enabled: true,
        hostNamesDisabled: false,
        httpsOnly: false,
        keyVaultReferenceIdentity: "SystemAssigned",
        publicNetworkAccess: "Enabled",
        reserved: false,
        storageAccountRequired: false,
        vnetRouteAllEnabled: false,
      },
      {
        name,
        defaultHostName: host,
        hostNames: [host],
        enabledHostNames: [host, `${name}.scm.azurewebsites.net`],
        customDomainVerificationId: drawnGuid(id).replaceAll("-", "").toUpperCase(),
        lastModifiedTimeUtc: now,
        state: "Running",
        usageState: "Normal",
        sku: "FlexConsumption",
      },
    );
  },
  // Settings are not told with the app: they are asked for by config/web and by the action config/appsettings/list.
  shown(body) {
    const properties = objectAt(body, "properties");
    if (properties["siteConfig"] === undefined) return body;
    const config = objectAt(properties, "siteConfig");
    const hidden = Object.fromEntries(Object.keys(config).map((key) => [key, null]));
    return { ...body, properties: { ...properties, siteConfig: { ...hidden, numberOfWorkers: 1, appSettings: null } } };
  },
  along: () =>
    ["ftp", "scm"].map((name) => ({
      path: `basicPublishingCredentialsPolicies/${name}`,
      type: "Microsoft.Web/sites/basicPublishingCredentialsPolicies",
      body: { properties: { allow: true } },
    })),
};

/** Who the app is: Azure tells the ids of each identity. */
function identities(identity: JsonObject, { id, exists, tenant }: Writing): JsonObject {
  const named = Object.keys(objectAt(identity, "userAssignedIdentities"));
  for (const each of named) if (!exists(each)) throw badRequest(`The identity ${each} was not found.`);
  const assigned = named.map((each) => [
    each,
    { principalId: drawnGuid(`${each} principal`), clientId: drawnGuid(each) },
  ]);
  const system = /SystemAssigned/.test(textAt(identity, "type") ?? "");
  return {
    type: "None",
    ...identity,
    ...(named.length === 0 ? {} : { userAssignedIdentities: Object.fromEntries(assigned) }),
    ...(system ? { principalId: drawnGuid(`${id} principal`), tenantId: tenant } : {}),
  };
}

/** The settings of an app's runtime, as `config/web` tells them. */
export function webConfig(siteBody: JsonObject): JsonObject {
  const { appSettings: _, ...config } = objectAt(objectAt(siteBody, "properties"), "siteConfig");
  const cors = isObject(config["cors"]) ? config["cors"] : null;
  return {
    alwaysOn: false,
    ftpsState: "FtpsOnly",
    http20Enabled: true,
    minTlsVersion: "1.2",
    numberOfWorkers: 1,
    scmMinTlsVersion: "1.2",
    use32BitWorkerProcess: false,
    ...config,
    cors: cors === null ? null : { supportCredentials: false, ...cors },
  };
}

/** Types of App Service, in lower case. */
export const webShapes: Readonly<Record<string, Shape>> = {
  "microsoft.web/serverfarms": plan,
  "microsoft.web/sites": site,
  "microsoft.web/sites/basicpublishingcredentialspolicies": {
    complete: (body) => withProperties(body, { allow: true }),
  },
  "microsoft.web/sites/config": { complete: (body) => body },
  "microsoft.web/sites/functions": plain,
};
